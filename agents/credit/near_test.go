package credit

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

// TestNearCountsOpenLoans holds the search to a look at every loan, before and after a fall of the mark.
func TestNearCountsOpenLoans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := &Pool{}
		for range rapid.IntRange(1, 40).Draw(t, "loans") {
			pool.Loans = append(pool.Loans, Loan{
				Principal:  unit.USD(rapid.Int64Range(1, 90).Draw(t, "principal")) * 1_000 * unit.Dollar,
				Collateral: unit.BTC(rapid.Int64Range(1, 3).Draw(t, "coins")) * unit.Coin,
			})
		}
		terms := Terms{MarginCallLTV: 700_000, LiquidationLTV: 800_000, Liquidation: "close-out", LTVBasis: "principal", DayCount: "act/365", Pays: "cash"}
		x, err := NewIndex(pool, terms, Horizon{})
		if err != nil {
			t.Fatal(err)
		}
		h := NewHolding(x)
		mark := unit.Price(rapid.Int64Range(0, 120_000).Draw(t, "mark")) * 100
		h.Breached(mark, func(Liquidation) {})
		low := unit.Price(rapid.Int64Range(0, 120_000).Draw(t, "low")) * 100
		high := low + unit.Price(rapid.Int64Range(0, 20_000).Draw(t, "width"))*100
		want := unit.BTC(0)
		for i := range pool.Loans {
			_, wake := x.WakePrices(i)
			if wake < mark && low <= wake && wake <= high {
				want += pool.Loans[i].Collateral
			}
		}
		if got := h.Near(low, high); got != want {
			t.Fatalf("from %v to %v, after a mark of %v: %v, want %v", low, high, mark, got, want)
		}
	})
}

func TestShareSold(t *testing.T) {
	for _, c := range []struct {
		liquidation         string
		over, restore, cost unit.Rate
		want                float64
	}{
		{"close-out", 800_000, 0, 0, 1},
		{"debt-only", 800_000, 0, 0, 0.8},
		{"debt-only", 800_000, 0, 10_000, 0.80808081},
		{"restore", 850_000, 650_000, 0, 0.57142857},
		{"restore", 800_000, 500_000, 0, 0.6},
	} {
		terms := Terms{Liquidation: c.liquidation, LiquidationLTV: c.over, RestoreLTV: c.restore, Cost: c.cost}
		if got := terms.ShareSold(); math.Abs(got-c.want) > 5e-9 { // printed to eight digits
			t.Errorf("%s at %v to %v, cost %v: sells %v, want %v", c.liquidation, c.over, c.restore, c.cost, got, c.want)
		}
	}
}
