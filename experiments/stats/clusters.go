package stats

import "math"

// ShareOfClusters is Σ hits / Σ trials over clusters whose trials share their luck, such as the margin calls of one run, with
// Student's interval of the clusters at the level:
//
//	p ± t_{m−1} · √(m/(m − 1) · Σ (hits_j − p·trials_j)²) / Σ trials   over m clusters
//
// cut to [0, 1]; where all clusters agree on 0 or 1, Wilson's of the clusters. Misleads for few clusters of very different
// sizes. Source: the ratio estimator of cluster sampling, Cochran 1977, chapter 9.
func ShareOfClusters(hits, trials []float64, level float64) Interval {
	check(level, hits, trials)
	all, m := Sum(trials), float64(len(trials))
	if all == 0 {
		return Interval{Lo: 0, Hi: 1}
	}
	p := Sum(hits) / all
	if p == 0 || p == 1 {
		i := Wilson(int(p)*len(trials), len(trials), level)
		i.N = int(all)
		return i
	}
	if m < 2 {
		return unknown(p, int(all))
	}
	apart := make([]float64, len(hits))
	for j := range hits {
		apart[j] = (hits[j] - p*trials[j]) * (hits[j] - p*trials[j])
	}
	half := student(level, m-1) * math.Sqrt(m/(m-1)*Sum(apart)) / all
	return Interval{Mean: p, Lo: max(p-half, 0), Hi: min(p+half, 1), N: int(all)}
}
