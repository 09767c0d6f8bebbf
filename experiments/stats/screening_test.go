package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"firesale/experiments/stats"
)

// trajectories are r Morris trajectories of d inputs on four levels, Δ = 2/3.
func trajectories(r *rand.Rand, n, d int) (x [][]float64) {
	for range n {
		at := make([]float64, d)
		for j := range at {
			at[j] = float64(r.IntN(4)) / 3
		}
		x = append(x, slices.Clone(at))
		for _, j := range r.Perm(d) {
			if at[j] < 0.5 {
				at[j] += 2.0 / 3
			} else {
				at[j] -= 2.0 / 3
			}
			x = append(x, slices.Clone(at))
		}
	}
	return x
}

func outputs(x [][]float64, f func([]float64) float64) []float64 {
	y := make([]float64, len(x))
	for i := range x {
		y[i] = f(x[i])
	}
	return y
}

func TestMorris(t *testing.T) {
	x := trajectories(rand.New(rand.NewPCG(1, 1)), 50, 4)
	f := func(u []float64) float64 { return 3*u[0] - 2*u[1] + u[2]*u[2] } // the fourth does nothing
	m, err := stats.Morris(x, outputs(x, f), boot(1, 300))
	if err != nil {
		t.Fatal(err)
	}
	const tolerance = 1e-12 // rounding of differences of a linear function
	if math.Abs(m.Mu[0].Mean-3) > tolerance || math.Abs(m.Mu[1].Mean+2) > tolerance || math.Abs(m.MuStar[1].Mean-2) > tolerance {
		t.Errorf("linear inputs: %+v, %+v", m.Mu, m.MuStar)
	}
	if m.Sigma[0].Mean > tolerance || m.Sigma[2].Mean < 0.1 || m.Mu[3] != (stats.Interval{N: 50}) {
		t.Errorf("sigma %+v, mu of the idle input %+v", m.Sigma, m.Mu[3])
	}
	if m.MuStar[3].Verdict() != stats.Indistinct || m.MuStar[0].Verdict() != "" {
		t.Errorf("verdicts of %+v", m.MuStar)
	}
}

func TestMorrisRefuses(t *testing.T) {
	for name, x := range map[string][][]float64{
		"two moves at once": {{0, 0}, {1, 1}, {1, 0}}, "no move": {{0, 0}, {0, 0}, {1, 0}}, "one input twice": {{0, 0}, {1, 0}, {0, 0}},
	} {
		if _, err := stats.Morris(x, []float64{1, 2, 3}, boot(1, 10)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := stats.Morris([][]float64{{0}, {1}}, []float64{1, math.NaN()}, boot(1, 10)); err == nil {
		t.Error("a failed run: no error")
	}
}

func TestPawn(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	x := make([][]float64, 1500)
	for i := range x {
		x[i] = []float64{r.Float64(), r.Float64(), r.Float64()}
	}
	y := outputs(x, func(u []float64) float64 { return math.Round(4*u[0]) + 0.3*u[1] })
	p, err := stats.Pawn(x, y, 10, boot(1, 100))
	if err != nil {
		t.Fatal(err)
	}
	if !p.Distinct(0) || p.Distinct(2) || p.Inputs[0].Mean < p.Inputs[1].Mean || p.Inputs[0].Mean > 1 {
		t.Errorf("%+v", p)
	}
}

// With two slices and y = x the lower half lies entirely below: both distances are 1/2.
func TestPawnByHand(t *testing.T) {
	x := [][]float64{{0.1}, {0.2}, {0.7}, {0.9}}
	p, err := stats.Pawn(x, []float64{1, 2, 3, 4}, 2, boot(1, 10))
	if err != nil || p.Inputs[0].Mean != 0.5 {
		t.Errorf("%+v, %v", p, err)
	}
	tied, err := stats.Pawn(x, []float64{1, 2, 1, 2}, 2, boot(1, 10))
	if err != nil || tied.Inputs[0].Mean != 0 {
		t.Errorf("equal outputs in both slices: %+v, %v", tied, err)
	}
}

func TestNoiseShare(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	points := make([]stats.Sample, 2000)
	for p := range points {
		centre := 2 * r.NormFloat64() // variance 4 between the points, 1 within: a fifth is noise
		xs := make([]float64, 2+p%7)
		for i := range xs {
			xs[i] = centre + r.NormFloat64()
		}
		points[p] = stats.SampleOf(xs)
	}
	if share := stats.NoiseShare(points, boot(1, 200)); math.Abs(share.Mean-0.2) > 0.02 || !share.Covers(0.2) { // some 3 standard errors
		t.Errorf("share %+v, want 0.2", share)
	}
	for name, c := range map[string]struct {
		points [][]float64
		want   stats.Interval
	}{
		"no variance":    {[][]float64{{1, 1}, {1, 1}}, stats.Interval{}},
		"one run each":   {[][]float64{{1}, {2}, {3}}, stats.Interval{}},
		"one point":      {[][]float64{{1, 2}}, stats.Interval{}},
		"equal means":    {[][]float64{{1, 3}, {3, 1}, nil}, stats.Interval{Mean: 1, N: 2}},
		"no luck at all": {[][]float64{{1, 1}, {3, 3}, {4, 4}}, stats.Interval{Mean: 0, N: 3}},
	} {
		var points []stats.Sample
		for _, xs := range c.points {
			points = append(points, stats.SampleOf(xs))
		}
		if got := stats.NoiseShare(points, boot(1, 20)); got.N != c.want.N || got.Mean != c.want.Mean {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestStopping(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	xs := make([]float64, 5000)
	for i := range xs {
		xs[i] = r.NormFloat64()
	}
	s := stats.Stopping{HalfWidth: 0.1, Level: 0.95}
	n, ok := s.Enough(inBatches(xs, 50)) // (1.96/0.1)² = 384, give or take the noise of s
	if !ok || n < 6 || n > 10 {
		t.Errorf("stopped after %d batches, %v", n, ok)
	}
	if again, _ := s.Enough(inBatches(xs[:50*n], 50)); again != n {
		t.Errorf("with fewer batches at hand it stops after %d instead of %d", again, n)
	}
	if _, ok := s.Enough(inBatches(xs[:50*(n-1)], 50)); ok {
		t.Error("stopped before its time")
	}
	if n, ok := s.Enough([][]float64{nil, {1}, {1}}); !ok || n != 3 {
		t.Errorf("two observations that do not differ: %d batches, %v", n, ok)
	}
}

// A share of which nothing was seen is known to 3.84/(2(n + 3.84)) or so: 50 runs without a cascade do not tell it to 0.02, 100
// do. Student's interval has no width there.
func TestStoppingOfAShare(t *testing.T) {
	s := stats.Stopping{HalfWidth: 0.02, Share: true, Level: 0.95}
	if n, ok := s.Enough(inBatches(make([]float64, 200), 50)); !ok || n != 2 {
		t.Errorf("stopped after %d batches, %v, want 2", n, ok)
	}
	if _, ok := s.Enough([][]float64{nil}); ok {
		t.Error("stopped without an observation")
	}
}

func inBatches(xs []float64, size int) [][]float64 { return slices.Collect(slices.Chunk(xs, size)) }
