package sim

import (
	"math"

	"firesale/agents"
	"firesale/market"
	"firesale/market/unit"
	"firesale/sim/record"
)

// Leveraged is other leverage of a world, by name.
type Leveraged struct {
	Name  string
	Stock agents.Stock
}

// pass shows the mid before the clearing to other leverage, in every step, and reports whether anybody must be asked.
func (s *side) pass(k int) (deeper bool) {
	for _, g := range s.leverage {
		deeper = g.Pass(k, s.logMid()) || deeper
	}
	return deeper
}

// liquidate adds the orders of other leverage to what lenders' buyers hedge; it gives the least generation among them.
func (s *side) liquidate() (least int32) {
	least = math.MaxInt32
	for i, g := range s.leverage {
		var twin *agents.Leverage
		if s.twin != nil {
			twin = s.twin.leverage[i]
		}
		if sell := g.Act(twin, s.lowered+1); sell > 0 {
			s.others += sell
			least = min(least, g.Least())
		}
	}
	return least
}

// unwind books what other leverage sold in a clearing.
func (s *side) unwind(c market.Clearing, fill unit.Fill) {
	for _, g := range s.leverage {
		if c.Open > 0 {
			g.Curtail(1 - c.Open)
		}
		s.soldElse(g, fill)
		g.Settle(s.logMid())
	}
}

// soldElse records a sale that is no loan's.
func (o *observer) soldElse(g *agents.Leverage, fill unit.Fill) {
	o.unwound += g.Ordered
	if !o.keep.Events {
		return
	}
	for _, part := range [2]struct {
		coins      unit.BTC
		generation int32
	}{{g.OrderedFirst, 0}, {g.Ordered - g.OrderedFirst, g.Generation}} {
		if part.coins > 0 {
			o.emit(record.Event{
				Hours: o.hours, Kind: record.Sale, Lenders: []string{g.Name}, LTV: math.NaN(),
				Coins: part.coins, Amount: fill.Value(part.coins), Price: fill.Float(), Generation: part.generation,
			})
		}
	}
}

// leverageFacts is what other leverage sold in a run.
func (s *side) leverageFacts() (out []record.Leverage) {
	for _, g := range s.leverage {
		out = append(out, record.Leverage{Name: g.Name, Sold: g.Sold, SoldByGeneration: append([]unit.BTC(nil), g.SoldByGeneration...)})
	}
	return out
}
