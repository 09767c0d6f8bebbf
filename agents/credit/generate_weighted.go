package credit

import (
	"fmt"
	"math"

	"firesale/market/unit"
)

// fitSD finds the smallest spread of wished LTVs for which the tilted pool has the principal-weighted mean LTV that is
// asked for. That mean is m·(1 + CV²) for a pool LTV of m: a target below Σ principal / Σ value is impossible (Jensen).
// It rises with the spread until loans pile up at the ends of the range; a target above that is refused too.
func (t *Target) fitSD(d *drawn, wished func(sd float64) []float64, price unit.Price) (float64, error) {
	var failed error
	mean := func(sd float64) float64 {
		f := t.newFit(d, wished(sd), price)
		theta, err := f.solve(t, price)
		failed = err
		return f.weighted(theta)
	}
	least, target := mean(0), float64(*t.LTVWeighted)
	if failed == nil && target < least*(1-rounding) {
		failed = fmt.Errorf("pool: ltv_principal_weighted = %s: want at least %s, Σ principal / Σ value: no spread of LTVs has a principal-weighted mean below it (Jensen)",
			percent(*t.LTVWeighted), percent(unit.Ratio(least)))
	}
	most, below := least, 0.0
	for sd := 0.01; failed == nil && sd < widestSD; sd *= 1.25 {
		at := mean(sd)
		if failed == nil && at >= target {
			return bisect(below, sd, func(sd float64) bool { return mean(sd) >= target }), failed
		}
		most, below = max(most, at), sd
	}
	if failed == nil {
		failed = fmt.Errorf("pool: ltv_principal_weighted = %s: want at most %s, what a spread of LTVs gives in %s to %s",
			percent(*t.LTVWeighted), percent(unit.Ratio(most)), percent(t.LTVLow), percent(t.LTVHigh))
	}
	return 0, failed
}

// widestSD is a spread of wished LTVs that puts most loans at an end of the range.
const widestSD = 1.0

// rounding is the relative noise of a sum of floats over ten million loans.
const rounding = 1e-9

// weighted is the principal-weighted mean LTV at a tilt.
func (f *fit) weighted(theta float64) float64 {
	sum, worth, k := 0.0, 0.0, math.Exp(-theta)
	for i, w := range f.worth {
		sum += float64(w * f.ltv(i, k))
		worth += w
	}
	return sum / worth
}
