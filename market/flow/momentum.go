package flow

import (
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// Momentum traders follow recent returns. Each looks at rate κ and sends a market order of
//
//	BTC = β·tanh(g·M),   M = ln S − its exponential average of half-life H,
//
// bounded by β however fast the price moves. Misleads as the whole of trend following: no stop-loss, no position limit.
// Source: Majewski, Ciliberti and Bouchaud 2018.
type Momentum struct {
	Count    int           `toml:"count" unit:"traders" range:"[1,1000000]" doc:"momentum traders" source:"assumed"`
	Rate     float64       `toml:"rate" unit:"per trader and hour" range:"(0,1e8]" doc:"how often each one looks" source:"assumed"`
	BTC      float64       `toml:"btc" unit:"BTC" range:"[0,inf)" doc:"β: order size when the trend is strong" source:"assumed"`
	Gain     float64       `toml:"gain" unit:"per unit of log price" range:"(0,inf)" doc:"g: a trend of 1/g is strong" source:"assumed"`
	HalfLife unit.Duration `toml:"half_life" range:"(0,8760]" doc:"H: of the average that the price is compared with" source:"assumed"`
	Latency  unit.Duration `toml:"latency" range:"[0,24]" doc:"from the decision to the book" source:"assumed"`
}

// MomentumPreset is weak: ten traders of at most 1 BTC a minute.
func MomentumPreset() *Momentum {
	return &Momentum{Count: 10, Rate: 60, BTC: 1, Gain: 100, HalfLife: unit.Hour}
}

// Open makes the class.
func (p *Momentum) Open(Scale) (Class, error) { return &momentum{params: *p}, nil }

type momentum struct {
	params Momentum
	self   Self
	source *random.Source
	mean   average // of the log mid
}

func (m *momentum) Begin(c *Crowd, self Self, source *random.Source) {
	m.self, m.source = self, source
	m.mean = newAverage(m.params.HalfLife, c)
	m.schedule(c)
}

func (m *momentum) schedule(c *Crowd) {
	rate := m.params.Rate * float64(m.params.Count)
	c.WakeAt(c.Now()+waiting(m.source.Exponential(), rate), m.self.Owner(0), 0)
}

// Wake lets one trader look and follow.
func (m *momentum) Wake(c *Crowd, _, _ uint32) {
	trend := c.LogMid() - m.mean.see(c)
	side := book.Buy
	if trend < 0 {
		side = book.Sell
	}
	c.Market(m.params.Latency, m.self.Owner(0), side, c.Lots(m.params.BTC*math.Abs(math.Tanh(m.params.Gain*trend))))
	m.schedule(c)
}
