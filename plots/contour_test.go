package plots

import (
	"math"
	"testing"
)

// TestBreakEven finds the gap at which A and B lose their first dollar between the cells of a grid of gap × time,
// within what the design of the deal prints. A loss is a straight line in the gap, so the contour is exact there;
// the printed digits are ±0.05 points.
func TestBreakEven(t *testing.T) {
	for metric, want := range map[string][]float64{
		"loss_usd.ledn.A": {-0.398, -0.387, -0.343, -0.318}, // 10 s, 1 h, 1 d, 2 d
		"loss_usd.ledn.B": {-0.285, -0.273},                 // at 1 d the second cell loses all of B
	} {
		e, err := source{folder("stress-table")}.estimates(metric)
		if err != nil {
			t.Fatal(err)
		}
		l, _, err := e.lattice()
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, piece := range l.contour(0) {
			for _, v := range piece {
				row := int(v.Y)
				if v.Y != float64(row) || row > len(want) {
					continue
				}
				found++
				if got := between(l.xs, v.X); math.Abs(got-want[row-1]) > 5e-4 {
					t.Errorf("%s, time %d: break-even at %.4f, want %.3f", metric, row, got, want[row-1])
				}
			}
		}
		if found == 0 {
			t.Errorf("%s: no crossing was judged", metric)
		}
	}
}
