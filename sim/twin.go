package sim

import (
	"firesale/agents"
	"firesale/market/unit"
	"firesale/sim/record"
)

// twinOf is the twin's copy of a lender; nil for a book that was opened during the run.
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
