package book

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
)

// A FlowKind is a synthetic flow for the bare book.
type FlowKind struct {
	Name, Doc string
	live      int  // orders the flow builds up to and then holds
	window    Tick // limit prices are uniform over so many ticks behind the opposite best
	burst     int  // messages of a one-sided burst, one in every calm × burst
}

// calm is the length of the cycle of bursts, in bursts.
const calm = 50

// FlowKinds is every flow that can be generated; its mix is that of a published comparison of
// books, window and burst length are assumed.
var FlowKinds = []FlowKind{
	{Name: "santafe", Doc: "50% limit near the touch, 45% cancel of a random live order, 5% market, 10,000 live orders",
		live: 10_000, window: 256},
	{Name: "deep", Doc: "the same mix over a million live orders within 30,000 ticks of the touch: hostile to caches",
		live: 1_000_000, window: 30_000},
	{Name: "cascade", Doc: "santafe with one-sided bursts by turns: 60% market orders of twenty times the size",
		live: 10_000, window: 256, burst: 200},
}

// FlowSize is the number of messages of a flow in the published comparisons.
const FlowSize = 5_000_000

// GenerateFlow makes a flow of a kind, the same for the same seed on every machine. The order book it consults is the
// one of this package, so that cancels name live orders and limits never cross.
func GenerateFlow(kind string, messages int, seed uint64) (*Flow, error) {
	for _, k := range FlowKinds {
		if k.Name == kind {
			g := &generator{kind: k, book: New(Preset()), source: rand.NewPCG(seed, 0), touch: [2]Tick{100_000, 100_001}}
			g.flow.body = make([]byte, 0, messages*messageSize)
			for range messages {
				g.next()
			}
			return &g.flow, nil
		}
	}
	return nil, fmt.Errorf("flow %q: want one of santafe, deep, cascade", kind)
}

type generator struct {
	kind    FlowKind
	book    *Book
	flow    Flow
	source  *rand.PCG
	resting []listed // live orders and some that were filled since
	id      uint32
	touch   [2]Tick // last best bid and ask seen
}

type listed struct {
	handle Handle
	id     uint32
}

// below draws an integer uniform in [0, n). The bias of one multiply is under n/2^64.
func (g *generator) below(n int) int {
	hi, _ := bits.Mul64(g.source.Uint64(), uint64(n))
	return int(hi)
}

// next writes one message. Cancels come in proportion to the orders that rest, which holds their number near its target:
// at the target the mix is 50% limit, 45% cancel, 5% market.
func (g *generator) next() {
	n := g.flow.Messages
	if len(g.resting) < g.kind.live && n < g.kind.live {
		g.limit(Side(g.below(2)))
		return
	}
	u := g.below(1000)
	if cycle := calm * g.kind.burst; cycle > 0 && n%cycle < g.kind.burst && g.below(100) < 60 {
		g.market(Side(n/cycle%2), 20)
		return
	}
	cancels := 450 * g.book.live / g.kind.live
	switch {
	case u < 50:
		g.market(Side(g.below(2)), 1)
	case u < 50+cancels && g.cancel():
	default:
		g.limit(Side(g.below(2)))
	}
}

func (g *generator) size() Lots { return Lots(1 + g.below(100)) }

// limit rests an order behind the opposite best, or behind where that was last seen.
func (g *generator) limit(side Side) {
	if p, ok := g.book.Bid(); ok {
		g.touch[Buy] = p
	}
	if p, ok := g.book.Ask(); ok {
		g.touch[Sell] = p
	}
	away := 1 + Tick(g.below(int(g.kind.window)))
	o := Order{Owner: g.count(), Side: side, Price: g.touch[Sell] - away, Quantity: g.size()}
	if side == Sell {
		o.Price = g.touch[Buy] + away
	}
	h, _ := g.book.Limit(o)
	g.resting = append(g.resting, listed{h, o.Owner})
	g.flow.add(message{limitMessage, side, o.Owner, o.Price, o.Quantity})
}

// cancel names a random live order; false if none is left.
func (g *generator) cancel() bool {
	for len(g.resting) > 0 {
		k, last := g.below(len(g.resting)), len(g.resting)-1
		x := g.resting[k]
		g.resting[k] = g.resting[last]
		g.resting = g.resting[:last]
		if g.book.Cancel(x.handle) > 0 {
			g.flow.add(message{kind: cancelMessage, id: x.id})
			return true
		}
	}
	return false
}

func (g *generator) market(side Side, times Lots) {
	quantity := g.size() * times
	id := g.count()
	g.book.Market(id, side, quantity)
	g.book.Take()
	g.flow.add(message{marketMessage, side, id, 0, quantity})
}

func (g *generator) count() uint32 {
	g.id++
	return g.id
}
