package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// pareto are n draws of P(X > x) = x^{−alpha}.
func pareto(n int, alpha float64, r *rand.Rand) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = math.Pow(1-r.Float64(), -1/alpha)
	}
	return xs
}

func TestHill(t *testing.T) {
	if alpha, se := Hill([]float64{1, math.E, math.Exp(2), -5, 0}, 2); math.Abs(alpha-2./3) > 1e-15 || math.Abs(se-alpha/math.Sqrt2) > 1e-15 {
		t.Errorf("%v ± %v, want 2/3: mean log excess 1.5", alpha, se)
	}
	if alpha, _ := Hill([]float64{1, 2}, 2); !math.IsNaN(alpha) {
		t.Errorf("%v of 2 numbers with k = 2, want none", alpha)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, want := range []float64{1.5, 2.7, 4} {
		if alpha, se := Hill(pareto(100_000, want, r), 1000); math.Abs(alpha-want) > 4*se {
			t.Errorf("%v ± %v, want %v within 4 s.e.", alpha, se, want)
		}
	}
}

func TestAutocorrelation(t *testing.T) {
	xs := []float64{1, -1, 1, -1}
	for lag, want := range []float64{1, -0.75, 0.5, -0.25} {
		if got := Autocorrelation(xs, lag); math.Abs(got-want) > 1e-15 {
			t.Errorf("lag %d: %v, want %v", lag, got, want)
		}
	}
}

func TestRealisedVolatilities(t *testing.T) {
	r := []float64{0.01, -0.01, 0.02, 0.02, 0.5}
	got := RealisedVolatilities(r, 2, 200)
	if len(got) != 2 || math.Abs(got[0]-0.01*math.Sqrt(200)) > 1e-15 || math.Abs(got[1]-0.02*math.Sqrt(200)) > 1e-15 {
		t.Errorf("%v, want two windows", got)
	}
}

func TestJumps(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	xs := make([]float64, 5000)
	for i := range xs {
		xs[i] = 0.01 * r.NormFloat64()
	}
	if n := Jumps(xs, 168, 5); n > 1 {
		t.Errorf("%d jumps of five deviations in 5,000 normal returns", n)
	}
	for _, at := range []int{500, 1500, 3000} {
		xs[at] = 0.2
	}
	if n := Jumps(xs, 168, 5); n != 3 {
		t.Errorf("%d jumps, want the 3 that were put in", n)
	}
}

func TestMoments(t *testing.T) {
	if got := ExcessKurtosis([]float64{-1, -1, 1, 1}); math.Abs(got+2) > 1e-15 {
		t.Errorf("kurtosis of a coin %v, want −2", got)
	}
	if got := Correlation([]float64{1, 2, 3}, []float64{6, 4, 2}); math.Abs(got+1) > 1e-15 {
		t.Errorf("correlation %v, want −1", got)
	}
}

// TestStationaryKeepsNeighbours: the interval of the mean of a series with memory is that of its long-run variance, which
// drawing single observations misses.
func TestStationaryKeepsNeighbours(t *testing.T) {
	const n, fade = 4000, 0.9
	r := rand.New(rand.NewPCG(5, 6))
	xs := make([]float64, n)
	for i := 1; i < n; i++ {
		xs[i] = fade*xs[i-1] + r.NormFloat64()
	}
	mean := func(index []int, out []float64) {
		out[0] = 0
		for _, i := range index {
			out[0] += xs[i] / n
		}
	}
	boot := Bootstrap{Level: 0.95, Resamples: 1000, Source: rand.NewPCG(7, 8)}
	want := 2 * 1.96 / (1 - fade) / math.Sqrt(n)
	if got := boot.StationaryAll(n, 1, 100, mean)[0]; math.Abs((got.Hi-got.Lo)/want-1) > 0.25 {
		t.Errorf("interval %v wide, want %v within a quarter: runs of 100 keep most of the memory, and 1,000 resamples are noisy", got.Hi-got.Lo, want)
	}
	if got := boot.PercentileAll(n, 1, mean)[0]; (got.Hi-got.Lo)/want > 0.4 {
		t.Errorf("drawing single ones gives %v, want far less than %v: memory does not matter here and the test judges nothing", got.Hi-got.Lo, want)
	}
}
