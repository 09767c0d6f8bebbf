// Package stats turns many numbers into an estimate with an interval: means, proportions, quantiles, tails of losses,
// ratios, and how much each input matters.
//
// Every estimate carries its interval and the number of observations it rests on. Sums are compensated and taken in
// the order given, resampling draws from a source that the caller passes in: the same numbers give the same result, on
// any number of workers. NaN is refused by a panic: what does not exist must be left out, openly, before.
package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// An Interval is an estimate and the bounds of its confidence interval. Where too little is known for an interval,
// Lo is −Inf and Hi is +Inf; where there is no observation at all, N is 0 and Mean has no meaning.
type Interval struct {
	Mean, Lo, Hi float64
	N            int // independent observations behind it
}

// Known says whether both bounds are finite.
func (i Interval) Known() bool { return i.N > 0 && !math.IsInf(i.Lo, 0) && !math.IsInf(i.Hi, 0) }

// Half is half the interval's width.
func (i Interval) Half() float64 { return (i.Hi - i.Lo) / 2 }

// Covers says whether x lies in the interval.
func (i Interval) Covers(x float64) bool { return i.Lo <= x && x <= i.Hi }

// Indistinct is what is printed of an estimate whose interval covers 0.
const Indistinct = "not distinguishable from 0"

// Verdict is Indistinct if the interval covers 0 and empty otherwise.
func (i Interval) Verdict() string {
	if i.Covers(0) {
		return Indistinct
	}
	return ""
}

func unknown(mean float64, n int) Interval {
	return Interval{Mean: mean, Lo: math.Inf(-1), Hi: math.Inf(1), N: n}
}

// Sum is Σxᵢ in the order given, with Neumaier's compensation: its error is of the order of one rounding, whatever the
// number of terms, if the terms do not cancel beyond that. Source: Neumaier 1974.
func Sum(xs []float64) float64 {
	sum, lost := 0.0, 0.0
	for _, x := range xs {
		next := sum + x
		if math.Abs(sum) >= math.Abs(x) {
			lost += (sum - next) + x
		} else {
			lost += (x - next) + sum
		}
		sum = next
	}
	if math.IsInf(sum, 0) { // its compensation is NaN
		return sum
	}
	return sum + lost
}

// Variance is Σ(xᵢ − x̄)² / (n − 1), in two passes. It is 0 for fewer than two observations.
func Variance(xs []float64) float64 {
	n := float64(len(xs))
	if n < 2 {
		return 0
	}
	return moment(xs, Sum(xs)/n) / (n - 1)
}

// moment is Σ(xᵢ − centre)².
func moment(xs []float64, centre float64) float64 {
	squares := make([]float64, len(xs))
	for i, x := range xs {
		squares[i] = (x - centre) * (x - centre)
	}
	return Sum(squares)
}

// Mean is the mean with Student's interval at the level (0.95):
//
//	x̄ ± t_{n−1, (1+level)/2} · s / √n
//
// Holds for independent observations and a mean that is nearly normal. Misleads for few observations of a heavy tail
// or of an outcome that is either small or all; report those apart (Apart). Source: Student 1908.
func Mean(xs []float64, level float64) Interval {
	check(level, xs)
	n := len(xs)
	if n == 0 {
		return unknown(0, 0)
	}
	mean := Sum(xs) / float64(n)
	if n == 1 {
		return unknown(mean, 1)
	}
	half := student(level, float64(n-1)) * math.Sqrt(Variance(xs)/float64(n))
	return Interval{Mean: mean, Lo: mean - half, Hi: mean + half, N: n}
}

// student is the two-sided quantile of Student's t.
func student(level, degrees float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: degrees}.Quantile((1 + level) / 2)
}

// normal is the two-sided quantile of the normal law.
func normal(level float64) float64 { return distuv.UnitNormal.Quantile((1 + level) / 2) }

// check panics if the level is not inside (0,1) or an observation is NaN.
func check(level float64, samples ...[]float64) {
	if !(level > 0 && level < 1) {
		panic(fmt.Sprintf("stats: confidence level %g: want one between 0 and 1", level))
	}
	for _, xs := range samples {
		for i, x := range xs {
			if math.IsNaN(x) {
				panic(fmt.Sprintf("stats: observation %d is NaN: leave out what does not exist", i))
			}
		}
	}
}
