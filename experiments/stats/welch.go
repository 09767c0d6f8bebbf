package stats

import "math"

// Welch is the mean of a less the mean of b, for two independent samples of unlike spread and size, with the interval
//
//	ā − b̄ ± t_ν · √(s_a²/n_a + s_b²/n_b),  ν = (s_a²/n_a + s_b²/n_b)² / ((s_a²/n_a)²/(n_a−1) + (s_b²/n_b)²/(n_b−1))
//
// It is what is left where observations share no random numbers; where they do, Paired is far narrower. N is the smaller
// sample's. Source: Welch 1947; ν after Satterthwaite 1946.
func Welch(a, b []float64, level float64) Interval {
	check(level, a, b)
	if len(a) == 0 || len(b) == 0 {
		return unknown(0, 0)
	}
	na, nb := float64(len(a)), float64(len(b))
	i := unknown(Sum(a)/na-Sum(b)/nb, min(len(a), len(b)))
	if i.N < 2 {
		return i
	}
	va, vb := Variance(a)/na, Variance(b)/nb
	half := 0.0
	if spread := va + vb; spread > 0 {
		degrees := spread * spread / (va*va/(na-1) + vb*vb/(nb-1))
		half = student(level, degrees) * math.Sqrt(spread)
	}
	i.Lo, i.Hi = i.Mean-half, i.Mean+half
	return i
}
