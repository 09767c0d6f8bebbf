package calibrate

import (
	"math"

	"firesale/market/book"
	"firesale/market/flow"
	"firesale/market/unit"
)

// A Protocol says which metaorders are run. Every start has luck of its own, and each metaorder is set beside
// the same start without it: their draws are the same, so what differs is its doing.
type Protocol struct {
	Starts        int
	Seeds         int // consecutive seeds that the starts are spread over
	WarmUp        unit.Duration
	Sweeps        int       // sizes of one market order, from twice the best quote to the depth within 1%
	Participation []float64 // φ: shares of the background volume that paced orders sell
	Durations     []unit.Duration
	Child         unit.Duration // time between two child orders
	DecayUpTo     unit.Duration // longest metaorder whose decay is watched
	Gap           float64       // jump of the fundamental whose half-life is measured, log
}

// FullProtocol is that of a calibration: 24 h of warm-up, eight sizes over a decade at each participation, 6 to 60 min long.
func FullProtocol(starts int) Protocol {
	return Protocol{
		Starts: starts, Seeds: 1, WarmUp: unit.Day, Sweeps: 8, Participation: []float64{0.01, 0.03, 0.1},
		Durations: durations(6*unit.Minute, unit.Hour, 8), Child: 10 * unit.Second, DecayUpTo: 20 * unit.Minute, Gap: 0.01,
	}
}

// ShortProtocol is the full one after two hours of warm-up, its starts spread over consecutive seeds: the preset
// background is at rest after one hour.
func ShortProtocol(starts, seeds int) Protocol {
	p := FullProtocol(starts)
	p.WarmUp, p.Seeds = 2*unit.Hour, seeds
	return p
}

// durations are n times from shortest to longest, evenly spaced in log, in whole child orders of 10 s.
func durations(shortest, longest unit.Duration, n int) (all []unit.Duration) {
	for i := range n {
		share := float64(i) / float64(n-1)
		exact := float64(shortest) * math.Pow(float64(longest)/float64(shortest), share)
		all = append(all, unit.Duration(math.Round(exact/float64(10*unit.Second)))*10*unit.Second)
	}
	return all
}

// sale is what one metaorder of one start did: a sale of so many BTC, and log displacements, positive for a fall.
type sale struct {
	btc   float64
	moved float64               // sweep: ln(mid before / average fill); paced: I at the last fill
	best  float64               // sweep: ln(best bid before / average fill)
	after [len(relaxed)]float64 // paced: I at the relaxed times; NaN where not watched
}

// relaxed are the times at which a fading displacement is looked at, in durations of the sale, from its end.
var relaxed = [...]float64{0.1, 0.25, 0.5, 1}

// start is one replication's answer to the whole protocol.
type start struct {
	rest   look
	sweeps []sale
	paced  [][]sale  // by participation, by duration
	gap    []float64 // share of the fundamental's jump that is left, minute by minute
}

// gapMinutes is how long the return to a moved fundamental is watched.
const gapMinutes = 120

// seller is whom the book knows a metaorder by.
var seller = flow.Outsider(1)

// bench is what one worker runs starts on: the market as it is, and forks of it.
type bench struct {
	market        Market
	protocol      Protocol
	base          *flow.Crowd // stands at the start
	without, with *flow.Crowd // the pair
	fading        *flow.Crowd // goes on after a sale's end
	mids          []float64   // of the pair's half without a metaorder, log, by child interval
	volumes       []float64   // BTC traded in each child interval of it
}

func newBench(m Market, p Protocol) (*bench, error) {
	b := &bench{market: m, protocol: p}
	for _, c := range []**flow.Crowd{&b.base, &b.without, &b.with, &b.fading} {
		var err error
		if *c, err = m.Crowd(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// warm brings the base to the start of replication r.
func (b *bench) warm(r int) look {
	b.market.begin(b.base, r, b.protocol.Seeds, b.protocol.WarmUp)
	return b.market.watch(b.base, min(unit.Hour, b.protocol.WarmUp))
}

// run answers the protocol from the start of replication r, with sweeps of the given sizes.
func (b *bench) run(r int, sizes []float64) start {
	s := start{rest: b.warm(r)}
	for _, btc := range sizes {
		s.sweeps = append(s.sweeps, b.sweep(btc))
	}
	b.alone()
	for _, share := range b.protocol.Participation {
		s.paced = append(s.paced, b.pace(share))
	}
	s.gap = b.chase()
	return s
}

// sweep sells at once.
func (b *bench) sweep(btc float64) sale {
	b.with.Become(b.base)
	mid := b.with.LogMid()
	best, _ := b.with.Book().Bid()
	average, sold := b.market.sell(b.with, b.market.Book.Scale.Lots(btc))
	fill := math.Log(average * b.market.Book.Scale.TickUSD)
	top := math.Log(float64(best) * b.market.Book.Scale.TickUSD)
	return sale{btc: sold, moved: mid - fill, best: top - fill}
}

// sell sends one market order and returns its average price in ticks, and the BTC it sold.
func (m Market) sell(c *flow.Crowd, lots book.Lots) (average, btc float64) {
	c.Fills()
	filled := float64(c.Trade(seller, book.Sell, lots))
	ticks := 0.0
	for _, f := range c.Fills() {
		ticks += float64(f.Price) * float64(f.Quantity)
	}
	return ticks / filled, filled * m.Book.Scale.LotBTC
}

// alone runs the half of the pair that nobody sells in, for twice the longest duration.
func (b *bench) alone() {
	longest := b.protocol.Durations[len(b.protocol.Durations)-1]
	b.without.Become(b.base)
	b.mids, b.volumes = append(b.mids[:0], b.without.LogMid()), append(b.volumes[:0], 0)
	before := b.without.Count().Volume
	for at := b.protocol.Child; at <= 2*longest; at += b.protocol.Child {
		b.without.Run(at, b.market.value())
		now := b.without.Count().Volume
		b.mids = append(b.mids, b.without.LogMid())
		b.volumes = append(b.volumes, float64(now-before)*b.market.Book.Scale.LotBTC)
		before = now
	}
}
