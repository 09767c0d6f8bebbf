package plots

import (
	"strings"
	"testing"
)

func Example_exceedance() {
	show("exceedance", 3)
	// Output:
	// figures/exceedance.svg figures/exceedance.pdf figures/exceedance.png figures/exceedance.csv
	// series | drawdown | value | low | high
	// copies = 1 | 0.003798 | 1 | 0.98115 | 1
	// copies = 1 | 0.00853 | 0.995 | 0.97223 | 0.99912
}

// TestConstantsAreNoLines: a point whose runs all end alike is named in the note instead of lying unseen on the axis.
func TestConstantsAreNoLines(t *testing.T) {
	dir := t.TempDir()
	table(dir, "summary", []string{"point:i", "lender.ledn.copies:i", "runs:i"}, [][]any{{0, 1, 3}, {1, 100, 3}})
	table(dir, "runs", []string{"point:i", "replication:i", "status:t", "shortfall_usd:f"}, [][]any{
		{0, 0, "ok", 0.}, {0, 1, "ok", 0.}, {0, 2, "ok", 0.}, {1, 0, "ok", 0.}, {1, 1, "ok", 4e6}, {1, 2, "ok", 9e6},
	})
	f := compose(dir, "exceedance:shortfall_usd")
	if want := "Always the same: copies = 1 ($0)."; !strings.HasSuffix(f.note, want) || len(f.panels[0].key) != 1 {
		t.Errorf("note %q, %d lines: want one line, and %q", f.note, len(f.panels[0].key), want)
	}
}
