package sim

import (
	"firesale/agents"
	"firesale/market/unit"
	"firesale/sim/record"
)

// twinOf is a lender as it fares on the side without feedback; nil for one that was founded on the way.
func (s *side) twinOf(lender int) *agents.Lender {
	if s.twin == nil || s.loop != nil && lender >= s.loop.fixed {
		return nil
	}
	return s.twin.lenders[lender]
}

// asTwin is what the main side's record says of its twin.
func (s *side) asTwin() *record.Twin {
	t := &record.Twin{LogMin: s.logMin, LogFinal: s.market.LogMid()}
	mark := unit.PriceOf(s.market.USD(s.market.LogMid()))
	for _, l := range s.lenders {
		t.LiquidatedLoans += l.Copies * l.Holding.Ledger.Loans
		t.Sold += unit.BTC(l.Copies) * l.Holding.Ledger.Sold
		t.Shortfall += unit.USD(l.Copies) * shortfall(l, mark)
	}
	return t
}
