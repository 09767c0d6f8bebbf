package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"firesale/experiments/stats"
)

func TestQuantile(t *testing.T) {
	xs := []float64{40, 10, 30, 20} // not sorted
	tests := []struct{ q, want float64 }{
		{0, 10}, {1, 40}, {0.5, 25}, {0.25, 17.5}, {0.05, 11.5}, {1.0 / 3, 20}, // numpy.quantile, preset method
	}
	for _, tt := range tests {
		if got := stats.Quantile(xs, tt.q); math.Abs(got-tt.want) > 1e-14*tt.want { // one rounding of (n−1)q
			t.Errorf("q %g: %g, want %g", tt.q, got, tt.want)
		}
	}
	if xs[0] != 40 {
		t.Error("the observations were sorted in place")
	}
	if got := stats.Quantile([]float64{1, math.Inf(1), math.Inf(1)}, 0.75); !math.IsInf(got, 1) {
		t.Errorf("between two infinities: %g", got)
	}
}

// For n = 10 and the median the binomial gives ranks 2 and 9: they miss it with probability 2·(1 + 10)/2¹⁰ = 0.021.
func TestQuantileIntervalRanks(t *testing.T) {
	xs := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	if i := stats.QuantileInterval(xs, 0.5, 0.95); i.Lo != 2 || i.Hi != 9 || i.Mean != 5.5 {
		t.Errorf("median of ten: %+v", i)
	}
	if i := stats.QuantileInterval(xs, 0.99, 0.95); i.Known() || math.IsInf(i.Lo, 0) {
		t.Errorf("the 99%% quantile of ten has no upper bound: %+v", i)
	}
}

func TestTail(t *testing.T) {
	losses := make([]float64, 1000)
	for i := range losses {
		losses[len(losses)-1-i] = float64(i + 1) // 1000 … 1
	}
	b := stats.Bootstrap{Level: 0.95, Resamples: 500, Source: rand.NewPCG(1, 1)}
	if v := stats.VaR(losses, 0.99, 0.95); v.Mean != 990 || !v.Covers(990) || !v.Known() {
		t.Errorf("VaR %+v, want 990: 99%% of the losses do not exceed it", v)
	}
	if es := stats.ExpectedShortfall(losses, 0.99, b); math.Abs(es.Mean-995.5) > 1e-9 || !es.Known() { // mean of 991 … 1000
		t.Errorf("expected shortfall %+v, want 995.5", es)
	}
	if es := stats.ExpectedShortfall(losses[990:], 0.85, b); math.Abs(es.Mean-(10+0.5*9)/1.5) > 1e-12 { // of 1 … 10: 1½ of them
		t.Errorf("expected shortfall in part of an observation: %+v", es)
	}
	if es := stats.ExpectedShortfall(losses, 0, b); math.Abs(es.Mean-500.5) > 1e-9 { // the mean
		t.Errorf("expected shortfall at 0: %+v", es)
	}
}

func TestWilson(t *testing.T) {
	tests := []struct {
		k, n   int
		lo, hi float64 // the formula worked out to six digits; 0 of 10 is [0, z²/(10 + z²)]
	}{
		{0, 10, 0, 0.277533}, {10, 10, 0.722467, 1}, {5, 10, 0.236593, 0.763407}, {1, 1000, 0.000177, 0.005643},
	}
	for _, tt := range tests {
		i := stats.Wilson(tt.k, tt.n, 0.95)
		if math.Abs(i.Lo-tt.lo) > 1e-6 || math.Abs(i.Hi-tt.hi) > 1e-6 { // six digits printed
			t.Errorf("%d of %d: [%.6f, %.6f], want [%.6f, %.6f]", tt.k, tt.n, i.Lo, i.Hi, tt.lo, tt.hi)
		}
	}
	if i := stats.Wilson(0, 0, 0.95); i.N != 0 || i.Lo != 0 || i.Hi != 1 {
		t.Errorf("no trial: %+v", i)
	}
}

func TestApart(t *testing.T) {
	share, size := stats.Apart([]float64{0, 0, 0, 10, 12, 0, 11, 0, 0, 0}, 1, 0.95)
	if share.Mean != 0.3 || share.N != 10 || size.Mean != 11 || size.N != 3 {
		t.Errorf("share %+v, size %+v", share, size)
	}
}
