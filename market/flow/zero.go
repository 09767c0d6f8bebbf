package flow

import (
	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// ZeroIntelligence places, takes and cancels at random, in continuous time:
//
//	limit orders    at rate α per side and tick, uniform over the w ticks behind the opposite best
//	market orders   at total rate μ, either side
//	cancels         of each resting order at rate δ
//
// With nobody else in the book, spread and diffusion scale as the Santa Fe law says (case V11 of firesale validate): s·α/μ depends on
// δ/μ only. The control experiment: memoryless signs give nearly linear impact, and nothing pulls the price to anything.
// Misleads as a model of where orders are placed: real ones crowd at the touch. Source: Daniels, Farmer, Iori and Smith
// 2003; Farmer, Patelli and Zovko 2005.
type ZeroIntelligence struct {
	LimitRate  float64       `toml:"limit_rate" unit:"orders per side, tick and hour" range:"(0,1e8]" doc:"α: limit orders at each price behind the opposite best" source:"assumed"`
	MarketRate float64       `toml:"market_rate" unit:"orders per hour" range:"[0,1e8]" doc:"μ: market orders of both sides together" source:"assumed"`
	CancelRate float64       `toml:"cancel_rate" unit:"per resting order and hour" range:"(0,1e8]" doc:"δ: cancels of each resting order" source:"assumed"`
	Window     int           `toml:"window" unit:"ticks" range:"[1,1000000]" doc:"w: limit prices reach so far behind the opposite best" source:"assumed"`
	SizeBTC    float64       `toml:"size_btc" unit:"BTC" range:"(0,inf)" doc:"mean of an order" source:"assumed"`
	SizeSD     float64       `toml:"size_sd" unit:"log" range:"[0,3]" doc:"log-sd of an order; 0 makes all alike" source:"assumed"`
	Latency    unit.Duration `toml:"latency" range:"[0,24]" doc:"from the decision to the book" source:"assumed"`
}

// ZeroIntelligencePreset holds a fifth of the preset depth, 500 of 2,500 BTC within 1% a side at $100,000 and a tick of
// $1: α/δ · 5 BTC · 1,000 ticks. Market orders are left to those with longer plans.
func ZeroIntelligencePreset() *ZeroIntelligence {
	return &ZeroIntelligence{LimitRate: 20, CancelRate: 200, Window: 1000, SizeBTC: 5, SizeSD: 1}
}

// Open makes the class.
func (p *ZeroIntelligence) Open(s Scale) (Class, error) {
	return &zeroIntelligence{params: *p, size: newSize(p.SizeBTC/s.LotBTC, p.SizeSD)}, nil
}

type zeroIntelligence struct {
	params  ZeroIntelligence
	size    size
	self    Self
	source  *random.Source
	resting []book.Handle // its orders, and some that were filled since
	touch   [2]book.Tick  // the last best bid and ask it saw
}

func (z *zeroIntelligence) Begin(c *Crowd, self Self, source *random.Source) {
	z.self, z.source, z.resting = self, source, z.resting[:0]
	mid := book.Tick(c.Mid())
	z.touch = [2]book.Tick{mid, mid + 1}
	z.schedule(c)
}

// schedule draws when any of the class's clocks rings next. An order that was filled unseen keeps its clock: when that
// rings, nothing happens, which leaves all other clocks as they are (thinning).
func (z *zeroIntelligence) schedule(c *Crowd) {
	rate := z.limits() + z.params.MarketRate + z.cancels()
	c.WakeAt(c.Now()+waiting(z.source.Exponential(), rate), z.self.Owner(0), 0)
}

func (z *zeroIntelligence) limits() float64  { return 2 * z.params.LimitRate * float64(z.params.Window) }
func (z *zeroIntelligence) cancels() float64 { return z.params.CancelRate * float64(len(z.resting)) }

// Wake does what the clock that rang is for: a uniform draw over the three rates says which.
func (z *zeroIntelligence) Wake(c *Crowd, _, _ uint32) {
	u := z.source.Uniform() * (z.limits() + z.params.MarketRate + z.cancels())
	switch {
	case u < z.limits():
		z.place(c)
	case u < z.limits()+z.params.MarketRate:
		side := book.Side(z.source.Uint64() >> 63)
		c.Market(z.params.Latency, z.self.Owner(0), side, z.size.draw(z.source))
	default:
		z.cancel(c, int((u-z.limits()-z.params.MarketRate)/z.params.CancelRate))
	}
	z.schedule(c)
}

// place sends a limit order behind the opposite best, or behind where that was last seen.
func (z *zeroIntelligence) place(c *Crowd) {
	if p, ok := c.Book().Bid(); ok {
		z.touch[book.Buy] = p
	}
	if p, ok := c.Book().Ask(); ok {
		z.touch[book.Sell] = p
	}
	away := 1 + book.Tick(z.source.Uniform()*float64(z.params.Window))
	o := book.Order{Owner: z.self.Owner(0), Side: book.Side(z.source.Uint64() >> 63), Quantity: z.size.draw(z.source)}
	o.Price = z.touch[book.Sell] - away
	if o.Side == book.Sell {
		o.Price = z.touch[book.Buy] + away
	}
	if o.Price > 0 {
		c.Limit(z.params.Latency, o, 0)
	}
}

// cancel takes the k-th order of the list out, if it is still there to be cancelled.
func (z *zeroIntelligence) cancel(c *Crowd, k int) {
	last := len(z.resting) - 1
	k = min(k, last) // rounding at the upper end
	h := z.resting[k]
	z.resting[k] = z.resting[last]
	z.resting = z.resting[:last]
	c.Cancel(z.params.Latency, h)
}

// Placed keeps the handle for a later cancel.
func (z *zeroIntelligence) Placed(_, _ uint32, h book.Handle) { z.resting = append(z.resting, h) }
