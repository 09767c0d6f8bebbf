package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"firesale/experiments/stats"
)

// TestControlledExact: observations that follow from their controls are known as well as the controls are, here exactly; a
// control that is there twice, or does not vary, changes nothing. To rounding.
func TestControlledExact(t *testing.T) {
	xs, controls, known := []float64{}, [][]float64{}, [][]float64{}
	for _, c := range [][2]float64{{1, 4}, {2, -1}, {3, 0}, {5, 2}, {8, 1}, {1, 1}} {
		xs = append(xs, 7+3*c[0]-2*c[1])
		controls = append(controls, []float64{c[0], c[0], 5, c[1]})
	}
	for range 3 {
		known = append(known, []float64{2, 2, 5, 0.5})
	}
	if got := stats.Controlled(xs, controls, known, 0.95); math.Abs(got.Mean-12) > 1e-12 || got.Hi-got.Lo > 1e-12 || got.N != 6 {
		t.Errorf("%+v, want 7 + 3·2 − 2·0.5 = 12", got)
	}
}

// TestControlledCovers: over 2,000 samples of 50 runs, of whose variance R² = 0.9 is that of a control known from 500
// runs of its own, 95% intervals cover the mean in 95% ± 4 standard errors of 0.49%, and the mean is spread as the formula
// says: (1 − R²)(1 + 1/(n − 3))/n + R²/N, ± 4 standard errors of a variance over 2,000.
func TestControlledCovers(t *testing.T) {
	const samples, runs, alone = 2_000, 50, 500
	luck := rand.New(rand.NewPCG(1, 2))
	covered, square := 0, 0.0
	for range samples {
		var xs []float64
		var controls, known [][]float64
		for range runs {
			c := luck.NormFloat64()
			xs = append(xs, 2+math.Sqrt(0.9)*c+math.Sqrt(0.1)*luck.NormFloat64())
			controls = append(controls, []float64{c})
		}
		for range alone {
			known = append(known, []float64{luck.NormFloat64()})
		}
		i := stats.Controlled(xs, controls, known, 0.95)
		if i.Lo <= 2 && 2 <= i.Hi {
			covered++
		}
		square += (i.Mean - 2) * (i.Mean - 2) / samples
	}
	if share := float64(covered) / samples; math.Abs(share-0.95) > 0.0195 {
		t.Errorf("%.4f of the intervals cover the mean", share)
	}
	want := 0.1*(1+1/(runs-3.0)+1/float64(alone))/runs + 0.9/alone
	if math.Abs(square/want-1) > 4*math.Sqrt(2.0/samples) {
		t.Errorf("variance of the mean %.5f, want %.5f ± 13%%", square, want)
	}
}
