package agents

import (
	"math"
	"testing"

	"firesale/market/unit"
)

// The rows of case V1 without drift: a loan at 55.78% that reaches 80%, 100% or 70%. Printed to six digits.
func TestFirstPassage(t *testing.T) {
	for _, c := range []struct{ volatility, years, ltv, want float64 }{
		{0.40, 90. / 365, 0.8, 0.082869}, {0.40, 90. / 365, 1, 0.004391}, {0.40, 90. / 365, 0.7, 0.282550},
		{0.55, 30. / 365, 0.8, 0.026518}, {0.55, 30. / 365, 1, 0.000285},
		{0.55, 1, 0.8, 0.604171}, {0.55, 1, 1, 0.378452}, {0.55, 1, 0.7, 0.753590},
	} {
		if got := FirstPassage(0.5578/c.ltv, c.volatility, c.years); math.Abs(got-c.want) > 5.1e-7 { // the source prints six digits
			t.Errorf("%+v: %.7f", c, got)
		}
	}
	if FirstPassage(0.5, 0, 1) != 0 {
		t.Error("a price that stands still falls")
	}
}

func TestFundingSpread(t *testing.T) {
	var v Investor
	v.Preset()
	pool := Sight{Notes: 55_780 * unit.Dollar, Collateral: 100_000 * unit.Dollar} // at its price the loan of V1
	early, hit, cashed, under := pool, pool, pool, pool
	early.Early = true
	hit.Losses = 5_578 * unit.Dollar / 10 // 1% of the notes
	cashed.Spare = pool.Notes
	under.Collateral = pool.Notes
	el := 0.1 * 0.378452
	for _, c := range []struct {
		name              string
		cyclicality       float64
		sight             Sight
		volatility, usual float64
		want              float64
	}{
		{"fixed terms", 0, pool, 0.55, 0.55, 0.0335},
		{"fixed terms, no notes", 0, Sight{}, 0.9, 0.55, 0.0335},
		{"against the market", -1, pool, 0.9, 0.55, 0.0335},
		{"expected loss", 1, pool, 0.55, 0.55, 0.0335 + el},
		{"half of it", 0.5, pool, 0.55, 0.55, 0.0335 + el/2},
		{"notes that cash repays", 1, cashed, 0.55, 0.55, 0.0335},
		{"notes under water", 1, under, 0.55, 0.55, 0.0335 + 0.1},
		{"ten points of volatility", 1, cashed, 0.65, 0.55, 0.0335 + 0.01},
		{"calm is not cheaper", 1, cashed, 0.35, 0.55, 0.0335},
		{"early amortization, whatever the terms", 0, early, 0.55, 0.55, 0.0335 + 0.015},
		{"losses, whatever the terms", 0, hit, 0.55, 0.55, 0.0335 + 0.05},
	} {
		cycle := Cycle{Loop: loopWith(c.cyclicality), usual: c.usual, variance: c.volatility * c.volatility}
		if got := v.FundingSpread(&cycle, c.sight); math.Abs(got-c.want) > 6e-8 { // a tenth of V1's printed digits
			t.Errorf("%s: %.8f, want %.8f", c.name, got, c.want)
		}
	}
}
