package agents

import (
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// Two deals of one lender are called on the same day. It has ten coins for both: the older one gets what it asks for, what
// its clearing does not take is free again, and no coin is sold twice.
func TestTreasuryOfTwoDeals(t *testing.T) {
	lender := &purse{held: 10 * unit.Coin}
	a, b := treasury{purse: lender, asked: 600_000 * unit.Dollar}, treasury{purse: lender, asked: 900_000 * unit.Dollar}
	mid, most := unit.PriceOf(100_000), 100*unit.Coin
	for _, c := range []struct {
		share          float64 // that finds a buyer
		a, b, held     unit.BTC
		askedA, askedB unit.USD
	}{
		{0.5, 3 * unit.Coin, 2 * unit.Coin, 5 * unit.Coin, 300_000 * unit.Dollar, 700_000 * unit.Dollar},
		{1, 3 * unit.Coin, 2 * unit.Coin, 0, 0, 500_000 * unit.Dollar},
		{1, 0, 0, 0, 0, 500_000 * unit.Dollar},
	} {
		a.order(mid, most)
		b.order(mid, most)
		a.curtail(c.share)
		b.curtail(c.share)
		soldA, _ := a.settle(mid.Fill())
		soldB, _ := b.settle(mid.Fill())
		if soldA != c.a || soldB != c.b || lender.held != c.held || lender.promised != 0 || a.asked != c.askedA || b.asked != c.askedB {
			t.Errorf("sold %v and %v, %+v left, %v and %v asked; want %+v", soldA, soldB, *lender, a.asked, b.asked, c)
		}
	}
}

// A deal that is issued has the coins of the lender behind it, as the first one has.
func TestTreasuryOfAnIssuedDeal(t *testing.T) {
	f, d := lending(t)
	f.first.Trust.own.purse.held = 5 * unit.Coin
	issued, _ := f.issue(d)
	issued.Trust.answer(credit.Handed{Asked: 100_000 * unit.Dollar}, 1)
	if got := issued.Trust.own.order(d.Price, 100*unit.Coin); got != unit.Coin {
		t.Errorf("%v are sold for a call of 100,000, want a coin", got)
	}
}
