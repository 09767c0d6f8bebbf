package stats

import "math"

// A Sample is what is kept of the observations of one point.
type Sample struct {
	N              int
	Mean, Variance float64 // unbiased; 0 for fewer than two
}

// SampleOf keeps what there is of some observations.
func SampleOf(xs []float64) Sample {
	check(0.5, xs)
	s := Sample{N: len(xs), Variance: Variance(xs)}
	if s.N > 0 {
		s.Mean = Sum(xs) / float64(s.N)
	}
	return s
}

// NoiseShare is the share of an output's variance that is due to luck and not to the parameters, from the replications
// of each point:
//
//	w / (w + max(0, b − w·mean(1/n))),  w = Σ(n−1)s² / Σ(n−1) within the points,  b = variance of the points' means
//
// Sensitivity indices of single runs cannot add up to more than what is left; of means over n runs, luck has about a
// share 1/n of this. Where points share their draws it is an upper bound, for then their means do not differ by luck
// alone. Points without observations are left out; the interval is from resampled points; N is 0 where there is no
// variance at all, or no point with two runs. Source: one-way random effects analysis of variance (Searle and others
// 1992).
func NoiseShare(points []Sample, b Bootstrap) Interval {
	var there []Sample
	for _, p := range points {
		if p.N > 0 {
			there = append(there, p)
		}
	}
	i := b.Percentile(len(there), func(index []int) float64 { return noiseShare(there, index) })
	if math.IsNaN(i.Mean) || len(there) < 2 {
		return unknown(0, 0)
	}
	return i
}

// noiseShare is NaN where there is no such share.
func noiseShare(points []Sample, index []int) float64 {
	squares, degrees, inverse := 0.0, 0.0, 0.0
	means := make([]float64, len(index))
	for k, i := range index {
		p := points[i]
		squares += float64(float64(p.N-1) * p.Variance)
		degrees += float64(p.N - 1)
		inverse += 1 / float64(p.N)
		means[k] = p.Mean
	}
	w := squares / degrees
	between := max(0, Variance(means)-float64(w*inverse)/float64(len(index)))
	return w / (w + between)
}
