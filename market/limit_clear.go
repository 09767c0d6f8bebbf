package market

import (
	"math"

	"firesale/market/book"
	"firesale/market/flow"
)

// Clear sends the net of the orders to the book, now.
func (l *Limit) Clear(o Orders) Clearing {
	before, h, net := l.LogMid(), l.halfSpread(), o.Net()
	c := Clearing{Sell: math.Exp(before - h), Buy: math.Exp(before + h)}
	if l.config.Alone || net == 0 {
		return c
	}
	l.Leave()
	l.flow.add(l.step, net)
	side := book.Sell
	if net > 0 {
		side = book.Buy
	}
	asked := max(1, math.Floor(math.Abs(net)/l.config.Scale.LotBTC+0.5))
	lots := max(1, l.config.Scale.Lots(math.Abs(net))) // fewer where an order cannot hold so many
	average, filled := l.send(side, lots)
	c.Move = l.LogMid() - before
	switch {
	case side == book.Buy && filled > 0:
		c.Sell, c.Buy = average/math.Exp(2*h), average
	case side == book.Sell && filled > 0:
		c.Sell, c.Buy = average, average*math.Exp(2*h)
		fallthrough
	case side == book.Sell:
		c.Open = -net / o.Sell * (asked - float64(filled)) / asked
	}
	c.LogFill = math.Log(c.Sell) + h - before
	return c
}

// lender is whom the book knows the net order by.
var lender = flow.Outsider(0)

// send sends a market order and returns its average price in USD, and what it filled.
func (l *Limit) send(side book.Side, lots book.Lots) (average float64, filled book.Lots) {
	l.crowd.Fills()
	if l.guard != nil && l.guard.halted {
		l.crowd.Trade(lender, side, lots) // is collected
		l.reopen()
	} else {
		l.crowd.Sweep(lender, side, lots)
		if l.guard != nil && l.atBand(side) {
			l.crowd.Book().Halt()
			l.noteHalt()
		}
	}
	ticks := 0.0
	for _, f := range l.crowd.Fills() {
		ticks += float64(f.Price) * float64(f.Quantity)
		filled += f.Quantity
	}
	l.sent += int64(filled)
	return l.config.Scale.USD(ticks / float64(filled)), filled
}
