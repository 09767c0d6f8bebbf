package stats

import (
	"fmt"
	"math"
	"slices"
)

// The estimators of stylised facts, on returns of equal steps. None of them knows what a step is.

// Hill is the tail index over the k largest of some positive numbers X₍₁₎ ≥ X₍₂₎ ≥ …,
//
//	α̂ = 1 / mean_{i≤k} ln(X₍ᵢ₎ / X₍k₊₁₎),  standard error α̂/√k if they are independent.
//
// Misleads where k reaches out of the tail, and where large numbers come together: its error is then larger. NaN if
// there are not k + 1 positive numbers. Source: Hill 1975.
func Hill(xs []float64, k int) (alpha, standardError float64) {
	var positive []float64
	for _, x := range xs {
		if x > 0 {
			positive = append(positive, x)
		}
	}
	if k < 1 || len(positive) <= k {
		return math.NaN(), math.NaN()
	}
	slices.Sort(positive)
	edge, sum := positive[len(positive)-k-1], 0.0
	for _, x := range positive[len(positive)-k:] {
		sum += math.Log(x / edge)
	}
	alpha = float64(k) / sum
	return alpha, alpha / math.Sqrt(float64(k))
}

// Autocorrelation is Σ(x_t − x̄)(x_{t+lag} − x̄) / Σ(x_t − x̄)². It panics if the lag is negative.
func Autocorrelation(xs []float64, lag int) float64 {
	if lag < 0 {
		panic(fmt.Sprintf("stats: autocorrelation at lag %d", lag))
	}
	mean := Sum(xs) / float64(len(xs))
	var products, squares float64
	for i, x := range xs {
		d := x - mean
		squares += float64(d * d)
		if i+lag < len(xs) {
			products += float64(d * (xs[i+lag] - mean))
		}
	}
	return products / squares
}

// RealisedVolatilities are √(Σr²·stepsPerYear/window) of consecutive windows that do not overlap.
func RealisedVolatilities(r []float64, window int, stepsPerYear float64) (all []float64) {
	for from := 0; from+window <= len(r); from += window {
		all = append(all, math.Sqrt(moment(r[from:from+window], 0)*stepsPerYear/float64(window)))
	}
	return all
}

// Jumps is how many returns are larger than so many deviations, these being the root of the bipower variation of the
// window of returns before each,
//
//	BV = (π/2)·mean |r_t·r_{t−1}|,
//
// which one jump hardly moves. Source: Barndorff-Nielsen and Shephard 2004.
func Jumps(r []float64, window int, deviations float64) (count int) {
	sum := 0.0
	for t := 1; t < len(r); t++ {
		if t > window {
			if bv := math.Pi / 2 * sum / float64(window); r[t]*r[t] > deviations*deviations*bv {
				count++
			}
			sum -= math.Abs(r[t-window] * r[t-window-1])
		}
		sum += math.Abs(r[t] * r[t-1])
	}
	return count
}

// ExcessKurtosis is the fourth moment over the squared second, less 3. Of fat tails its sampling error is huge.
func ExcessKurtosis(xs []float64) float64 {
	mean := Sum(xs) / float64(len(xs))
	var second, fourth float64
	for _, x := range xs {
		d := (x - mean) * (x - mean)
		second += d
		fourth += float64(d * d)
	}
	return fourth*float64(len(xs))/(second*second) - 3
}

// Correlation is Pearson's. It panics if the lengths differ.
func Correlation(x, y []float64) float64 {
	if len(x) != len(y) {
		panic(fmt.Sprintf("stats: %d observations with %d", len(x), len(y)))
	}
	mx, my := Sum(x)/float64(len(x)), Sum(y)/float64(len(y))
	var xy, xx, yy float64
	for i := range x {
		xy += float64((x[i] - mx) * (y[i] - my))
		xx += float64((x[i] - mx) * (x[i] - mx))
		yy += float64((y[i] - my) * (y[i] - my))
	}
	return xy / math.Sqrt(xx*yy)
}
