package stats

import (
	"math"
	"testing"
)

func TestWeightedLine(t *testing.T) {
	for _, c := range []struct {
		name             string
		x, y, w          []float64
		intercept, slope float64
	}{
		{"on a line", []float64{1, 2, 4}, []float64{3, 5, 9}, []float64{1, 7, 2}, 1, 2},
		{"a point without weight", []float64{0, 1, 2}, []float64{0, 1, 50}, []float64{1, 1, 0}, 0, 1},
		{"a weight of two is a point twice", []float64{0, 1, 2}, []float64{0, 3, 0}, []float64{1, 1, 2}, 12. / 11, -3. / 11},
	} {
		l := WeightedLine(c.x, c.y, c.w)
		if math.Abs(l.Slope-c.slope) > 1e-12 || math.Abs(l.Intercept-c.intercept) > 1e-12 {
			t.Errorf("%s: %+v, want intercept %v, slope %v", c.name, l, c.intercept, c.slope)
		}
	}
	// Σw(x−x̄)² = 2 for x −1, 0, 1 and variances 1.
	if l := WeightedLine([]float64{-1, 0, 1}, []float64{0, 0, 0}, []float64{1, 1, 1}); math.Abs(l.SlopeError-math.Sqrt(0.5)) > 1e-15 {
		t.Errorf("standard error %v, want √½", l.SlopeError)
	}
}
