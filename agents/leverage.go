package agents

import (
	"math"

	"firesale/market/unit"
)

// A Stock says how much of other people's leverage a fall of the price liquidates: perpetual futures, positions in DeFi.
// Bitcoin lenders are a small part of leverage, and their cascade runs on what these leave of the market.
//
//	Sold   the BTC that reach the modelled market when the log price stands so far below its reference; 0 at 0, and
//	       never falling
//	Daily  the reference is the price at which the day (UTC) opened; else the high, which fades
type Stock interface {
	Sold(fall float64) (btc float64)
	Daily() bool
}

// A LeverageKind is other leverage that a study can name. A preset that is no Stock has still to read its table.
type LeverageKind struct {
	Name, Doc string
	Preset    func() any
}

// LeverageKinds is every kind. To add one: a Stock, and a line here.
var LeverageKinds = []LeverageKind{
	{"none", "nobody else: what feeds back is a lower bound", func() any { return &struct{}{} }},
	{"profile", "open interest that an ever deeper fall liquidates", perpetuals},
	{"table", "BTC that a day liquidates, by the day's fall, from a file", func() any { return &FallFile{} }},
	{"perps", "perpetual futures: a profile of all exchanges, by the night of 10 October 2025", perpetuals},
	{"defi", "loans against bitcoin on the largest Ethereum lender: a table of 6,269 measured liquidations", func() any { return &DeFi{} }},
}

// A Leverage is a Stock in one replication. Only what lies beyond the deepest fall so far is liquidated: the rest is gone.
// Where the reference is a high, both fade with the same half-life, as positions are built again:
//
//	H ← max(ln S, ln S + (H − ln S)·2^{−dt/7d}),   x = H − ln S,   a sale of Sold(x) − Sold(deepest), each in whole satoshis
//
// Where it is the day's open, both begin anew every day. The half-life is assumed.
type Leverage struct {
	Name  string
	Stock Stock

	clock     Clock
	fade      float64 // of a step
	reference float64 // log
	deepest   float64 // fall so far
	fall      float64 // now
	mid       float64 // log, last seen

	Ordered, OrderedFirst unit.BTC // in the coming clearing; of it, what the twin has sold too
	Generation            int32    // of the rest
	Sold                  unit.BTC
	SoldByGeneration      []unit.BTC
}

// fadeHalfLife is the time in which the high comes half of the way down to the price. assumed
const fadeHalfLife = 7 * unit.Day

// NewLeverage opens a stock for a clock.
func NewLeverage(name string, stock Stock, c Clock) *Leverage {
	return &Leverage{Name: name, Stock: stock, clock: c, fade: math.Exp2(-c.Step.Hours() / fadeHalfLife.Hours())}
}

// Reset begins a replication at a log price, which is the high and the day's open.
func (g *Leverage) Reset(logMid float64) {
	g.reference, g.mid, g.deepest, g.fall = logMid, logMid, 0, 0
	g.Ordered, g.Sold, g.SoldByGeneration = 0, 0, g.SoldByGeneration[:0]
}

// Pass sees the mid of a step before its clearing, and reports whether the price has fallen deeper than ever.
func (g *Leverage) Pass(step int, logMid float64) (deeper bool) {
	switch {
	case !g.Stock.Daily():
		g.reference = max(logMid, logMid+float64((g.reference-logMid)*g.fade))
		g.deepest *= g.fade
	case g.opens(step):
		g.reference, g.deepest = g.mid, 0
	}
	g.mid, g.fall = logMid, g.reference-logMid
	return g.fall > g.deepest
}

// opens reports whether a step is the first of a day. In instant mode no day begins.
func (g *Leverage) opens(step int) bool {
	return step == 0 || g.clock.Step > 0 && g.clock.End(step-1)/unit.Day != g.clock.End(step-2)/unit.Day
}

// Act orders what the fall liquidates. What the twin, the same holders without feedback, has liquidated by now is of
// generation 0, the rest of the given one.
func (g *Leverage) Act(twin *Leverage, generation int32) unit.BTC {
	g.Ordered, g.OrderedFirst, g.Generation = 0, 0, generation
	if g.fall <= g.deepest {
		return 0
	}
	g.Ordered = g.between(g.deepest, g.fall)
	if twin != nil && twin.deepest > g.deepest {
		g.OrderedFirst = g.between(g.deepest, min(twin.deepest, g.fall))
	}
	g.deepest = g.fall
	return g.Ordered
}

// between is what is sold while the fall deepens from one depth to another. Both ends are rounded, not their difference: else a
// fall cut into tiny pieces would sell a satoshi for each of them that is worth half of one, and an instant would never end.
func (g *Leverage) between(from, to float64) unit.BTC {
	return max(0, unit.CoinsOf(g.Stock.Sold(to))-unit.CoinsOf(g.Stock.Sold(from)))
}

// Least is the least generation of the order.
func (g *Leverage) Least() int32 {
	if g.OrderedFirst > 0 {
		return 0
	}
	return g.Generation
}

// Curtail cuts the order to the share that found a buyer; the rest is closed against those on the other side.
func (g *Leverage) Curtail(share float64) {
	g.Ordered = unit.BTC(share * float64(g.Ordered))
	g.OrderedFirst = min(g.Ordered, g.OrderedFirst)
}

// Settle books the order as sold, and sees the mid after it.
func (g *Leverage) Settle(logMid float64) {
	g.count(0, g.OrderedFirst)
	g.count(int(g.Generation), g.Ordered-g.OrderedFirst)
	g.Sold += g.Ordered
	g.Ordered, g.OrderedFirst, g.mid = 0, 0, logMid
}

func (g *Leverage) count(generation int, coins unit.BTC) {
	for coins > 0 && len(g.SoldByGeneration) <= generation {
		g.SoldByGeneration = append(g.SoldByGeneration, 0)
	}
	if coins > 0 {
		g.SoldByGeneration[generation] += coins
	}
}

// Within is the BTC that would be sold if the mid fell by so much (log) from where it was seen last: its part of the
// reproduction number is that over the fall and the depth.
func (g *Leverage) Within(down float64) float64 {
	return max(0, g.Stock.Sold(g.fall+down)-g.Stock.Sold(max(g.fall, g.deepest)))
}
