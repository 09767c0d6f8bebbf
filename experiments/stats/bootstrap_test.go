package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"firesale/experiments/stats"
)

func boot(seed uint64, resamples int) stats.Bootstrap {
	return stats.Bootstrap{Level: 0.95, Resamples: resamples, Source: rand.NewPCG(seed, 0)}
}

// These numbers are inside published results. If this fails, mend the draws; never edit the numbers.
func TestBootstrapIsFrozen(t *testing.T) {
	xs := []float64{1, 2, 4, 8, 16, 32, 64, 128}
	i := stats.MeanBCa(xs, boot(7, 1000))
	if want := (stats.Interval{Mean: 31.875, Lo: 10.86101154416451, Hi: 75.91158699040972, N: 8}); i != want {
		t.Errorf("%#v, want %#v", i, want)
	}
}

func TestBCaOfASkewedMeanLeansToTheLongTail(t *testing.T) {
	xs := []float64{0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 5, 8, 30}
	bca := stats.MeanBCa(xs, boot(1, 4000))
	plain := boot(1, 4000).Percentile(len(xs), func(index []int) float64 {
		sum := 0.0
		for _, i := range index {
			sum += xs[i]
		}
		return sum / float64(len(index))
	})
	if bca.Hi <= plain.Hi || bca.Lo <= plain.Lo {
		t.Errorf("BCa %+v, percentile %+v: both bounds should move up", bca, plain)
	}
}

func TestBootstrapEdges(t *testing.T) {
	if i := stats.MeanBCa([]float64{5, 5, 5}, boot(1, 100)); i.Lo != 5 || i.Hi != 5 {
		t.Errorf("equal observations: %+v", i)
	}
	if i := stats.MeanBCa([]float64{5}, boot(1, 100)); i.Known() || i.Mean != 5 {
		t.Errorf("one observation: %+v", i)
	}
	if i := stats.MeanBCa(nil, boot(1, 100)); i.N != 0 || i.Known() {
		t.Errorf("no observation: %+v", i)
	}
	often := boot(1, 1000).Percentile(20, func(index []int) float64 {
		if index[0] == 0 { // in 5% of the resamples there is no value
			return math.NaN()
		}
		return 1
	})
	if often.Known() {
		t.Errorf("a statistic that fails more often than the interval allows: %+v", often)
	}
}

func TestRatioOfSums(t *testing.T) {
	r := stats.RatioOfSums([]float64{2, 4, 6}, []float64{1, 2, 3}, boot(1, 200))
	if r.Mean != 2 || r.Lo != 2 || r.Hi != 2 {
		t.Errorf("a constant ratio: %+v", r)
	}
	if r := stats.RatioOfSums([]float64{1, 2}, []float64{0, 0}, boot(1, 200)); r.N != 0 {
		t.Errorf("over nothing: %+v", r)
	}
}

func BenchmarkMeanBCa(b *testing.B) {
	xs := make([]float64, 1000)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range xs {
		xs[i] = r.ExpFloat64()
	}
	for b.Loop() {
		stats.MeanBCa(xs, boot(1, 2000))
	}
}
