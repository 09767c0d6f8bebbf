package flow

import (
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// Value traders compare the mid with the fundamental price, each at rate κ and with a threshold of its own, drawn once a
// replication from |N(0, s²)|; past it they send a market order towards the fundamental,
//
//	BTC = A·|f − ln S|.
//
// They alone see f, and through them alone it moves the book. Misleads in a crash: their pockets are as deep as the
// fall is large. Source: after Farmer and Joshi 2002, without their exit threshold.
type Value struct {
	Count     int           `toml:"count" unit:"traders" range:"[1,1000000]" doc:"value traders" source:"assumed"`
	Rate      float64       `toml:"rate" unit:"per trader and hour" range:"(0,1e8]" doc:"κ_v: how often each one looks" source:"assumed"`
	Threshold unit.Ratio    `toml:"threshold" range:"[0,1]" doc:"s: scale of the gap that each one bears, in log price" source:"assumed"`
	BTCPerGap float64       `toml:"btc_per_gap" unit:"BTC per unit of log price" range:"(0,inf)" doc:"A: order size for a gap of 1" source:"assumed"`
	Latency   unit.Duration `toml:"latency" range:"[0,24]" doc:"from the decision to the book" source:"assumed"`
}

// ValuePreset is set so that the mid follows f with a half-life of about 14 minutes among the other presets, and so that
// most traders already act on gaps of a few bp, which is what a large order opens.
func ValuePreset() *Value {
	return &Value{Count: 100, Rate: 1, Threshold: 0.0008, BTCPerGap: 4500}
}

// Open makes the class.
func (p *Value) Open(s Scale) (Class, error) {
	return &value{params: *p, thresholds: make([]float64, p.Count)}, nil
}

type value struct {
	params     Value
	self       Self
	source     *random.Source
	thresholds []float64 // log, by trader
}

func (v *value) Begin(c *Crowd, self Self, source *random.Source) {
	v.self, v.source = self, source
	for i := range v.thresholds {
		v.thresholds[i] = math.Abs(source.Normal()) * float64(v.params.Threshold)
	}
	v.schedule(c)
}

// schedule draws when any of the traders looks next.
func (v *value) schedule(c *Crowd) {
	rate := v.params.Rate * float64(len(v.thresholds))
	c.WakeAt(c.Now()+waiting(v.source.Exponential(), rate), v.self.Owner(0), 0)
}

// Wake lets a trader chosen at random look at the price.
func (v *value) Wake(c *Crowd, _, _ uint32) {
	i := uint32(v.source.Uniform() * float64(len(v.thresholds)))
	gap := c.Value() - c.LogMid()
	if math.Abs(gap) > v.thresholds[i] {
		side := book.Buy
		if gap < 0 {
			side = book.Sell
		}
		c.Market(v.params.Latency, v.self.Owner(i), side, c.Lots(v.params.BTCPerGap*math.Abs(gap)))
	}
	v.schedule(c)
}
