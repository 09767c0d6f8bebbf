package stats

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantile is the q-quantile of xs by linear interpolation between order statistics x₍₀₎ ≤ … ≤ x₍ₙ₋₁₎:
//
//	h = (n − 1)·q,  x₍⌊h⌋₎ + (h − ⌊h⌋)·(x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎)
//
// which is type 7 of Hyndman and Fan 1996, the preset of R and NumPy. xs need not be sorted and is left alone. It
// panics if xs is empty or q outside [0,1].
func Quantile(xs []float64, q float64) float64 { return Quantiles(xs, q)[0] }

// Quantiles are several quantiles of xs, which is sorted once.
func Quantiles(xs []float64, qs ...float64) []float64 {
	check(0.5, xs)
	sorted := slices.Sorted(slices.Values(xs))
	out := make([]float64, len(qs))
	for i, q := range qs {
		out[i] = sortedQuantile(sorted, q)
	}
	return out
}

func sortedQuantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 || !(q >= 0 && q <= 1) {
		panic(fmt.Sprintf("stats: quantile %g of %d observations", q, len(sorted)))
	}
	h := float64(len(sorted)-1) * q
	i := int(h)
	if i == len(sorted)-1 || sorted[i] == sorted[i+1] { // equal: also two infinities, whose difference is NaN
		return sorted[i]
	}
	return sorted[i] + float64((h-float64(i))*(sorted[i+1]-sorted[i]))
}

// QuantileInterval is the q-quantile with an interval that holds for every law: the order statistics between which
// the quantile lies with at least the given probability, since the number of observations below it is binomial. Where
// the sample is too small for one of them, that bound is infinite. Source: David and Nagaraja 2003, section 7.1.
func QuantileInterval(xs []float64, q, level float64) Interval {
	check(level, xs)
	if len(xs) == 0 {
		return unknown(0, 0)
	}
	sorted := slices.Sorted(slices.Values(xs))
	i := unknown(sortedQuantile(sorted, q), len(xs))
	lo, hi := ranks(len(xs), q, level)
	if lo > 0 {
		i.Lo = sorted[lo-1]
	}
	if hi <= len(xs) {
		i.Hi = sorted[hi-1]
	}
	return i
}

// ranks are the largest lo and the smallest hi (counted from 1) such that, K being binomial(n, q),
// P(K < lo) ≤ (1−level)/2 and P(K ≥ hi) ≤ (1−level)/2. lo is 0 and hi is n+1 if there is none.
func ranks(n int, q, level float64) (lo, hi int) {
	if q <= 0 || q >= 1 {
		return 0, n + 1
	}
	below := distuv.Binomial{N: float64(n), P: q}
	tail := (1 - level) / 2
	lo = search(n+1, func(k int) bool { return k > 0 && below.CDF(float64(k-1)) > tail }) - 1
	hi = search(n+1, func(k int) bool { return k > 0 && 1-below.CDF(float64(k-1)) <= tail })
	return max(lo, 0), hi
}

// search is the smallest k in [0, n] with ok(k), n if there is none. ok must not turn false again.
func search(n int, ok func(k int) bool) int {
	lo, hi := 0, n
	for lo < hi {
		if mid := (lo + hi) / 2; ok(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}
