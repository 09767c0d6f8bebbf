package plots

import (
	"slices"
	"testing"
)

// TestSides: a study that all rows share is said once, at the axis.
func TestSides(t *testing.T) {
	for _, c := range []struct {
		sides, points    []string
		study, reference string
	}{
		{[]string{"a: depth = 1", "a: depth = 2"}, []string{"depth = 1", "depth = 2"}, "a", "a"},
		{[]string{"a: depth = 1", "b: depth = 1"}, []string{"a: depth = 1", "b: depth = 1"}, "", "the reference"},
		{[]string{"depth = 1", "depth = 2"}, []string{"depth = 1", "depth = 2"}, "", "the reference"},
		{[]string{"a: depth = 1", "a: depth = 1"}, []string{"depth = 1", "depth = 1"}, "a", "a: depth = 1"},
	} {
		points, study := withoutStudy(c.sides)
		if reference := commonOf(c.sides); !slices.Equal(points, c.points) || study != c.study || reference != c.reference {
			t.Errorf("%v: points %v of %q, reference %q: want %v of %q, %q", c.sides, points, study, reference, c.points, c.study, c.reference)
		}
	}
}

func Example_comparison() {
	show("compare", 3)
	// Output:
	// figures/compare.svg figures/compare.pdf figures/compare.png figures/compare.csv
	// series | row | value | low | high
	// 95% Student's t | 3 | 0.012 | -0.003 | 0.027
	// 95% Student's t | 2 | 0.061 | 0.04 | 0.082
}

// TestBriefly: points of many addresses are named so that there is room for what the figure is about. Before, their names
// filled the page, with seventeen digits.
func TestBriefly(t *testing.T) {
	long := "lender.big.borrower.cash_rate = 0.32499999999999996, lender.big.borrower.sale_cost = 0.22500000000000003, lender.a.policy.kind = twap"
	if !crowds([]string{"copies = 1", long}) || crowds([]string{"lender.ledn.copies = 1, market.impact.depth = 250000"}) {
		t.Error("a name longer than half of the page crowds, and no other")
	}
	if got, want := briefly([]string{long})[0], "cash_rate = 0.325, sale_cost = 0.225, policy.kind = twap"; got != want {
		t.Errorf("%q became %q, want %q", long, got, want)
	}
}
