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

// executed is the sales of the one lender of a run: by how much they fell short of a value, and how long coins waited.
func executed(t *rapid.T, out *record.Run) (trigger, arrival, hours float64) {
	e := &out.Lenders[0].Execution
	if e.Sold == 0 || e.Sold != totals(out).sold || !e.Waited.Exists {
		t.Fatalf("%+v: %s was sold", e, totals(out).sold)
	}
	return 1 - float64(e.Gross)/float64(e.AtTrigger), 1 - float64(e.Gross)/float64(e.AtArrival), e.Waited.Value / e.Sold.Float()
}

// TestExecutionHasClosedForms: all is breached in the first step. A sweep pays the mean of the walk down; blocks pay their discount,
// a step later; n slices on a still price pay nothing and wait (n+1)/2 steps. Within cents of rounding a slice and a loan.
func TestExecutionHasClosedForms(t *testing.T) {
	const cents = 1e-6 // of sales of at least a few thousand dollars
	near := func(t *rapid.T, what string, got, want, within float64) {
		if !(math.Abs(got-want) <= within) {
			t.Fatalf("%s: %v, want %v", what, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		out := paced(t, "close-out", &policy.Sweep{}, &impact.Linear{Depth: 2_500})
		trigger, arrival, hours := executed(t, out)
		delta := out.Lenders[0].Execution.Sold.Float() / 2_500
		near(t, "a sweep below its arrival", arrival, 1-(-math.Expm1(-delta))/delta, cents)
		near(t, "and its trigger", trigger, arrival, cents)
		near(t, "waits", hours, 0, 0)

		discount := rapid.Float64Range(0, 0.2).Draw(t, "discount")
		out = paced(t, "close-out", &policy.OTC{Capacity: 1e6, Discount: unit.Ratio(discount), Then: "sweep"}, &impact.Linear{Depth: 2_500})
		_, arrival, hours = executed(t, out)
		near(t, "a block below its arrival", arrival, discount, cents)
		near(t, "a block waits", hours, 1./60, 1e-12) // rounding of sums

		n := rapid.IntRange(1, 90).Draw(t, "minutes")
		out = paced(t, "close-out", &policy.TWAP{Over: unit.Duration(n) * unit.Minute, Profile: "equal"}, &impact.None{})
		trigger, arrival, hours = executed(t, out)
		near(t, "slices on a still price, below their trigger", trigger, 0, 1e-4) // a cent of thousands of slices
		near(t, "and their arrival", arrival, 0, 1e-4)
		near(t, "slices wait", hours, float64(n+1)/120, 1e-4) // a satoshi a slice and a loan
	})
}
