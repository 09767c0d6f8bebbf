package agents

import (
	"math"
	"testing"

	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/unit"
)

// trusted is a lender of two loans of a million, on 14 and on 20 coins, behind a deal that amortizes early when more
// than 35% of it is cash.
func trusted(t *testing.T) *Lender {
	t.Helper()
	start := unit.DateOf(2025, 12, 31)
	pool := &credit.Pool{}
	for i, coins := range []unit.BTC{14, 20} {
		pool.Loans = append(pool.Loans, credit.Loan{ID: string(rune('a' + i)), Borrower: "b", Principal: 1_000_000 * unit.Dollar, Collateral: coins * unit.Coin})
	}
	terms := *credit.TermKinds[0].Preset()
	index, err := credit.NewIndex(pool, terms, credit.Horizon{Start: start, End: start + 90})
	if err != nil {
		t.Fatal(err)
	}
	c := &Charter{Name: "a", Clock: Clock{Start: start, Step: unit.Day}, Index: index, Polling: 1, Window: -1}
	spec := credit.Ledn20261()
	for name, trigger := range spec.Trigger {
		trigger.Off = name != "uninvested"
	}
	spec.Trigger["uninvested"].Consecutive = 1
	spec.Cash, spec.Reserve.Initial = 10_000*unit.Dollar, 90_000*unit.Dollar
	spec.Note["A"].Balance, spec.Note["B"].Balance = 1_600_000*unit.Dollar, 280_000*unit.Dollar
	if c.Deal, err = spec.Open(c.Opening(unit.PriceOf(100_000))); err != nil {
		t.Fatal(err)
	}
	l := NewLender(c, 1)
	l.Trust = NewTrust(c)
	return l
}

// Investors see a loan on its way out of the pool: its coins up to what is owed while they wait, then also what they
// raised, and cash that the deal collects on its next payment date. 10,000 are the deal's own.
func TestSightOfSales(t *testing.T) {
	const k = 1_000 * unit.Dollar
	l := trusted(t)
	mark := unit.PriceOf(80_000) // 14 coins are worth 1.12 million: an LTV of 89%
	see := func(what string, spare, collateral unit.USD) {
		t.Helper()
		var s Sight
		if s.Sees(l, mark); s.Spare != spare || s.Collateral != collateral || s.Notes != 1880*k {
			t.Errorf("%s: cash %v and coins worth %v, want %v and %v", what, s.Spare, s.Collateral, spare, collateral)
		}
	}
	see("both are open", 10*k, (1120+1600)*k)
	if l.Look(0, mark, Course{}, Lineage{}, nil) != 1 {
		t.Fatal("want one breach")
	}
	see("one waits", 10*k, (1000+1600)*k)
	if got := l.Act(0, market.View{Mid: 80_000}, &credit.AtSale{}, nil); got != 12.5*100_000_000 {
		t.Fatalf("%v are for sale", got)
	}
	l.Settle(unit.PriceOf(72_000).Fill(), nil)
	see("12.5 coins brought 900,000", 910*k, (100+1600)*k) // the other 1.5 are worth 120,000
	l.Act(1, market.View{Mid: 80_000}, &credit.AtSale{}, nil)
	l.Settle(unit.PriceOf(80_000).Fill(), nil)
	see("it is repaid", 1010*k, 1600*k)
}

// A cover counts them alike: a sale that takes days is no cover call, and no redemption. The first loan is sold at 80,000,
// the cover of the loans at a haircut of 90%.
func TestCoverOfSales(t *testing.T) {
	const k = 1_000 * unit.Dollar
	l := trusted(t)
	bond := credit.DealKinds[5].Preset().(*credit.DealSpec)
	bond.Cash, bond.Reserve.Initial, bond.Note["A"].Balance = 10*k, 90*k, 1_500*k
	bond.Cover.Advance, bond.Cover.Haircut, bond.Recourse.Equity = unit.One, 90*unit.Percent, 0
	deal, err := bond.Open(l.Charter.Opening(unit.PriceOf(100_000)))
	if err != nil {
		t.Fatal(err)
	}
	l.Trust.Deal = deal
	mark := unit.PriceOf(80_000)
	covers := func(what string, want unit.USD) {
		t.Helper()
		l.Trust.collect(l)
		deal.Mark(l.Clock.Start+1, l.Trust.facts(l, mark))
		if got, ok := deal.Metric("cover"); !ok || math.Abs(got-want.Float()/(1_500*k).Float()) > 1e-12 { // a quotient
			t.Errorf("%s: a cover of %v, want %v of 1.5 million", what, got, want)
		}
	}
	covers("both are open", (10+1000+1000)*k)
	l.Look(0, mark, Course{}, Lineage{}, nil)
	covers("one waits", (10+1000+1000)*k)
	l.Act(0, market.View{Mid: 80_000}, &credit.AtSale{}, nil)
	l.Settle(unit.PriceOf(72_000).Fill(), nil)
	covers("12.5 coins brought 900,000", (10+900+100+1000)*k)
	l.Act(1, market.View{Mid: 80_000}, &credit.AtSale{}, nil)
	l.Settle(unit.PriceOf(80_000).Fill(), nil)
	covers("it is repaid", (10+1000+1000)*k)
}
