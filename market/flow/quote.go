package flow

import (
	"math"

	"firesale/market/book"
)

// quote renews the quotes of a maker round a centre (log price). A quote whose price and lots are right stays and keeps
// its place in the queue.
func (m *makers) quote(c *Crowd, agent uint32, centre float64) {
	k := &m.makers[agent]
	position := float64(k.inventory) / m.bound
	centre -= float64(m.params.Skew) * math.Max(-1, math.Min(1, position))
	lots := whole(m.lots*c.Multiplier + 0.5)
	for side := range 2 {
		full := side == int(book.Buy) && position >= 1 || side == int(book.Sell) && position <= -1
		for level := range m.params.Levels {
			q := uint32(side*m.params.Levels + level)
			price := m.price(c, book.Side(side), centre, m.away[level])
			if full || lots == 0 || price < 1 {
				m.drop(c, &k.quotes[q])
			} else {
				m.renew(c, agent, q, book.Order{Owner: m.self.Owner(agent), Side: book.Side(side), Price: price, Quantity: lots})
			}
		}
	}
}

// price is that of a level, rounded away from the centre.
func (m *makers) price(c *Crowd, side book.Side, centre, away float64) book.Tick {
	if side == book.Buy {
		return book.Tick(math.Floor(math.Exp(centre-away) / c.TickUSD))
	}
	return book.Tick(math.Ceil(math.Exp(centre+away) / c.TickUSD))
}

// renew puts one quote where it belongs.
func (m *makers) renew(c *Crowd, agent, place uint32, o book.Order) {
	q := &m.makers[agent].quotes[place]
	if q.handle != 0 && q.price == o.Price && q.lots == o.Quantity {
		if rest, ok := c.Book().Order(q.handle); ok && rest.Quantity == o.Quantity {
			return
		}
	}
	m.drop(c, q)
	*q = quote{price: o.Price, lots: o.Quantity}
	c.PostOnly(m.params.Latency, o, place)
}
