package plots

import "testing"

func Example_flywheel() {
	show("flywheel", 3)
	// Output:
	// figures/flywheel.svg figures/flywheel.pdf figures/flywheel.png figures/flywheel.csv
	// series | time_h | value | low | high
	// bitcoin: cyclicality = 0 | 24 | 89429 |  |
	// bitcoin: cyclicality = 0 | 48 | 89438 |  |
}

// TestLonelyFlywheel: one line needs no key. Before, it was called "point 0".
func TestLonelyFlywheel(t *testing.T) {
	dir := t.TempDir()
	table(dir, "summary", []string{"point:i", "runs:i"}, [][]any{{0, 1}})
	table(dir, "loop", []string{"point:i", "replication:i", "time_h:f", "price_usd:f", "outstanding_usd:f", "spread:f", "ltv_origination:f"},
		[][]any{{0, 0, 24., 9., 1., .03, .5}, {0, 0, 48., 8., 1., .03, .5}})
	f, err := flywheel(source{dir}, "")
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range f.panels {
		if len(p.key) > 0 {
			t.Errorf("panel %d calls the only line %q", i, p.key[0].words)
		}
	}
}
