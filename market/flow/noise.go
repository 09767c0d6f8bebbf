package flow

import (
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// Noise traders come once each, most near the open and the close, and send one limit order of a random side at the
// opposite best price: none if that side is empty. Their times are U-quadratic: density ∝ (t − middle)² over a span that
// begins before the open, and whoever is early comes at the open. Source: ABIDES RMSC04.
type Noise struct {
	Count int           `toml:"count" unit:"traders" range:"[1,16000000]" doc:"noise traders" source:"published: RMSC04"`
	Early unit.Duration `toml:"early" range:"[0,24]" doc:"how long before the open the span of times begins" source:"published: RMSC04"`
	Day   unit.Duration `toml:"day" range:"(0,24]" doc:"from open to close" source:"published: RMSC04"`
}

// NoisePreset is RMSC04's.
func NoisePreset() *Noise { return &Noise{Count: 1000, Early: unit.Hour / 2, Day: RMSC04Day} }

// Open makes the class.
func (p *Noise) Open(Scale) (Class, error) {
	return &noise{params: *p, looker: looker{delay: make([]unit.Duration, p.Count)}}, nil
}

type noise struct {
	looker
	params Noise
}

func (n *noise) Begin(c *Crowd, self Self, source *random.Source) {
	n.begin(self, source)
	half := float64(n.params.Early+n.params.Day) / 2
	for i := range n.delay {
		at := half*(1+math.Cbrt(2*source.Uniform()-1)) - float64(n.params.Early)
		c.WakeAt(c.Now()+unit.Duration(math.Max(0, at)), self.Owner(uint32(i)), woken)
	}
}

// Wake asks for the touch, then trades with it.
func (n *noise) Wake(c *Crowd, agent, note uint32) {
	if note == woken {
		n.query(c, agent)
		return
	}
	side, lots := n.coin(), n.shares()
	price, there := touch(c)
	if other := side.Opposite(); there[other] {
		n.order(c, agent, side, price[other], lots)
	}
}
