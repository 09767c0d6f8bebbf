package flow

import (
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// RMSC04 is the reference day of ABIDES (jpmorganchase/abides-jpmc-public, commit f9cbe51, 2023): 1,000 noise, 102 value
// and 12 momentum traders and 2 adaptive makers, one symbol from 09:30 to 16:00 that starts at 100,000 cents. Time 0 is
// the open, a tick is a cent, a lot a share, and the book starts empty.
//
// Agents look before they act: a query reaches the book after the agent's distance, its answer comes back after as long,
// the order takes the way once more. Distances are drawn by agent, not by pair: only the exchange is ever addressed.
func RMSC04() []Params {
	return []Params{NoisePreset(), BeliefPreset(), TrendPreset(), AdaptivePreset()}
}

// The frame of the day.
const (
	RMSC04Day   = 13 * unit.Hour / 2
	RMSC04Start = 100_000 // cents
)

// RMSC04Scale is a tick of a cent and a lot of one share.
var RMSC04Scale = Scale{TickUSD: 0.01, LotBTC: 1}

const (
	lineMetres      = 3_866_660.0 // the longest distance of two places. published: New York to Seattle
	nsPerMetre      = 1e9 / 299_792_458.0
	thinking        = 50 * unit.Duration(1) // ns of computation before any message. published
	woken, answered = 0, 1                  // notes: the agent woke; its query has reached the book
)

// looker is what the four classes share: agents at distances who wake, query and act.
type looker struct {
	self   Self
	source *random.Source
	delay  []unit.Duration // one way, by agent
}

// begin draws the distance of each agent from the exchange: of two places uniform on the line.
func (l *looker) begin(self Self, source *random.Source) {
	l.self, l.source = self, source
	for i := range l.delay {
		l.delay[i] = unit.Duration(math.Abs(source.Uniform()-source.Uniform()) * lineMetres * nsPerMetre)
	}
}

// query sends for the state of the book: the agent is woken again as it arrives there, not when the answer is back,
// because what it will decide is settled by what the book is then.
func (l *looker) query(c *Crowd, agent uint32) {
	c.lookAt(c.Now()+thinking+l.delay[agent], l.self.Owner(agent), answered)
}

// answer is how long after its query reached the book the agent's order does.
func (l *looker) answer(agent uint32) unit.Duration { return thinking + 2*l.delay[agent] }

// order sends a limit order in answer to a query; one of 0 lots is not sent.
func (l *looker) order(c *Crowd, agent uint32, side book.Side, price book.Tick, lots book.Lots) {
	if lots > 0 && price > 0 {
		c.Limit(l.answer(agent), book.Order{Owner: l.self.Owner(agent), Side: side, Price: price, Quantity: lots}, 0)
	}
}

// again wakes an agent after an exponential time.
func (l *looker) again(c *Crowd, agent uint32, mean unit.Duration) {
	c.WakeAt(c.Now()+unit.Duration(l.source.Exponential()*float64(mean)), l.self.Owner(agent), woken)
}

// coin is a random side.
func (l *looker) coin() book.Side { return book.Side(l.source.Uint64() >> 63) }

// touch is the best bid and ask, and whether each is there.
func touch(c *Crowd) (price [2]book.Tick, there [2]bool) {
	price[book.Buy], there[book.Buy] = c.Book().Bid()
	price[book.Sell], there[book.Sell] = c.Book().Ask()
	return price, there
}

// spikes are the chances of 100, 200 … 1,000 shares; what is missing to 1 is lognormal. published
var spikes = [...]float64{0.7, 0.06, 0.004, 0.0329, 0.001, 0.0006, 0.0004, 0.0005, 0.0003, 0.0003}

// shares draws an order size: 0 means no order.
func (l *looker) shares() book.Lots {
	u := l.source.Uniform()
	for k, p := range spikes {
		if u -= p; u < 0 {
			return book.Lots(100 * (k + 1))
		}
	}
	return book.Lots(math.RoundToEven(math.Exp(2.9 + float64(1.2*l.source.Normal()))))
}
