package credit

import (
	"cmp"
	"math"
	"slices"

	"firesale/market/unit"
)

// sizes are stratified lognormal quantiles, smallest first, scaled so that, cut to the range, they sum to the target:
//
//	size(i) = clip(s·exp(size_sd·Φ⁻¹((i+½)/N)), minimum, maximum),   Σ size(i) = principal
//
// in whole dollars by largest remainder. They depend on no seed. Cents of a target that is no whole number of dollars
// go to the largest loan that has room for them.
func (t *Target) sizes() []unit.USD {
	n := int(t.Loans)
	low, high := t.sizeRange()
	shape := make([]float64, n)
	for i := range shape {
		shape[i] = math.Exp(float64(t.SizeSD * normalQuantile((float64(i)+0.5)/float64(n))))
	}
	dollars := int64(t.Principal / unit.Dollar)
	scale := fitScale(shape, float64(low), float64(high), float64(dollars))
	for i, x := range shape {
		shape[i] = min(max(scale*x, float64(low)), float64(high))
	}
	sizes := make([]unit.USD, n)
	for i, whole := range roundTo(dollars, shape, low, high) {
		sizes[i] = unit.USD(whole) * unit.Dollar
	}
	for i := n - 1; i >= 0; i-- {
		if cents := t.Principal % unit.Dollar; sizes[i]+cents <= unit.USD(high)*unit.Dollar {
			sizes[i] += cents
			break
		}
	}
	return sizes
}

// fitScale finds the s for which Σ clip(s·shape, low, high) is sum, by bisection on ln s.
func fitScale(shape []float64, low, high, sum float64) float64 {
	below := math.Log(low/shape[len(shape)-1]) - 1 // every loan is at the minimum
	above := math.Log(high/shape[0]) + 1           // every loan is at the maximum
	return math.Exp(bisect(below, above, func(lnScale float64) bool {
		scale, total := math.Exp(lnScale), 0.0
		for _, x := range shape {
			total += min(max(scale*x, low), high)
		}
		return total >= sum
	}))
}

// bisect finds where a monotone question turns from no to yes, to 2⁻⁶⁴ of the bracket.
func bisect(no, yes float64, question func(float64) bool) float64 {
	for range 64 {
		if mid := no + (yes-no)/2; question(mid) {
			yes = mid
		} else {
			no = mid
		}
	}
	return yes
}

// roundTo rounds parts to integers in [low, high] that sum to total, by largest remainder, ties to the lower index. The
// parts sum to total but for the noise of floats; total is in [len·low, len·high].
func roundTo(total int64, parts []float64, low, high int64) []int64 {
	whole, order := make([]int64, len(parts)), make([]int, len(parts))
	for i, x := range parts {
		whole[i], order[i] = min(max(int64(math.Floor(x)), low), high), i
		total -= whole[i]
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(parts[j]-math.Floor(parts[j]), parts[i]-math.Floor(parts[i]))
	})
	for total != 0 {
		total = spread(total, whole, order, low, high)
	}
	return whole
}

// spread moves one unit to, or from, each part that has room, in order, and says what is left to move.
func spread(total int64, whole []int64, order []int, low, high int64) int64 {
	for k := range order {
		switch {
		case total > 0 && whole[order[k]] < high:
			whole[order[k]]++
			total--
		case total < 0 && whole[order[len(order)-1-k]] > low:
			whole[order[len(order)-1-k]]--
			total++
		}
	}
	return total
}

// normalQuantile is Φ⁻¹(u), for u in (0, 1).
func normalQuantile(u float64) float64 { return math.Sqrt2 * math.Erfinv(float64(2*u)-1) }
