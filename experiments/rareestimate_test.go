package experiments

import (
	"math"
	"slices"
	"testing"

	"firesale/experiments/stats"
)

// A population of which a run failed is left out, and those behind it are as they were.
func TestPopulationMeans(t *testing.T) {
	xs, weights := []float64{1, 3, 5, 2, 4}, []float64{1, 1, 1, 0.5, 0.5}
	populations := []float64{0, 0, 1, 2, 2} // the other run of population 1 failed
	if got, want := populationMeans(xs, weights, populations, 2), []float64{2, 1.5}; !slices.Equal(got, want) {
		t.Errorf("means %v, want %v", got, want)
	}
}

// TestProbable: the interval of a probability has no end below 0 or above 1. Before, few effective draws gave one.
func TestProbable(t *testing.T) {
	for _, c := range []struct{ lo, hi, wantLo, wantHi float64 }{
		{-1.08e-8, 2.41e-7, 0, 2.41e-7}, {0.2, 0.3, 0.2, 0.3}, {0.8, 1.1, 0.8, 1}, {math.Inf(-1), math.Inf(1), math.Inf(-1), math.Inf(1)},
	} {
		if got := probable(stats.Interval{Lo: c.lo, Hi: c.hi}); got.Lo != c.wantLo || got.Hi != c.wantHi {
			t.Errorf("%g to %g became %g to %g, want %g to %g", c.lo, c.hi, got.Lo, got.Hi, c.wantLo, c.wantHi)
		}
	}
}
