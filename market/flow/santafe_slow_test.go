//go:build slow

package flow

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// TestSantaFeScalingSlow is V11: 3e6 events a run, the first fifth dropped, tick·α/μ = .02, placement window 8 μ/α.
func TestSantaFeScalingSlow(t *testing.T) {
	const events = 3_000_000
	measure := func(alpha, mu, epsilon float64) (scaled, diffusion float64) {
		s, d := santaFe(alpha, mu, epsilon, 0.02, int(8*mu/alpha), events)
		return s * alpha / mu, d
	}
	t.Run("only epsilon matters", func(t *testing.T) {
		for _, epsilon := range []float64{0.01, 0.05, 0.2} {
			a, _ := measure(40, 2000, epsilon)
			b, _ := measure(10, 1000, epsilon)
			if math.Abs(a/b-1) > 0.05 {
				t.Errorf("epsilon %v: spread·α/μ %.4f at α/μ .02, %.4f at .01: want within 5%%", epsilon, a, b)
			}
		}
	})
	t.Run("spread", func(t *testing.T) {
		var x, y []float64
		for _, epsilon := range []float64{0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25} {
			s, _ := measure(40, 2000, epsilon)
			x, y = append(x, math.Pow(epsilon, 0.75)), append(y, s)
		}
		intercept, slope := stat.LinearRegression(x, y, nil, false)
		t.Logf("spread·α/μ = %.3f + %.3f ε^¾", intercept, slope)
		if math.Abs(slope/0.93-1) > 0.1 {
			t.Errorf("slope %.3f, want .93 within 10%%", slope)
		}
	})
	t.Run("short-lag diffusion", func(t *testing.T) {
		_, d := measure(40, 2000, 0.05)
		_, halfLimits := measure(20, 2000, 0.05)
		_, twiceMarkets := measure(40, 4000, 0.025) // the same cancel rate
		var x, y []float64
		for _, epsilon := range []float64{0.002, 0.01, 0.05, 0.2} {
			_, d := measure(40, 2000, epsilon)
			x, y = append(x, math.Log(epsilon)), append(y, math.Log(d))
		}
		_, cancels := stat.LinearRegression(x, y, nil, false)
		for _, e := range []struct {
			name      string
			got, want float64
		}{
			{"cancel rate", cancels, 0.5},
			{"limit rate", math.Log2(d / halfLimits), -2},
			{"market rate", math.Log2(twiceMarkets / d), 2.5},
		} {
			t.Logf("%s: exponent %.3f", e.name, e.got)
			if math.Abs(e.got-e.want) > 0.25 {
				t.Errorf("diffusion goes with the %s to the %.3f, want %.2f ± .25", e.name, e.got, e.want)
			}
		}
	})
}
