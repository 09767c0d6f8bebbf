package credit

import (
	"fmt"
	"math"

	"firesale/market/unit"
)

// widestSD is a spread of wished LTVs that puts nearly every loan at an end of the range.
const widestSD = 10.0

// fitSD finds the spread of wished LTVs for which the tilted pool has the principal-weighted mean LTV that is asked for.
// That mean is m·(1 + CV²) for a pool LTV of m: a target below Σ principal / Σ value is impossible (Jensen), and so is
// one above what the widest spread in the range gives.
func (t *Target) fitSD(d *drawn, wished func(sd float64) []float64, price unit.Price) (float64, error) {
	var failed error
	mean := func(sd float64) float64 {
		f := t.newFit(d, wished(sd), price)
		theta, err := f.solve(t, price)
		failed = err
		return f.weighted(theta)
	}
	least, most, target := mean(0), 0.0, float64(*t.LTVWeighted)
	if failed == nil {
		most = mean(widestSD)
	}
	switch {
	case failed != nil:
		return 0, failed
	case target < least*(1-rounding):
		return 0, fmt.Errorf("pool: ltv_principal_weighted = %s: want at least %s, Σ principal / Σ value: no spread of LTVs has a principal-weighted mean below it (Jensen)",
			percent(*t.LTVWeighted), percent(unit.Ratio(least)))
	case target > most:
		return 0, fmt.Errorf("pool: ltv_principal_weighted = %s: want at most %s, what the widest spread in %s to %s gives",
			percent(*t.LTVWeighted), percent(unit.Ratio(most)), percent(t.LTVLow), percent(t.LTVHigh))
	}
	lnSD := bisect(math.Log(1e-6), math.Log(widestSD), func(lnSD float64) bool { return mean(math.Exp(lnSD)) >= target })
	return math.Exp(lnSD), failed
}

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
