package stats

import (
	"math"
	"slices"
)

// Skewness is the third standardised moment, mean (x − x̄)³ / (mean (x − x̄)²)^{3/2}; 0 where nothing varies.
func Skewness(xs []float64) float64 {
	if len(xs) == 0 || slices.Min(xs) == slices.Max(xs) { // the mean of equal numbers may be off by a rounding
		return 0
	}
	n := float64(len(xs))
	mean, squares, cubes := Sum(xs)/n, 0.0, 0.0
	for _, x := range xs {
		d := x - mean
		squares += float64(d * d)
		cubes += float64(float64(d*d) * d)
	}
	return cubes / n / math.Pow(squares/n, 1.5)
}

// EnoughForMean is how many observations Student's interval of the mean wants before its level can be trusted:
//
//	n > 25·skewness²
//
// Fewer of a long tail, and the interval is too short, mostly because the draws that matter most were not drawn: then
// it misses the mean, nearly always on the side of the tail. Of 200 runs of which 5% lose something it holds the mean in
// 85% of studies, BCa in 88%, MeanT in 96% (TestCoverage). The skewness of a small sample is itself too low. Source: Cochran 1977, section 2.15.
func EnoughForMean(xs []float64) int {
	g := Skewness(xs)
	return int(math.Ceil(25 * g * g))
}

// MeanT is the mean with a bootstrap-t interval: Student's with the quantiles of
//
//	t* = (x̄* − x̄) / (s*/√n)
//
// over resamples in place of the symmetric ones. It covers best of all for a skewed outcome of few observations, and is
// the widest. Resamples that hardly vary, as those of one mode of an outcome that has two, count as infinite: a bound that rests on them is unknown, and where both are, the
// observations are too few to know of a tail and the interval is Student's. Source: Efron and Tibshirani 1993, chapter 12.
func MeanT(xs []float64, b Bootstrap) Interval {
	check(b.Level, xs)
	n := len(xs)
	if n < 2 {
		return Mean(xs, b.Level)
	}
	mean, root := Sum(xs)/float64(n), math.Sqrt(float64(n))
	variance := Variance(xs)
	if variance == 0 {
		return Interval{Mean: mean, Lo: mean, Hi: mean, N: n}
	}
	draws := b.draw(n, 1, func(index []int, out []float64) { out[0] = studentized(xs, index, mean, hardly*variance) })[0]
	ts := slices.Sorted(slices.Values(draws))
	s := math.Sqrt(variance) / root
	lo, hi := mean-float64(sortedQuantile(ts, (1+b.Level)/2)*s), mean-float64(sortedQuantile(ts, (1-b.Level)/2)*s)
	if math.Abs(lo) <= math.MaxFloat64 || math.Abs(hi) <= math.MaxFloat64 {
		return Interval{Mean: mean, Lo: lo, Hi: hi, N: n}
	}
	return Mean(xs, b.Level)
}

// hardly is the share of the sample's variance that a resample must have to say how uncertain its mean is; assumed.
const hardly = 0.01

// studentized is t* of a resample, infinite if it varies less than least.
func studentized(xs []float64, index []int, mean, least float64) float64 {
	n := float64(len(index))
	sum := 0.0
	for _, i := range index {
		sum += xs[i]
	}
	centre, squares := sum/n, 0.0
	for _, i := range index {
		d := xs[i] - centre
		squares += float64(d * d)
	}
	if squares < least*(n-1) {
		return math.Copysign(math.Inf(1), centre-mean)
	}
	return (centre - mean) / math.Sqrt(squares/(n-1)/n)
}
