package stats

import "math"

// MeanOfPairs is the mean of observations that came in antithetic pairs, x₀ with x₁, x₂ with x₃, with Student's interval of
// the pairs at the level. NaN stands for one that does not exist. With d the sum, over what exists of a pair, of x − x̄,
//
//	s.e.² = m/(m − 1) · Σ d² / n²   over the m pairs of which something exists, n observations in all
//
// which is Mean of the pairs' means where all exist. Domain: an even number of observations. Misleads as Mean does.
// Source: the variance of a mean of clusters, Liang and Zeger 1986; antithetic variates, Hammersley and Morton 1956.
func MeanOfPairs(xs []float64, level float64) Interval {
	var there []float64
	for _, x := range xs {
		if !math.IsNaN(x) {
			there = append(there, x)
		}
	}
	check(level, there)
	if len(there) == 0 {
		return unknown(0, 0)
	}
	mean := Sum(there) / float64(len(there))
	var apart []float64 // d², a pair each
	for i := 0; i+1 < len(xs); i += 2 {
		d, any := 0.0, false
		for _, x := range xs[i : i+2] {
			if !math.IsNaN(x) {
				d, any = d+x-mean, true
			}
		}
		if any {
			apart = append(apart, d*d)
		}
	}
	m, n := float64(len(apart)), float64(len(there))
	if m < 2 {
		return unknown(mean, len(there))
	}
	half := student(level, m-1) * math.Sqrt(m/(m-1)*Sum(apart)) / n
	return Interval{Mean: mean, Lo: mean - half, Hi: mean + half, N: len(there)}
}
