package experiments_test

import (
	"math"
	"testing"
)

// Staggered thresholds are those of the terms and a shift that is uniform in ±stagger, the same for call and liquidation and
// for all loans of a borrower: of 2,914 borrowers mean and variance (2s)²/12 are within 4 standard errors, of the moments of a
// uniform draw. Loan prices are whole cents, shifts whole basis points.
func TestStaggerIsUniform(t *testing.T) {
	const most = 0.03
	s, err := loaded(t, `
[run]
replications = 1
[clock]
mode = "instant"
[price]
kind = "shock"
shock = "-1%"
[lender.x.terms]
stagger = "3%"
[lender.x.pool]
kind = "generated"
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	loans := ran(t, s)("loans")
	who := loans.Texts("borrower")
	column := func(name string) []float64 { xs, _ := loans.Floats(name); return xs }
	debt, coins, call, sale := column("principal_usd"), column("collateral_btc"), column("call_price_usd"), column("liquidation_price_usd")
	shifts := map[string]float64{}
	sum, squares := 0.0, 0.0
	for i := range who {
		value := debt[i] / coins[i]
		shift := value/sale[i] - 0.80
		rounding := 1e-6 + 0.01/sale[i] + 0.02/debt[i]
		if other := value/call[i] - 0.70; math.Abs(shift-other) > 2*rounding || math.Abs(shift) > most+rounding {
			t.Fatalf("loan %d: shifted by %v, its call by %v", i, shift, other)
		}
		if known, ok := shifts[who[i]]; ok {
			if math.Abs(shift-known) > 2*rounding {
				t.Fatalf("loan %d of %s: shifted by %v, another by %v", i, who[i], shift, known)
			}
			continue
		}
		shifts[who[i]] = shift
		sum += shift
		squares += shift * shift
	}
	n := float64(len(shifts))
	variance := 4 * most * most / 12
	if n != 2_914 || math.Abs(sum/n) > 4*math.Sqrt(variance/n) || math.Abs(squares/n/variance-1) > 4*math.Sqrt(0.8/n) { // m4/m2² of a uniform draw is 1.8
		t.Errorf("%v borrowers: mean %v, variance %v, want 0 and %v", n, sum/n, squares/n, variance)
	}
}
