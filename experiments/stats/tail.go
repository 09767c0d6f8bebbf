package stats

import (
	"fmt"
	"math"
	"slices"
)

// VaR is the value at risk of losses at alpha (0.99): the smallest loss that at least a share alpha of the
// observations do not exceed, x₍⌈n·alpha⌉₎ (counted from 1), with an interval that holds for every law.
func VaR(losses []float64, alpha, level float64) Interval {
	i := QuantileInterval(losses, alpha, level)
	if i.N > 0 {
		i.Mean = slices.Sorted(slices.Values(losses))[tailRank(i.N, alpha)-1]
	}
	return i
}

// tailRank is ⌈n·alpha⌉, at least 1; a product that is an integer but for rounding counts as that integer.
func tailRank(n int, alpha float64) int {
	return max(1, int(math.Ceil(float64(n)*alpha-1e-9)))
}

// ExpectedShortfall is the mean of the worst share 1 − alpha of n losses, the one at the edge taken in part, with a BCa
// bootstrap interval:
//
//	Σ wᵢ·x₍ᵢ₎ / (n·(1 − alpha)),  w = 1 from the largest loss down until n·(1 − alpha) are used up
//
// Misleads where fewer than some ten observations lie in the tail: the interval is then too narrow, for it knows no
// loss that was not drawn. Take tilting or splitting there. It panics if alpha is outside [0,1). Source: Acerbi and
// Tasche 2002.
func ExpectedShortfall(losses []float64, alpha float64, b Bootstrap) Interval {
	if !(alpha >= 0 && alpha < 1) {
		panic(fmt.Sprintf("stats: expected shortfall at %g", alpha))
	}
	check(b.Level, losses)
	sorted := slices.Sorted(slices.Values(losses))
	times := make([]int, len(losses)) // that each loss was drawn; counting is cheaper than sorting every resample
	return b.BCa(len(losses), func(index []int) float64 {
		clear(times)
		for _, i := range index {
			times[i]++
		}
		return worst(sorted, times, float64(len(index))*(1-alpha))
	})
}

// worst is the mean of the largest count observations, of which sorted[i] is there times[i] times.
func worst(sorted []float64, times []int, count float64) float64 {
	left, sum := count, 0.0
	for i := len(sorted) - 1; i >= 0 && left > 0; i-- {
		take := min(left, float64(times[i]))
		sum += float64(take * sorted[i])
		left -= take
	}
	return sum / count
}
