package oracle

import (
	"math"

	"firesale/experiments/metric"
	"firesale/sim/record"
)

// The checks of V19 that read events in their order.

func statesFollow(b *books) string {
	type loan struct{ lender, id string }
	open := map[loan]bool{}
	for e, lender := range b.each() {
		key := loan{lender, e.Loan}
		switch e.Kind {
		case record.Liquidation:
			open[key] = true
		case record.Sale:
			if !open[key] {
				return b.differ("loan %s of %s was sold before its liquidation", e.Loan, lender)
			}
		}
	}
	for lender, of := range b.loans {
		for id, a := range of {
			if a.sold > a.Collateral+a.roundings {
				return b.differ("loan %s of %s sold %v of %v", id, lender, a.sold, a.Collateral)
			}
			if a.liquidations > 1 && a.terms.Liquidation != "restore" {
				return b.differ("loan %s of %s was liquidated %d times", id, lender, a.liquidations)
			}
		}
	}
	return ""
}

// overAtSale: where the sale follows the mark at once and moves nothing, it is made over the threshold. The spread makes
// the fill lower and the LTV at it higher still.
func overAtSale(b *books) string {
	if b.toy.law != "none" {
		return ""
	}
	delayed := map[string]bool{}
	for _, l := range b.toy.lenders {
		delayed[l.name] = !b.toy.instant && l.latency > 0 || l.capacity > 0
	}
	for e, lender := range b.each() {
		name := lender[:len(lender)-2] // of copy 0 to 9
		if a := b.loans[lender][e.Loan]; e.Kind == record.Liquidation && !delayed[name] && !(e.LTV > a.terms.LiquidationLTV.Float()) {
			return b.differ("loan %s of %s liquidated at an LTV of %.9f, threshold %v", e.Loan, lender, e.LTV, a.terms.LiquidationLTV)
		}
	}
	return ""
}

func finite(b *books) string {
	for _, k := range metric.Kinds {
		if x, exists := k.Of(b.run); exists && (math.IsNaN(x) || math.IsInf(x, 0)) {
			return b.differ("%s is %g", k.Name, x)
		}
	}
	return ""
}

// generationsFollow: a liquidation of generation g ≥ 1 begins after one of generation g−1.
func generationsFollow(b *books) string {
	begun := map[int32]bool{}
	for e, lender := range b.each() {
		switch {
		case e.Kind != record.Liquidation:
		case e.Generation > 0 && !begun[e.Generation-1]:
			return b.differ("loan %s of %s is of generation %d, and none of generation %d began before", e.Loan, lender, e.Generation, e.Generation-1)
		default:
			begun[e.Generation] = true
		}
	}
	return ""
}
