package stats

import (
	"cmp"
	"math"
	"slices"
)

// Losses of one member of a system given those of all, and of all given those of one. Both are statements about runs that
// go together, not about who causes what: in one market all fall with the price.

// CoVaR is what a system loses when one of its members does badly, over paired losses of both:
//
//	CoVaR = q_α(system | own ≥ VaR_α(own)),  Δ = CoVaR − q_α(system | own within 5 percentiles of its median)
//
// with every quantile as VaR has it, and percentile intervals by bootstrap over pairs (a jackknife, which BCa wants, does not
// work for quantiles). The interval is unknown where fewer than 1/(1−α) pairs meet a condition.
// Misleads where most members lose nothing: ties at 0 all meet the condition. It panics if the lengths differ. Source: Adrian
// and Brunnermeier 2016, by quantiles of simulated runs instead of a quantile regression.
func CoVaR(system, own []float64, alpha float64, b Bootstrap) (covar, delta Interval) {
	all, its := drawn(system, b), drawn(own, b)
	var bad, usual int
	both := b.PercentileAll(together(system, own), 2, func(index []int, out []float64) {
		times := all.count(index)
		low, _ := its.value(times, 0.45, anyPair)
		high, _ := its.value(times, 0.55, anyPair)
		worst, _ := its.value(times, alpha, anyPair)
		distressed, n := all.value(times, alpha, func(i int) bool { return own[i] >= worst })
		median, m := all.value(times, alpha, func(i int) bool { return low <= own[i] && own[i] <= high })
		out[0], out[1] = distressed, distressed-median
		if bad == 0 { // the first are the pairs as they were observed
			bad, usual = n, m
		}
	})
	least := 1 / (1 - alpha)
	return known(both[0], float64(bad) >= least), known(both[1], float64(min(bad, usual)) >= least)
}

// MES is the marginal expected shortfall of a member: its mean loss where the system does badly,
//
//	E[own | system ≥ VaR_α(system)]
//
// with a BCa interval over pairs, unknown where fewer than ten pairs meet the condition (assumed, a rule of thumb). It panics if
// the lengths differ. Source: Acharya, Pedersen, Philippon and Richardson 2017.
func MES(own, system []float64, alpha float64, b Bootstrap) Interval {
	all := drawn(system, b)
	bad := 0
	mes := b.BCa(together(own, system), func(index []int) float64 {
		times, sum, n := all.count(index), 0.0, 0
		worst, _ := all.value(times, alpha, anyPair)
		for i, x := range own {
			if system[i] >= worst {
				sum += float64(times[i]) * x
				n += times[i]
			}
		}
		if bad == 0 {
			bad = n
		}
		return sum / float64(n)
	})
	return known(mes, bad >= leastForMean)
}

// leastForMean is how many observations in a tail its mean wants before an interval says anything. assumed
const leastForMean = 10

// together is the number of pairs.
func together(a, b []float64) int {
	if len(a) != len(b) {
		panic("stats: losses that do not come in pairs")
	}
	return len(a)
}

// A resampled is observations in order of size, and how often each is in a resample: counting is cheaper than sorting every
// resample.
type resampled struct {
	xs    []float64
	order []int
	times []int
}

func drawn(xs []float64, b Bootstrap) *resampled {
	check(b.Level, xs)
	order := identity(len(xs))
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(xs[i], xs[j]) })
	return &resampled{xs, order, make([]int, len(xs))}
}

func (r *resampled) count(index []int) (times []int) {
	clear(r.times)
	for _, i := range index {
		r.times[i]++
	}
	return r.times
}

// anyPair is the condition that all meet.
func anyPair(int) bool { return true }

// value is a quantile, as VaR has it, of the drawn observations that meet a condition, and how many do; NaN of none.
func (r *resampled) value(times []int, q float64, meets func(i int) bool) (x float64, n int) {
	for i, k := range times {
		if k > 0 && meets(i) {
			n += k
		}
	}
	if n == 0 {
		return math.NaN(), 0
	}
	left := tailRank(n, q)
	for _, i := range r.order {
		if times[i] > 0 && meets(i) {
			if left -= times[i]; left <= 0 {
				return r.xs[i], n
			}
		}
	}
	panic("stats: a rank beyond the observations")
}

// known takes the interval from an estimate that rests on too little.
func known(i Interval, enough bool) Interval {
	if enough || i.N == 0 {
		return i
	}
	return unknown(i.Mean, i.N)
}
