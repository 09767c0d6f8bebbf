package stats

import (
	"fmt"
	"math"
)

// Control is the mean of x with the help of a control variate c whose expectation is known, like an output of the
// feedback-off twin that has a closed form:
//
//	x̄ − β·(c̄ − known),  β = cov(x, c) / var(c)
//
// with an interval from the residuals of that regression (Student, n − 2 degrees). With correlation ρ its width falls
// by √(1 − ρ²). The estimate is biased by the order of 1/n, since β is estimated. Where c does not vary it is Mean.
// It panics if the lengths differ. Source: Glasserman 2003, section 4.1.
func Control(x, c []float64, known, level float64) Interval {
	if len(x) != len(c) {
		panic(fmt.Sprintf("stats: %d observations with %d of the control", len(x), len(c)))
	}
	check(level, x, c)
	n := len(x)
	if n < 3 || Variance(c) == 0 {
		return Mean(x, level)
	}
	beta := covariance(x, c) / Variance(c)
	rest := make([]float64, n)
	for i := range x {
		rest[i] = x[i] - float64(beta*(c[i]-known))
	}
	mean := Sum(rest) / float64(n)
	s := math.Sqrt(moment(rest, mean) / float64(n-2))
	shift := Sum(c)/float64(n) - known
	half := student(level, float64(n-2)) * s * math.Sqrt(1/float64(n)+shift*shift/(Variance(c)*float64(n-1)))
	return Interval{Mean: mean, Lo: mean - half, Hi: mean + half, N: n}
}

func covariance(x, c []float64) float64 {
	n := float64(len(x))
	mx, mc := Sum(x)/n, Sum(c)/n
	products := make([]float64, len(x))
	for i := range x {
		products[i] = (x[i] - mx) * (c[i] - mc)
	}
	return Sum(products) / (n - 1)
}
