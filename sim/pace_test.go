package sim

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/agents/policy"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

// paced is a day by the minute after a fall of 30% at once: all loans of a lender breach in the first step, and from the
// second one on they are sold by its policy.
func paced(t *rapid.T, mode string, p policy.Params, law impact.Params) *record.Run {
	start := 80_000.0
	d := &draft{world: World{
		Twin: true, Clock: agents.Clock{Start: 20_453, Step: unit.Minute}, Steps: 600,
		Common: price.Common{Start: &start}, Price: &price.Scripted{At: []unit.Duration{0, unit.Minute}, USD: []float64{start, 0.7 * start}},
		Volume: 150_000, Impact: law, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
	}}
	l := lenderDraft{copies: 1, terms: drawTerms(t)}
	l.terms.Liquidation, l.terms.Cost, l.terms.RestoreLTV = mode, 0, 60*unit.Percent
	l.charter = agents.Charter{Name: "a", Polling: 1, Window: -1, Policy: p, Market: policy.Market{StepHours: 1. / 60, Depth: 250_000}}
	for n := range rapid.IntRange(1, 20).Draw(t, "loans") {
		loan := drawLoan(t, n)
		loan.Rate = 0
		loan.Collateral = unit.CoinsOf(loan.Principal.Float() / 80_000 / rapid.Float64Range(0.58, 0.65).Draw(t, "ltv")) // 83 to 93% after the fall
		l.loans = append(l.loans, loan)
	}
	d.lenders = []lenderDraft{l}
	return run(t, open(t, d.build()), 0)
}

// The slices of a twap are equal, to a satoshi a loan, whether or not they move the price, and there are T/dt of them;
// what lower fills leave open is sold after them.
func TestTWAPSlicesAreEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.SampledFrom([]string{"close-out", "debt-only", "restore"}).Draw(t, "mode")
		n := rapid.IntRange(1, 90).Draw(t, "minutes")
		law := rapid.SampledFrom([]impact.Params{&impact.None{}, &impact.Linear{Depth: 250_000}}).Draw(t, "impact")
		out := paced(t, mode, &policy.TWAP{Over: unit.Duration(n) * unit.Minute, Profile: "equal"}, law)
		slices := out.Path[2 : 2+n] // row 0 is the start, row 1 the step of the breach
		if out.Path[1].Sold != 0 {
			t.Fatalf("%s sold in the step of the breach", out.Path[1].Sold)
		}
		for i, row := range slices[:n-1] {
			if diff := row.Sold - slices[0].Sold; diff > 20 || diff < -20 { // a satoshi a loan
				t.Fatalf("slice %d of %d is %s, the first %s", i+1, n, row.Sold, slices[0].Sold)
			}
		}
		tail, sold := unit.BTC(0), totals(out).sold
		for _, row := range out.Path[2+n:] {
			tail += row.Sold
		}
		if tail > sold/100 || mode == "close-out" && tail > 0 {
			t.Fatalf("%s of %s is left after the last slice", tail, sold)
		}
	})
}

// Sold in pieces on a still price, a loan still ends at its restore LTV: what it holds on is worth no less than its target
// asks for, and no more than the cents that were floored on the way.
func TestPacedRestoreIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "minutes")
		out := paced(t, "restore", &policy.TWAP{Over: unit.Duration(n) * unit.Minute, Profile: "equal"}, &impact.None{})
		for _, bin := range out.LTV {
			if bin.AtEnd && bin.Percent != 60 && bin.Percent != 59 && bin.Principal > 0 {
				t.Fatalf("%s of principal ends at %d%%, want 60%%", bin.Principal, bin.Percent)
			}
		}
	})
}

// A participation of 10% is 10% of the background volume in every full step, within a satoshi, and never more.
func TestParticipation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Float64Range(0.001, 0.2).Draw(t, "share")
		out := paced(t, "close-out", &policy.POV{Share: unit.Ratio(share)}, &impact.Linear{Depth: 250_000})
		most := unit.CoinsOf(share * 150_000 / 1440)
		left := unit.BTC(0)
		for _, row := range out.Path {
			left += row.Sold
		}
		for k, row := range out.Path[2:] {
			if want := min(most, left); math.Abs(float64(row.Sold-want)) > 1 { // a satoshi of rounding
				t.Fatalf("step %d sells %s, want %s", k+1, row.Sold, want)
			}
			left -= row.Sold
		}
	})
}
