package stats

import (
	"fmt"
	"math"
)

// A Line is a straight line through points of unequal precision.
type Line struct {
	Intercept, Slope float64
	SlopeError       float64 // standard error if the weights are one over the points' variances
}

// WeightedLine is the least-squares line of y on x, each point counted by its weight:
//
//	slope = Σw(x−x̄)(y−ȳ) / Σw(x−x̄)²
//
// NaN where all x are equal. It panics if the lengths differ or a weight is negative.
func WeightedLine(x, y, w []float64) Line {
	if len(x) != len(y) || len(x) != len(w) {
		panic(fmt.Sprintf("stats: a line through %d, %d and %d numbers", len(x), len(y), len(w)))
	}
	var sum, meanX, meanY float64
	for i := range x {
		if w[i] < 0 {
			panic(fmt.Sprintf("stats: weight %d is %g", i, w[i]))
		}
		sum += w[i]
		meanX += float64(w[i] * x[i])
		meanY += float64(w[i] * y[i])
	}
	meanX, meanY = meanX/sum, meanY/sum
	var squares, products float64
	for i := range x {
		dx := x[i] - meanX
		squares += float64(w[i] * dx * dx)
		products += float64(w[i] * dx * (y[i] - meanY))
	}
	slope := products / squares
	return Line{Intercept: meanY - float64(slope*meanX), Slope: slope, SlopeError: 1 / math.Sqrt(squares)}
}
