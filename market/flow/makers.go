package flow

import (
	"fmt"
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// Makers quote both sides. At Poisson times each renews its quotes on K levels round
//
//	f̂ − γ·inventory,   f̂ = exponential average of the mid,
//
// never round the fundamental. Quotes are post-only: where the market has run past a level, the maker does not quote
// there. The lots of a quote shrink with the market's depth multiplier. A maker pulls everything when fast volatility
// passes its limit (drawn once a replication, ±50%), and comes back at a slow rate once that is over; a side that would
// carry its inventory past the bound is not quoted. Misleads where makers hedge elsewhere: these only have the book.
// Source: after Avellaneda and Stoikov 2008 (inventory skew); withdrawal after the depth of 10 October 2025.
type Makers struct {
	Count        int           `toml:"count" unit:"makers" range:"[1,10000]" doc:"makers" source:"assumed"`
	Levels       int           `toml:"levels" unit:"levels" range:"[1,1000]" doc:"K: quotes a side" source:"assumed"`
	Reach        unit.Ratio    `toml:"reach" range:"(0,1)" doc:"from the centre to the last level, in log price" source:"assumed"`
	Curve        float64       `toml:"curve" unit:"1" range:"[0.5,4]" doc:"p: level k is at reach·(k/K)^p, so depth within x grows as x^(1/p)" source:"assumed, for a convex cost of sweeps"`
	DepthBTC     float64       `toml:"depth_btc" unit:"BTC" range:"(0,inf)" doc:"lots of all makers on all levels of one side" source:"assumed"`
	Every        unit.Duration `toml:"every" range:"(0,24]" doc:"mean time between two renewals of one maker" source:"assumed"`
	Rate         *float64      `toml:"rate" unit:"per maker and hour" range:"(0,1e6]" doc:"renewals, instead of every; absent = one every so often" source:"assumed"`
	HalfLife     unit.Duration `toml:"half_life" range:"(0,8760]" doc:"of the average of the mid" source:"assumed"`
	Bound        float64       `toml:"bound_btc" unit:"BTC" range:"(0,inf)" doc:"largest inventory of one maker, either sign" source:"assumed"`
	Skew         unit.Ratio    `toml:"skew" range:"[0,1]" doc:"γ·bound: how far the centre gives way at the bound, in log price" source:"assumed"`
	Usual        unit.Ratio    `toml:"usual_volatility" range:"(0,10]" doc:"σ₀: yearly volatility that makers take for usual" source:"assumed"`
	Limit        float64       `toml:"limit" unit:"σ₀" range:"(0,inf)" doc:"fast volatility at which a maker leaves" source:"assumed"`
	FastHalfLife unit.Duration `toml:"fast_half_life" range:"(0,8760]" doc:"of the fast volatility" source:"assumed"`
	Return       unit.Duration `toml:"return" range:"(0,8760]" doc:"1/θ_up: mean time to come back once volatility is under the limit" source:"derived: depth of 10 October 2025"`
	Latency      unit.Duration `toml:"latency" range:"[0,24]" doc:"from the decision to the book" source:"assumed"`
}

// MakersPreset holds 2,200 BTC a side within 1% of the centre, four fifths of the preset depth of 2,500 with what is out of
// reach. Levels thin out with distance (curve 2), so that a sweep costs convexly. The centre gives way at once to what the
// makers hold and forgets over an hour: value traders then pull the mid back in a quarter of an hour, which makes a paced
// sale concave in its size. A centre that followed the mid within seconds would run on for as long as makers hold anything,
// and a sale's impact would grow after its end. Makers are few and large because each leans on its own inventory alone: ten
// of the same depth part by 9 bp with every order that one of them fills, and what a sweep meets is no ladder any more.
func MakersPreset() *Makers {
	return &Makers{
		Count: 3, Levels: 10, Reach: 0.01, Curve: 2, DepthBTC: 2200, Every: 4 * unit.Second, HalfLife: unit.Hour,
		Bound: 667, Skew: 0.0185, Usual: 0.825, Limit: 4, FastHalfLife: 15 * unit.Minute, Return: 4 * unit.Hour,
	}
}

// Open makes the class.
func (p *Makers) Open(s Scale) (Class, error) {
	m := &makers{params: *p, makers: make([]maker, p.Count)}
	m.lots = p.DepthBTC / float64(p.Count*p.Levels) / s.LotBTC
	if m.lots < 0.5 {
		return nil, fmt.Errorf("depth_btc: want at least a lot of %g BTC a quote: %g BTC on %d quotes is less", s.LotBTC, p.DepthBTC, p.Count*p.Levels)
	}
	m.bound = p.Bound / s.LotBTC
	for k := range p.Levels {
		m.away = append(m.away, float64(p.Reach)*math.Pow(float64(k+1)/float64(p.Levels), p.Curve))
	}
	for i := range m.makers {
		m.makers[i].quotes = make([]quote, 2*p.Levels)
	}
	return m, nil
}

type makers struct {
	params      Makers
	lots, bound float64   // of a quote; of an inventory
	away        []float64 // of each level from the centre, log
	self        Self
	source      *random.Source
	mean        average
	fast        volatility
	makers      []maker
}

type maker struct {
	inventory int64 // lots
	limit     float64
	looked    unit.Duration // when it last decided whether to quote
	out       bool
	quotes    []quote // bids from the best down, then offers from the best up
}

type quote struct {
	handle book.Handle
	price  book.Tick
	lots   book.Lots
}

func (m *makers) Begin(c *Crowd, self Self, source *random.Source) {
	m.self, m.source = self, source
	m.mean = newAverage(m.params.HalfLife, c)
	m.fast = newVolatility(m.params.FastHalfLife, float64(m.params.Usual), c)
	for i := range m.makers {
		k := &m.makers[i]
		*k = maker{quotes: k.quotes, limit: float64(m.params.Usual) * m.params.Limit * (0.5 + source.Uniform())}
		clear(k.quotes)
	}
	m.schedule(c)
}

// schedule draws when any of the makers renews next.
func (m *makers) schedule(c *Crowd) {
	rate := float64(len(m.makers)) / m.params.Every.Hours()
	if m.params.Rate != nil {
		rate = float64(len(m.makers)) * *m.params.Rate
	}
	c.WakeAt(c.Now()+waiting(m.source.Exponential(), rate), m.self.Owner(0), 0)
}

// Wake lets a maker chosen at random renew its quotes.
func (m *makers) Wake(c *Crowd, _, _ uint32) {
	i := uint32(m.source.Uniform() * float64(len(m.makers)))
	centre, fast := m.mean.see(c), m.fast.see(c)
	k, back := &m.makers[i], m.source.Exponential()
	switch stays := m.stays(c, k, fast, back); {
	case c.Book().Halted(): // quotes stand for the auction as they are
	case stays:
		m.quote(c, i, centre)
	default:
		m.pull(c, k)
	}
	m.schedule(c)
}

// stays decides whether a maker quotes: not past its limit, and afterwards again with the chance that an exponential
// clock of mean Return has rung since it last looked.
func (m *makers) stays(c *Crowd, k *maker, fast, back float64) bool {
	since := c.Now() - k.looked
	k.looked = c.Now()
	switch {
	case fast > k.limit:
		k.out = true
	case k.out && back*float64(m.params.Return) < float64(since):
		k.out = false
	}
	return !k.out
}

func (m *makers) pull(c *Crowd, k *maker) {
	for q := range k.quotes {
		m.drop(c, &k.quotes[q])
	}
}

// drop cancels a quote if it was placed.
func (m *makers) drop(c *Crowd, q *quote) {
	if q.handle != 0 {
		c.Cancel(m.params.Latency, q.handle)
		*q = quote{}
	}
}

// Placed keeps the handle of a quote; note is its place.
func (m *makers) Placed(agent, note uint32, h book.Handle) { m.makers[agent].quotes[note].handle = h }

// Filled keeps the inventory.
func (m *makers) Filled(agent uint32, side book.Side, _ book.Tick, lots book.Lots) {
	if side == book.Buy {
		m.makers[agent].inventory += int64(lots)
	} else {
		m.makers[agent].inventory -= int64(lots)
	}
}
