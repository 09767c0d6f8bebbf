package oracle

import (
	"fmt"
	"math"

	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/unit"
	"firesale/sim"
)

// sellingHelps is V8: of a debt with LTV L and C coins left in the market, a sale of dq that repays debt changes
//
//	d(LTV)/dq = −1 + L·(1 + ΛC)      (at price 1, one coin)
//
// so selling lowers the LTV of what is left iff L < 1/(1+ΛC). At the threshold of 80% that is ΛC < .25. With a bonus i to
// the buyer and no impact it is L < 1/(1+i). Source of the single-loan form: Warmuz, Chaudhary and Pinna 2022.
func sellingHelps(b *bench) error {
	for _, lambdaC := range []float64{0.1, 0.25, 0.4, 0.02, 1} {
		for _, ltv := range []float64{0.8, 0.65} {
			slope, err := ltvSlope(ltv, &impact.Linear{Depth: sellingAll / lambdaC}, 0)
			if err != nil {
				return err
			}
			want := -1 + ltv*(1+lambdaC)
			at := fmt.Sprintf(": LTV %g, ΛC %g", ltv, lambdaC)
			b.within("change of LTV a share sold"+at, want, slope, 2e-6) // second order in dq
			if math.Abs(want) > 1e-9 {
				same(b, "it rises"+at, want > 0, slope > 0)
			}
		}
	}
	return sellingBonus(b)
}

// sellingBonus: a buyer's bonus i is a cost of i/(1+i) to the seller. Without impact d(LTV)/dq = L − 1/(1+i).
func sellingBonus(b *bench) error {
	for _, bonus := range []float64{0.05, 0.25, 0.6} {
		slope, err := ltvSlope(0.8, &impact.None{}, bonus/(1+bonus))
		if err != nil {
			return err
		}
		b.within(fmt.Sprintf("change of LTV a share sold: LTV 0.8, bonus %g", bonus), 0.8-1/(1+bonus), slope, 2e-6)
	}
	return nil
}

// sellingAll is the coins in the market, of which one is sold.
const sellingAll = 1e6

// ltvSlope runs a world of one lender: a loan of a millionth of all coins is over its threshold and sells all it has. The
// rest owes a debt that stands at the same LTV, and is told what the sale brought as repaid debt.
func ltvSlope(ltv float64, law impact.Params, cost float64) (float64, error) {
	const start = 1e8 // USD: a cent is 1e-10 of it
	terms := ledn("close-out")
	terms.Cost = unit.Rate(math.Round(cost * 1e6))
	terms.LiquidationLTV = unit.Rate(ltv*1e6) - 1
	lender, err := lender("one", &credit.Pool{Loans: []credit.Loan{loan(0, cents(ltv*start), unit.Coin)}}, terms)
	if err != nil {
		return 0, err
	}
	run, err := once(instant(start, 0, law, lender), sim.Keep{})
	if err != nil {
		return 0, err
	}
	proceeds := run.Lenders[0].Proceeds.Float() / start / sellingAll
	after := (ltv - proceeds) / ((1 - 1/sellingAll) * math.Exp(run.LogFinal-run.LogStart))
	return (after - ltv) * sellingAll, nil
}
