//go:build slow

package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"firesale/experiments/stats"
)

// exponentials draws n pairs of independent losses, correlated of normal ones with correlation 0.6.
func exponentials(r *rand.Rand, n int) (a, b []float64) {
	for range n {
		a, b = append(a, r.ExpFloat64()), append(b, r.ExpFloat64())
	}
	return a, b
}

func correlated(r *rand.Rand, n int) (a, b []float64) {
	for range n {
		x, y := r.NormFloat64(), r.NormFloat64()
		a, b = append(a, x), append(b, 0.6*x+0.8*y)
	}
	return a, b
}

// TestConditionalCoverageSlow is TestCoverage for pairs. Means want 93 to 97% as there; quantiles of a tail of a hundred are
// coarse and may cover a little less or more.
func TestConditionalCoverageSlow(t *testing.T) {
	const studies = 400 // standard error 1.1 points
	normal := math.Exp(-1.2815515655446004*1.2815515655446004/2) / math.Sqrt(2*math.Pi) / 0.1
	for i, tt := range []struct {
		name        string
		truth       float64
		least, most float64
		study       func(r *rand.Rand, b stats.Bootstrap) stats.Interval
	}{
		{"MES 90% of normals, n 400", 0.6 * normal, 0.91, 0.98, func(r *rand.Rand, b stats.Bootstrap) stats.Interval {
			a, own := correlated(r, 400)
			return stats.MES(own, a, 0.9, b)
		}},
		{"CoVaR 90% of independent ones, n 1000", math.Log(10), 0.91, 0.98, func(r *rand.Rand, b stats.Bootstrap) stats.Interval {
			a, own := exponentials(r, 1_000)
			covar, _ := stats.CoVaR(a, own, 0.9, b)
			return covar
		}},
		{"Δ of independent ones, n 1000", 0, 0.91, 0.98, func(r *rand.Rand, b stats.Bootstrap) stats.Interval {
			a, own := exponentials(r, 1_000)
			_, delta := stats.CoVaR(a, own, 0.9, b)
			return delta
		}},
	} {
		r, held := rand.New(rand.NewPCG(uint64(i), 3)), 0
		for range studies {
			if tt.study(r, stats.Bootstrap{Level: 0.95, Resamples: 300, Source: rand.NewPCG(r.Uint64(), 0)}).Covers(tt.truth) {
				held++
			}
		}
		if share := float64(held) / studies; share < tt.least || share > tt.most {
			t.Errorf("%s: %.1f%% of the intervals hold the truth", tt.name, 100*share)
		} else {
			t.Logf("%s: %.1f%%", tt.name, 100*share)
		}
	}
}
