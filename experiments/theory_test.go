package experiments_test

import (
	"math"
	"testing"
)

// The closed form of the reproduction number is Λ·s with s what a sale takes at the trigger: what repays the loan after the
// cost of the sale, 1/(1 − cost) times as many coins. Where borrowers answer there is none.
func TestTheoryOfTheReproductionNumber(t *testing.T) {
	theory := func(terms, borrower string) (peak float64, exists bool) {
		s, err := loaded(t, `[run]
replications = 2
[clock]
horizon = "2d"
[market.impact]
depth = 10000.0
[record]
paths = 0
[lender.a.terms]
`+terms+`
[lender.a.borrower]
kind = "`+borrower+`"
`, nil)
		if err != nil {
			t.Fatal(err)
		}
		peaks, there := ran(t, s)("summary").Floats("reproduction_peak.theory")
		return peaks[0], there[0]
	}
	free, _ := theory(`cost = "0%"`, "passive")
	if dear, ok := theory(`cost = "10%"`, "passive"); !ok || math.Abs(dear-free/0.9) > 1e-12*dear { // to rounding
		t.Errorf("at a cost of 10%%: %g, %v, want %g", dear, ok, free/0.9)
	}
	if peak, ok := theory("", "hazard"); ok {
		t.Errorf("where borrowers answer: %g, want none", peak)
	}
}
