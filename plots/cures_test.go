package plots

import (
	"strings"
	"testing"
)

// TestCuresOfOneLaw: where points differ in their borrowers, the figure shows one at which somebody cures, and says which.
func TestCuresOfOneLaw(t *testing.T) {
	dir := t.TempDir()
	table(dir, "summary", []string{"point:i", "lender.a.borrower.probability:f", "runs:i"}, [][]any{{0, 0., 4}, {1, 0.6, 4}})
	table(dir, "cures_summary", []string{"point:i", "lender:t", "fall:f", "called:i", "share:f", "lo:f", "hi:f", "runs:i", "able:f", "in_time:f"}, [][]any{
		{0, "a", 0.3, 50, 0., 0., 0.1, 4, 0., 0.}, {1, "a", 0.3, 50, 0.55, 0.4, 0.7, 4, 0.56, 0.56}, {1, "a", 0.9, 20, 0.5, 0.3, 0.7, 4, 0.48, 0.48},
	})
	for what, want := range map[string]string{"cures": "lender.a.borrower.probability = 0.6. Dots: share of 70 ", "cures:0": "lender.a.borrower.probability = 0. Dots: share of 50 "} {
		if f := compose(dir, what); !strings.HasPrefix(f.note, want) {
			t.Errorf("%s says %q (%s), want %q", what, f.note, f.missing, want)
		}
	}
}

func Example_cures() {
	show("cures", 3)
	// Output:
	// figures/cures.svg figures/cures.pdf figures/cures.png figures/cures.csv
	// series | fall | value | low | high
	// ledn able | -0.8 | 0.6 |  |
	// ledn able | 0.4 | 0.5429 |  |
}

// TestMostCalled: of more lenders than there are styles those with the most calls are drawn. Before, the eighth looked like
// the first.
func TestMostCalled(t *testing.T) {
	all := []cureSeries{{lender: "a", called: []float64{1, 1}}, {lender: "b", called: []float64{9}}, {lender: "c", called: []float64{3}}}
	var names []string
	for _, o := range mostCalled(all, 2) {
		names = append(names, o.lender)
	}
	if got := strings.Join(names, " "); got != "b c" {
		t.Errorf("kept %q, want those with the most calls, b c", got)
	}
	if kept := mostCalled(all, 3); len(kept) != 3 {
		t.Errorf("kept %d of 3 lenders that have a style each", len(kept))
	}
}
