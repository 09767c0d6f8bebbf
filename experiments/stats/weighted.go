package stats

import (
	"fmt"
	"math"
)

// A Rare is an estimate from weighted draws: runs drawn under a law that makes the event frequent, each counted by
// its likelihood ratio.
type Rare struct {
	Interval
	RelativeError float64 // standard error / estimate; +Inf if the estimate is 0
	Effective     float64 // sample size that equal contributions would need for the same error: (Σwx)² / Σ(wx)²
	Warning       string  // why the estimate cannot be trusted; empty if nothing speaks against it
}

// What a weighted estimate must have to be trusted; assumed, rules of thumb.
const (
	leastEffective = 100
	mostOfOne      = 0.1 // share of the sum that one draw may have
)

// Weighted is mean(w·x) with a normal interval, unbiased if w is the likelihood ratio of each draw. Misleads, and mostly too low, where the few draws that matter most were not drawn: its own error bars cannot know
// that, so Warning looks at how few draws the sum rests on. It panics if the lengths differ or a weight is negative.
// Source: Owen 2013, chapter 9; Asmussen and Glynn 2007, chapter V.
func Weighted(x, w []float64, level float64) Rare {
	if len(x) != len(w) {
		panic(fmt.Sprintf("stats: %d observations with %d weights", len(x), len(w)))
	}
	terms := make([]float64, len(x))
	for i := range x {
		if w[i] < 0 {
			panic(fmt.Sprintf("stats: weight %d is %g", i, w[i]))
		}
		terms[i] = w[i] * x[i]
	}
	r := Rare{Interval: Mean(terms, level), RelativeError: math.Inf(1)}
	if len(x) < 2 {
		r.Warning = "fewer than two draws"
		return r
	}
	half := normal(level) * standardError(terms)
	r.Lo, r.Hi = r.Mean-half, r.Mean+half
	if r.Mean != 0 {
		r.RelativeError = standardError(terms) / math.Abs(r.Mean)
		r.Effective = Sum(terms) * Sum(terms) / moment(terms, 0)
	}
	r.Warning = doubt(r, terms)
	return r
}

func standardError(xs []float64) float64 { return math.Sqrt(Variance(xs) / float64(len(xs))) }

func doubt(r Rare, terms []float64) string {
	most := 0.0
	for _, t := range terms {
		most = max(most, math.Abs(t))
	}
	switch {
	case r.Mean == 0:
		return "the event was never drawn"
	case r.Effective < leastEffective:
		return fmt.Sprintf("the estimate rests on %.0f effective draws, fewer than %d", r.Effective, leastEffective)
	case most > mostOfOne*math.Abs(Sum(terms)):
		return fmt.Sprintf("one draw makes %.0f%% of the estimate", 100*most/math.Abs(Sum(terms)))
	}
	return ""
}
