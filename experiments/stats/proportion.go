package stats

import (
	"fmt"
	"math"
)

// Wilson is the share k/n of n independent trials with Wilson's score interval at the level, z the normal quantile:
//
//	(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
//
// It stays inside [0, 1] and says something for k = 0 and k = n, where the usual interval has no width. It panics
// unless 0 ≤ k ≤ n. Source: Wilson 1927; Brown, Cai and DasGupta 2001.
func Wilson(k, n int, level float64) Interval {
	check(level)
	if k < 0 || k > n {
		panic(fmt.Sprintf("stats: %d of %d trials", k, n))
	}
	if n == 0 {
		return Interval{Lo: 0, Hi: 1}
	}
	p, m, z := float64(k)/float64(n), float64(n), normal(level)
	centre, scale := p+z*z/(2*m), 1+z*z/m
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	i := Interval{Mean: p, Lo: (centre - half) / scale, Hi: (centre + half) / scale, N: n}
	if k == 0 {
		i.Lo = 0 // exact; rounding leaves 1e-18
	}
	if k == n {
		i.Hi = 1
	}
	return i
}

// Apart reports an outcome that is either next to nothing or large by two numbers: the share of observations above
// the threshold (Wilson), and the mean of those (Student). Their product is the mean above the threshold; the plain
// mean of both modes together describes no run at all.
func Apart(xs []float64, threshold, level float64) (share, size Interval) {
	check(level, xs)
	var large []float64
	for _, x := range xs {
		if x > threshold {
			large = append(large, x)
		}
	}
	return Wilson(len(large), len(xs), level), Mean(large, level)
}
