package sim

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/agents/policy"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
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

// TestSlicesUnderWater: a loan whose coins are not worth its debt any more, in the middle of its slices, keeps to them and sells what is
// left of its coins after the last one, alone as among others. Before, loans that had breached together cut all of their coins anew.
func TestSlicesUnderWater(t *testing.T) {
	const pieces = 8
	from := 80_000.0
	for _, byLTV := range []bool{false, true} {
		d := &draft{world: World{
			Clock: agents.Clock{Start: 20_453, Step: unit.Minute}, Steps: 20, Volume: 150_000, Common: price.Common{Start: &from},
			Price:  &price.Scripted{At: []unit.Duration{0, unit.Minute, 5 * unit.Minute, 6 * unit.Minute}, USD: []float64{from, 56_000, 56_000, 40_000}},
			Impact: &impact.None{}, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
		}}
		l := lenderDraft{copies: 1, terms: *credit.TermKinds[0].Preset(), charter: agents.Charter{Name: "a", Polling: 1, Window: -1, ByLTV: byLTV,
			Policy: &policy.TWAP{Over: pieces * unit.Minute, Profile: "equal"}, Market: policy.Market{StepHours: 1. / 60, Depth: 250_000}}}
		for _, usd := range []unit.USD{48_000, 49_000, 50_000} {
			l.loans = append(l.loans, credit.Loan{ID: fmt.Sprint(usd), Borrower: "B", Principal: usd * unit.Dollar, Collateral: unit.Coin, AccruesFrom: 20_453, Matures: 40_000})
		}
		d.lenders = []lenderDraft{l}
		coins, rest := 0.0, 0.0
		for _, l := range d.lenders[0].loans {
			coins, rest = coins+l.Principal.Float()/56_000/pieces, rest+1-l.Principal.Float()/56_000
		}
		for k, row := range run(t, open(t, d.build()), 0).Path[2:12] {
			want := coins
			if k >= pieces {
				want, rest = rest, 0
			}
			if got := row.Sold.Float(); math.Abs(got-want) > pieces*1e-8 { // satoshis
				t.Errorf("by LTV %v: step %d sells %v, want %.8f", byLTV, k, got, want)
			}
		}
	}
}
