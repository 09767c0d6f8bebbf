package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"firesale/experiments/stats"
)

// TestShareOfClusters: clusters of one trial each are a sample, whose interval is Student's; a share of all or of none has
// Wilson's interval of as many clusters. To rounding.
func TestShareOfClusters(t *testing.T) {
	hits, ones := []float64{1, 0, 0, 1, 1, 0, 1}, []float64{1, 1, 1, 1, 1, 1, 1}
	got, want := stats.ShareOfClusters(hits, ones, 0.95), stats.Mean(hits, 0.95)
	if math.Abs(got.Mean-want.Mean) > 1e-12 || math.Abs(got.Lo-max(0, want.Lo)) > 1e-12 || math.Abs(got.Hi-min(1, want.Hi)) > 1e-12 {
		t.Errorf("single trials: %+v, want %+v", got, want)
	}
	if got, want := stats.ShareOfClusters([]float64{20, 30}, []float64{20, 30}, 0.95), stats.Wilson(2, 2, 0.95); got.Lo != want.Lo || got.Mean != 1 || got.N != 50 {
		t.Errorf("all: %+v, want from %v", got, want.Lo)
	}
}

// TestShareOfClustersCovers: over 4,000 studies of 60 clusters whose own probabilities are spread over [0.2, 0.8], 95%
// intervals cover 0.5 in 95% ± 4 standard errors of 0.34%, though a binomial interval of all trials would be a third as wide.
func TestShareOfClustersCovers(t *testing.T) {
	const studies, clusters = 4_000, 60
	luck, covered := rand.New(rand.NewPCG(3, 4)), 0
	for range studies {
		hits, trials := make([]float64, clusters), make([]float64, clusters)
		for j := range hits {
			p := 0.2 + 0.6*luck.Float64()
			trials[j] = float64(20 + luck.IntN(60))
			for range int(trials[j]) {
				if luck.Float64() < p {
					hits[j]++
				}
			}
		}
		if stats.ShareOfClusters(hits, trials, 0.95).Covers(0.5) {
			covered++
		}
	}
	if share := float64(covered) / studies; math.Abs(share-0.95) > 0.0138 {
		t.Errorf("%.4f of the intervals cover the share", share)
	}
}
