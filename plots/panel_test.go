package plots

import (
	"math"
	"testing"
)

// TestSettle: every axis gets a range to divide by. One on which all is 0 has 0 for its only tick; before, a shortfall of
// nothing was drawn between −$1.0e−9 and $1.0e−9.
func TestSettle(t *testing.T) {
	for _, c := range []struct{ low, high float64 }{{0, 0}, {5, 5}, {-3, -3}, {0, 1}, {math.Inf(1), math.Inf(-1)}} {
		p := newPanel("x", "y")
		p.Y.Tick.Marker, p.Y.Min, p.Y.Max = dollars, c.low, c.high
		p.settle()
		if !(p.Y.Max > p.Y.Min) || math.IsInf(p.Y.Max-p.Y.Min, 0) {
			t.Errorf("%g to %g became %g to %g", c.low, c.high, p.Y.Min, p.Y.Max)
		}
		if ticks := p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max); c.high == 0 && (len(ticks) != 1 || ticks[0].Label != "$0") {
			t.Errorf("the ticks of nothing are %v, want $0", ticks)
		}
	}
}
