package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"firesale/experiments/stats"

	"pgregory.net/rapid"
)

func ExampleMean() {
	i := stats.Mean([]float64{1, 2, 3, 4, 5}, 0.95)
	fmt.Printf("%.3f [%.4f, %.4f] from %d", i.Mean, i.Lo, i.Hi, i.N)
	// Output: 3.000 [1.0368, 4.9632] from 5
}

func TestStudent(t *testing.T) {
	tests := []struct {
		n     int
		level float64
		want  float64 // t quantile, from printed tables
	}{
		{2, 0.95, 12.7062}, {5, 0.95, 2.7764}, {11, 0.99, 3.1693}, {31, 0.95, 2.0423}, {1001, 0.95, 1.9623},
	}
	for _, tt := range tests {
		xs := make([]float64, tt.n)
		for i := range xs {
			xs[i] = float64(i)
		}
		i := stats.Mean(xs, tt.level)
		got := i.Half() / math.Sqrt(stats.Variance(xs)/float64(tt.n))
		if math.Abs(got-tt.want) > 5e-5 { // the tables have four digits
			t.Errorf("t with %d degrees at %g: %.5f, want %.4f", tt.n-1, tt.level, got, tt.want)
		}
	}
}

func TestTooLittleIsUnknown(t *testing.T) {
	for _, xs := range [][]float64{nil, {3}} {
		if i := stats.Mean(xs, 0.95); i.Known() || i.N != len(xs) {
			t.Errorf("mean of %v: %+v", xs, i)
		}
	}
	if i := stats.Mean([]float64{3, 3}, 0.95); i.Lo != 3 || i.Hi != 3 || !i.Known() {
		t.Errorf("two equal observations: %+v", i)
	}
}

// TestFewObservationsOfATail: of three, a third of the resamples do not vary, and the sum of three equal numbers over
// three is not always that number.
func TestFewObservationsOfATail(t *testing.T) {
	xs := []float64{0.1, 0.1 + 1e-9, 0.7}
	got, want := stats.MeanT(xs, stats.Bootstrap{Level: 0.95, Resamples: 999, Source: rand.NewPCG(1, 2)}), stats.Mean(xs, 0.95)
	if got != want {
		t.Errorf("bootstrap-t of %v: %+v, want Student's %+v", xs, got, want)
	}
}

func TestSumIsCompensated(t *testing.T) {
	tests := []struct {
		name string
		xs   []float64
		want float64
	}{
		{"a large term that goes again", []float64{1, 1e100, 1, -1e100}, 2}, // plain summation gives 0
		{"nothing", nil, 0},
		{"infinite", []float64{1, math.Inf(1), 2}, math.Inf(1)},
		{"ten million tenths", slices.Repeat([]float64{0.1}, 10_000_000), 1e6}, // plain summation is off by 1.6e-4
	}
	for _, tt := range tests {
		if got := stats.Sum(tt.xs); got != tt.want { // exact: the compensation holds what rounding lost
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestPairingRemovesWhatIsCommon(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	a, b := make([]float64, 500), make([]float64, 500)
	for i := range a {
		noise := 100 * r.NormFloat64()
		a[i], b[i] = noise+1+0.1*r.NormFloat64(), noise
	}
	boot := stats.Bootstrap{Level: 0.95, Resamples: 500, Source: rand.NewPCG(3, 4)}
	paired, bca := stats.Paired(a, b, boot)
	apart := stats.Mean(a, 0.95)
	if !paired.Covers(1) || !bca.Covers(1) || paired.Half() > apart.Half()/100 {
		t.Errorf("paired %+v and %+v, unpaired %+v", paired, bca, apart)
	}
}

func TestNaNIsRefused(t *testing.T) {
	for name, f := range map[string]func(){
		"NaN":      func() { stats.Mean([]float64{1, math.NaN()}, 0.95) },
		"level 95": func() { stats.Mean([]float64{1, 2}, 95) },
		"lengths":  func() { stats.Paired([]float64{1}, nil, stats.Bootstrap{Level: 0.95}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestVerdict(t *testing.T) {
	if got := (stats.Interval{Lo: -1, Hi: 2}).Verdict(); got != stats.Indistinct {
		t.Errorf("an interval over 0: %q", got)
	}
	if got := (stats.Interval{Lo: 1, Hi: 2}).Verdict(); got != "" {
		t.Errorf("an interval above 0: %q", got)
	}
}

// Shifting and scaling the observations shifts and scales the interval: no unit is special.
func TestMeanFollowsTheUnit(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-1e3, 1e3), 2, 50).Draw(r, "xs")
		shift, scale := rapid.Float64Range(-10, 10).Draw(r, "shift"), rapid.Float64Range(0.1, 10).Draw(r, "scale")
		ys := make([]float64, len(xs))
		for i, x := range xs {
			ys[i] = shift + scale*x
		}
		a, b := stats.Mean(xs, 0.9), stats.Mean(ys, 0.9)
		if math.Abs(shift+scale*a.Lo-b.Lo) > 1e-7 || math.Abs(scale*a.Half()-b.Half()) > 1e-7 { // rounding of the shift
			r.Fatalf("%+v became %+v", a, b)
		}
	})
}
