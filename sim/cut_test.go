package sim

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
	"firesale/sim/record"
)

// V18 M2 for borrowers who act: a loan cut in two stays one decision, because draws are a borrower's and not a loan's. Twice as
// many loans are called, cured, repaid and liquidated, for the same dollars and coins. A sale of part of a loan is rounded up
// to the satoshi, a cure to the cent, a loan: a loan that was sold or cured may be over its threshold a mark earlier for
// it, so that prices are told apart where sales move them, by what one such loan comes to.
func TestCutLoansStayOneDecision(t *testing.T) {
	acted := 0
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		d.world.Impact, d.world.Liquidity = rapid.SampledFrom([]impact.Params{&impact.None{}, &impact.Linear{Depth: 4_000}}).Draw(t, "law"), d.world.Liquidity.Calm()
		for i := range d.lenders {
			l := &d.lenders[i]
			l.charter.Capacity, l.shifts, l.terms.Liquidation = 0, nil, "close-out"
			l.terms.CureLTV = 50 * unit.Percent
			if l.behaviour == nil && !d.world.Instant {
				l.behaviour = drawBehaviour(t)
			}
			if l.behaviour != nil && l.behaviour.Cure == "sell" {
				d.world.Impact, d.world.Liquidity = &impact.None{}, &liquidity.Fixed{}
			}
			l.loans = l.loans[:min(len(l.loans), 25)] // every cure by a sale may cost a half some cents of coins
			for j := range l.loans {                  // halves are halves to the cent and the satoshi, and so is their interest
				one := &l.loans[j]
				one.Principal, one.Collateral, one.Rate = one.Principal&^1, one.Collateral&^1, 0
			}
		}
		whole := run(t, open(t, d.build()), 0)
		cut := *d
		cut.lenders = nil
		for _, l := range d.lenders {
			l.loans = halved(l.loans)
			cut.lenders = append(cut.lenders, l)
		}
		parts := run(t, open(t, cut.build()), 0)
		a, b := whole.Lenders, parts.Lenders
		for i := range a {
			for _, c := range []struct {
				what      string
				one, two  float64
				tolerance float64
			}{
				{"loans liquidated, twice", 2 * float64(a[i].LiquidatedLoans), float64(b[i].LiquidatedLoans), 0},
				{"calls", 2 * float64(calls(a[i].Cures)), float64(calls(b[i].Cures)), 0},
				{"coins sold", a[i].Sold.Float(), b[i].Sold.Float(), 1e-5},
				{"dollars cured", a[i].Cured.Float(), b[i].Cured.Float(), 1},
			} {
				if math.Abs(c.one-c.two) > c.tolerance {
					t.Fatalf("%s: %s %v, cut in two %v", a[i].Name, c.what, c.one, c.two)
				}
			}
			acted += calls(a[i].Cures)
		}
		if math.Abs(whole.LogMin-parts.LogMin) > 1e-7 {
			t.Fatalf("lowest %v, cut in two %v", whole.LogMin, parts.LogMin)
		}
	})
	if acted == 0 {
		t.Error("nobody was called: the test judges nothing")
	}
}

func halved(loans []credit.Loan) (halves []credit.Loan) {
	for _, one := range loans {
		one.Principal /= 2
		one.Collateral /= 2
		for part := range 2 {
			one.ID = fmt.Sprintf("%s/%d", one.ID[:4], part)
			halves = append(halves, one)
		}
	}
	return halves
}

func calls(cures []record.Cures) (n int) {
	for _, c := range cures {
		n += c.Called
	}
	return n
}
