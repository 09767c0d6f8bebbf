package flow

import (
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// HiddenOrders sends market orders whose signs remember: N large orders are worked in pieces, each market order is the
// next piece of one of them chosen at random, and one that is done is followed by another of random side and length
//
//	P(length > L) = L^{−β}, L ≥ 1,
//
// so the autocorrelation of signs falls as lag^{−(β−1)}: lag^{−1/2} at β 3/2. The mid need not follow: that it does not
// is up to those who provide liquidity. Misleads where large orders react to the price; these do not. Source: Lillo,
// Mike and Farmer 2005, fixed-N version.
type HiddenOrders struct {
	Rate     float64       `toml:"rate" unit:"orders per hour" range:"(0,1e8]" doc:"market orders of both sides together" source:"assumed"`
	SizeBTC  float64       `toml:"size_btc" unit:"BTC" range:"(0,inf)" doc:"mean of a market order" source:"assumed"`
	SizeSD   float64       `toml:"size_sd" unit:"log" range:"[0,3]" doc:"log-sd of a market order; 0 makes all alike" source:"assumed"`
	Exponent float64       `toml:"exponent" unit:"1" range:"(1,4]" doc:"β: tail of the number of pieces" source:"published: Lillo, Mike and Farmer 2005"`
	Count    int           `toml:"count" unit:"orders" range:"[1,10000]" doc:"N: large orders worked at a time" source:"assumed"`
	Latency  unit.Duration `toml:"latency" range:"[0,24]" doc:"from the decision to the book" source:"assumed"`
}

// HiddenOrdersPreset makes most of the preset volume of 150,000 BTC a day, in orders of 5 BTC; value traders make the rest.
func HiddenOrdersPreset() *HiddenOrders {
	return &HiddenOrders{Rate: 1150, SizeBTC: 5, SizeSD: 1, Exponent: 1.5, Count: 10}
}

// Open makes the class.
func (p *HiddenOrders) Open(s Scale) (Class, error) {
	return &hiddenOrders{params: *p, size: newSize(p.SizeBTC/s.LotBTC, p.SizeSD), orders: make([]hiddenOrder, p.Count)}, nil
}

type hiddenOrder struct {
	left int // pieces
	side book.Side
}

type hiddenOrders struct {
	params HiddenOrders
	size   size
	self   Self
	source *random.Source
	orders []hiddenOrder
}

func (h *hiddenOrders) Begin(c *Crowd, self Self, source *random.Source) {
	h.self, h.source = self, source
	for i := range h.orders {
		h.orders[i] = h.draw()
	}
	h.schedule(c)
}

func (h *hiddenOrders) schedule(c *Crowd) {
	c.WakeAt(c.Now()+waiting(h.source.Exponential(), h.params.Rate), h.self.Owner(0), 0)
}

// Wake sends the next piece of an order chosen at random.
func (h *hiddenOrders) Wake(c *Crowd, _, _ uint32) {
	o := &h.orders[int(h.source.Uniform()*float64(len(h.orders)))]
	side := o.side
	if o.left--; o.left == 0 {
		*o = h.draw()
	}
	c.Market(h.params.Latency, h.self.Owner(0), side, h.size.draw(h.source))
	h.schedule(c)
}

// longest bounds the length of an order, for the memory of one replication to end.
const longest = 1e6

func (h *hiddenOrders) draw() hiddenOrder {
	length := math.Min(longest, math.Pow(h.source.Uniform(), -1/h.params.Exponent))
	return hiddenOrder{int(math.Ceil(length)), book.Side(h.source.Uint64() >> 63)}
}
