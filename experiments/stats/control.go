package stats

import "math"

// Controlled is the mean of observations x by control variates: observations c of each run whose means are known better,
// from a sample of their own,
//
//	x̄ − Σ β_k (c̄_k − m̄_k),  s.e.² = s² (1/n + Σ (c̄_k − m̄_k)²/Σ(c_k − c̄_k)²) + Var(Σ β_k m_k)/N
//
// with β and the residual variance s² by least squares of x on the controls, made orthogonal one after the other, n runs, and
// N independent observations m of the controls. Student's interval has n − 1 − K degrees of freedom, K controls in use: one
// that does not vary, or says no more than those before it, is left out. As good as the correlation: the variance falls to
// about 1 − R², plus what is left of not knowing the controls' means.
//
// Domain: rows of one length, N ≥ 2. Misleads for few runs, in which the fit of β is luck, and of a share it knows no bounds.
// Source: Lavenberg and Welch 1981; the second sample as in Glasserman, Monte Carlo Methods in Financial Engineering (2003),
// section 4.1.
func Controlled(xs []float64, controls, known [][]float64, level float64) Interval {
	check(level, xs)
	n := len(xs)
	if n == 0 {
		return unknown(0, 0)
	}
	fit, used := orthogonal(controls, known), 0
	mean := Sum(xs) / float64(n)
	centred := make([]float64, n)
	for i, x := range xs {
		centred[i] = x - mean
	}
	estimate, spread := mean, 1/float64(n)
	moved := make([]float64, len(known))
	for _, c := range fit {
		beta := dot(centred, c.centred) / c.square
		for i := range centred {
			centred[i] -= beta * c.centred[i]
		}
		for j := range moved {
			moved[j] += beta * c.known[j]
		}
		away := -Sum(c.known) / float64(len(known)) // the controls are centred on their own mean
		estimate -= beta * away
		spread += away * away / c.square
		used++
	}
	degrees := n - 1 - used
	if degrees < 1 {
		return unknown(estimate, n)
	}
	residual := dot(centred, centred) / float64(degrees)
	se := math.Sqrt(residual*spread + Variance(moved)/float64(len(known)))
	half := student(level, float64(degrees)) * se
	return Interval{Mean: estimate, Lo: estimate - half, Hi: estimate + half, N: n}
}

// A control is one that is orthogonal to those before it: less its mean in the runs, there and in the sample of its own.
type control struct {
	centred, known []float64
	square         float64
}

// negligible is the share of a control's variance below which it says nothing new.
const negligible = 1e-10

func orthogonal(controls, known [][]float64) (fit []control) {
	for k := range controls[0] {
		c := control{centred: column(controls, k), known: column(known, k)}
		mean := Sum(c.centred) / float64(len(c.centred))
		shift(c.centred, -mean)
		shift(c.known, -mean)
		all := dot(c.centred, c.centred)
		for _, before := range fit {
			beta := dot(c.centred, before.centred) / before.square
			for i := range c.centred {
				c.centred[i] -= beta * before.centred[i]
			}
			for j := range c.known {
				c.known[j] -= beta * before.known[j]
			}
		}
		if c.square = dot(c.centred, c.centred); c.square > negligible*all {
			fit = append(fit, c)
		}
	}
	return fit
}

func column(rows [][]float64, k int) []float64 {
	xs := make([]float64, len(rows))
	for i := range rows {
		xs[i] = rows[i][k]
	}
	return xs
}

func shift(xs []float64, by float64) {
	for i := range xs {
		xs[i] += by
	}
}

func dot(a, b []float64) float64 {
	products := make([]float64, len(a))
	for i := range a {
		products[i] = a[i] * b[i]
	}
	return Sum(products)
}
