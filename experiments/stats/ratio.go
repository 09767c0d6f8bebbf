package stats

import (
	"fmt"
	"math"
)

// RatioOfSums is Σa/Σb over the observations (aᵢ, bᵢ), like BTC sold with feedback over BTC sold without, with a BCa
// bootstrap interval over pairs. Unlike the mean of the ratios it is not ruled by runs in which b is next to nothing.
// Where Σb is 0, in all or in too many resamples, there is no ratio: N is 0, or the interval is unknown. It panics if
// the lengths differ.
func RatioOfSums(a, b []float64, boot Bootstrap) Interval {
	if len(a) != len(b) {
		panic(fmt.Sprintf("stats: %d observations over %d", len(a), len(b)))
	}
	check(boot.Level, a, b)
	if len(b) == 0 || Sum(b) == 0 {
		return unknown(0, 0)
	}
	return boot.BCa(len(a), func(index []int) float64 {
		over, under := 0.0, 0.0
		for _, i := range index {
			over += a[i]
			under += b[i]
		}
		if under == 0 {
			return math.NaN()
		}
		return over / under
	})
}

// MeanBCa is the mean with a BCa bootstrap interval: where Student's, which is symmetric, does not fit a skewed
// outcome of few observations.
func MeanBCa(xs []float64, boot Bootstrap) Interval {
	check(boot.Level, xs)
	return boot.BCa(len(xs), func(index []int) float64 {
		sum := 0.0
		for _, i := range index {
			sum += xs[i]
		}
		return sum / float64(len(index))
	})
}
