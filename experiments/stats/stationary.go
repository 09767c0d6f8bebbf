package stats

import (
	"fmt"
	"math"
)

// StationaryAll is PercentileAll for a time series of n observations: instead of single ones it draws runs of
// neighbours, of geometric length with the given mean, from a circle, so that what neighbours have in common stays. A
// statistic over a lag sees it cut at the ends of runs: keep the mean run long against the lag. It panics if the mean
// length is under 1. Source: Politis and Romano 1994.
func (b Bootstrap) StationaryAll(n, k int, meanRun float64, fill func(index []int, out []float64)) []Interval {
	if !(meanRun >= 1) {
		panic(fmt.Sprintf("stats: runs of mean length %g", meanRun))
	}
	b.pick = func(index []int) {
		at := 0
		for i := range index {
			if at++; i == 0 || uniform(b.Source.Uint64())*meanRun < 1 {
				at = below(n, b.Source)
			}
			index[i] = at % n
		}
	}
	return b.PercentileAll(n, k, fill)
}

// uniform is on [0, 1).
func uniform(bits uint64) float64 { return math.Ldexp(float64(bits>>11), -53) }
