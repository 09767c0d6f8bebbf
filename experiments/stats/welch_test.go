package stats_test

import (
	"math"
	"testing"

	"firesale/experiments/stats"
)

func TestWelch(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name         string
		a, b         []float64
		mean, lo, hi float64
		why          string
	}{
		{"unlike spread and size", []float64{27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4},
			[]float64{27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30.1, 24.4},
			-2.806667, -4.8154, -0.7980, "s.e. 0.980266 on 27.767 degrees, t 2.0492 between the printed quantiles of 27 and 28"},
		{"no spread", []float64{2, 2}, []float64{1, 1, 1}, 1, 1, 1, "exact"},
		{"one observation", []float64{2}, []float64{1, 1, 1}, 1, -inf, inf, "no spread to be seen in one"},
	} {
		i := stats.Welch(c.a, c.b, 0.95)
		for _, pair := range [][2]float64{{i.Mean, c.mean}, {i.Lo, c.lo}, {i.Hi, c.hi}} {
			if pair[0] != pair[1] && !(math.Abs(pair[0]-pair[1]) < 2e-3) { // printed quantiles have four digits behind the point, and are interpolated
				t.Errorf("%s: %+v, want %v [%v, %v]: %s", c.name, i, c.mean, c.lo, c.hi, c.why)
			}
		}
	}
	if i := stats.Welch(nil, []float64{1}, 0.95); i.N != 0 {
		t.Errorf("of an empty sample: %+v, want none", i)
	}
}
