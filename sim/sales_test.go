package sim

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents/policy"
	"firesale/market/impact"
	"firesale/market/unit"
	"firesale/sim/record"
)

// TestSalesOfALoan: of loans that are closed out together in slices each sells just its own coins, and a sale shows the LTV of what
// the sales before it have left. Before, the parts of a loan did not add up to it, and what it had sold already counted as its coins
// and as its cash.
func TestSalesOfALoan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 20).Draw(t, "slices")
		out := crowded(t, 1, 60, &policy.TWAP{Over: unit.Duration(n) * unit.Minute, Profile: "equal"}, &impact.Linear{Depth: 250_000})
		debts, coins := map[string]float64{}, map[string]float64{}
		for _, e := range out.Events {
			switch e.Kind {
			case record.Liquidation:
				debts[e.Loan], coins[e.Loan] = e.Amount.Float(), e.Coins.Float()
			case record.Sale:
				want := max(0, debts[e.Loan]) / (coins[e.Loan] * e.Price)
				if lots := coins[e.Loan] * 1e8; math.Abs(e.LTV-want) > 1e-9+want*float64(4*n)/lots+0.01*float64(n)/coins[e.Loan]/e.Price { // satoshis and cents of each slice
					t.Fatalf("%s after %v h: sells at an LTV of %v, with %.2f USD owed and %.8f BTC left: want %v", e.Loan, e.Hours, e.LTV, debts[e.Loan], coins[e.Loan], want)
				}
				debts[e.Loan] -= e.Amount.Float()
				coins[e.Loan] -= e.Coins.Float()
			}
		}
		for loan, left := range coins {
			if math.Abs(left) > 1e-8*float64(n+1) { // a satoshi a slice
				t.Fatalf("%s: %.8f BTC are left of a loan that was closed out", loan, left)
			}
		}
	})
}
