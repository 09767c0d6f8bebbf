package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestMeanOfPairs: where all exist the interval is that of the pairs' means, to rounding; what does not exist is left out;
// pairs that balance exactly leave no doubt.
func TestMeanOfPairs(t *testing.T) {
	xs := []float64{1, 4, 2, 8, 5, 7}
	got, want := MeanOfPairs(xs, 0.95), Mean([]float64{2.5, 5, 6}, 0.95)
	if math.Abs(got.Mean-want.Mean)+math.Abs(got.Lo-want.Lo)+math.Abs(got.Hi-want.Hi) > 1e-12 || got.N != 6 {
		t.Errorf("pairs: %+v, their means have %+v", got, want)
	}
	nan := math.NaN()
	if got, want := MeanOfPairs([]float64{1, nan, nan, nan, nan, 3, 5, nan}, 0.95), Mean([]float64{1, 3, 5}, 0.95); math.Abs(got.Lo-want.Lo) > 1e-12 || got.N != 3 {
		t.Errorf("singles: %+v, want %+v", got, want)
	}
	if got := MeanOfPairs([]float64{1, 5, 4, 2}, 0.95); got.Lo != 3 || got.Hi != 3 {
		t.Errorf("pairs that balance: %+v", got)
	}
}

// TestMeanOfPairsCovers: over 4,000 samples of 40 antithetic pairs of max(z, 0), 95% intervals cover the mean 1/√(2π) in 95%
// ± 4 standard errors of 0.34%, and a percent for the skewness of |z|; the mean is spread as the theory says, with the
// variance (1 − 2/π)/4 of a pair's mean |z|/2, where independent draws have (1 − 1/π)/4.
func TestMeanOfPairsCovers(t *testing.T) {
	const samples, pairs = 4_000, 40
	luck, mean := rand.New(rand.NewPCG(1, 2)), 1/math.Sqrt(2*math.Pi)
	covered, square := 0, 0.0
	for range samples {
		xs := make([]float64, 0, 2*pairs)
		for range pairs {
			z := luck.NormFloat64()
			xs = append(xs, max(z, 0), max(-z, 0))
		}
		i := MeanOfPairs(xs, 0.95)
		if i.Lo <= mean && mean <= i.Hi {
			covered++
		}
		square += (i.Mean - mean) * (i.Mean - mean) / samples
	}
	if share := float64(covered) / samples; math.Abs(share-0.95) > 0.0238 {
		t.Errorf("%.4f of the intervals cover the mean", share)
	}
	if want := (1 - 2/math.Pi) / 4 / pairs; math.Abs(square/want-1) > 4*math.Sqrt(2.0/samples) {
		t.Errorf("variance of the mean %.3g, want %.3g ± 9%%", square, want)
	}
}
