package plots

import (
	"slices"
	"strings"
	"testing"
)

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

// TestWithOne: a point that was asked for is among those that are drawn, in their order.
func TestWithOne(t *testing.T) {
	for _, c := range []struct {
		point int
		want  []int
	}{{0, []int{0, 5, 10}}, {5, []int{0, 5, 10}}, {3, []int{0, 3, 10}}, {9, []int{0, 9, 10}}} {
		if got := withOne([]int{0, 5, 10}, c.point); !slices.Equal(got, c.want) {
			t.Errorf("with %d: %v, want %v", c.point, got, c.want)
		}
	}
}

// TestCrowdedFlywheel: no two lines look alike. Before, the eighth was drawn like the first.
func TestCrowdedFlywheel(t *testing.T) {
	dir := t.TempDir()
	var points, days [][]any
	for i := range 11 {
		points = append(points, []any{i, float64(i), 1})
		days = append(days, []any{i, 0, 24., 9., 1., .03, .5}, []any{i, 0, 48., 8., 1., .03, .5})
	}
	table(dir, "summary", []string{"point:i", "loop.cyclicality:f", "runs:i"}, points)
	table(dir, "loop", []string{"point:i", "replication:i", "time_h:f", "price_usd:f", "outstanding_usd:f", "spread:f", "ltv_origination:f"}, days)
	f, err := flywheel(source{dir}, "4")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.panels[0].key); n != manyLines || !strings.Contains(f.note, "7 of 11 settings") {
		t.Errorf("%d lines, and the note says %q: want %d of 11", n, f.note, manyLines)
	}
	if !slices.ContainsFunc(f.panels[0].key, func(e entry) bool { return e.words == "cyclicality = 4" }) {
		t.Error("the point that was asked for is missing")
	}
}

// TestFlywheelOfADay: one day is no line. Before, it was drawn as four empty panels.
func TestFlywheelOfADay(t *testing.T) {
	dir := t.TempDir()
	table(dir, "loop", []string{"point:i", "replication:i", "time_h:f", "price_usd:f", "outstanding_usd:f", "spread:f", "ltv_origination:f"},
		[][]any{{0, 0, 24., 9., 1., .03, .5}})
	if _, err := flywheel(source{dir}, ""); err == nil || !strings.Contains(err.Error(), "a single day") {
		t.Errorf("says %v, want that there is a single day", err)
	}
}
