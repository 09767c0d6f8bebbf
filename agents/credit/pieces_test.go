package credit

import (
	"testing"

	"firesale/market/unit"
)

// TestToSell: what a policy is told of a loan is what the loan then orders. Before, of a borrower who sells coins to be back at the
// target it was told all that the loan owes, or all of its coins.
func TestToSell(t *testing.T) {
	mid := 110_000 * unit.Price(unit.Dollar)
	for _, terms := range []Terms{
		{Liquidation: "debt-only"}, {Liquidation: "close-out"}, {Liquidation: "restore", RestoreLTV: 65 * unit.Percent},
	} {
		terms.MarginCallLTV, terms.LiquidationLTV, terms.Cost = 70*unit.Percent, 72*unit.Percent, unit.Percent
		for _, cures := range []bool{true, false} {
			h := oneLoan(t, terms)
			h.Remember()
			var l Liquidation
			if o, _ := h.Loan(Ref{}); cures {
				l, _ = h.Sell(o, mid, 50*unit.Percent)
			} else {
				h.Alone(breached(h, mid)[0], func(one Liquidation) { l = one })
			}
			told := h.ToSell(&l, mid)
			if got := ordered(h, l, mid)[0].Ordered(); told != got || got == 0 {
				t.Errorf("%s, cured %v: told %s, orders %s", terms.Liquidation, cures, told, got)
			}
		}
	}
}

// TestPieceWithoutBuyer: what a piece could not sell goes to the pieces after it, whether a capacity or the market held it back. Before,
// what found no buyer stood over until all pieces were made, and was sold at once.
func TestPieceWithoutBuyer(t *testing.T) {
	for _, c := range []struct {
		name            string
		capacity        unit.BTC
		share           float64
		first, sold, to unit.BTC
	}{
		{"all of it", unit.Coin, 1, unit.Coin / 4, unit.Coin / 4, unit.Coin / 4},
		{"a capacity", unit.Coin / 10, 1, unit.Coin / 10, unit.Coin / 10, unit.Coin * 3 / 10},
		{"no more buyers", unit.Coin, 0.4, unit.Coin / 4, unit.Coin / 10, unit.Coin * 3 / 10},
	} {
		mid := 100_000 * unit.Price(unit.Dollar)
		h := oneLoan(t, Terms{Liquidation: "close-out", LiquidationLTV: 75 * unit.Percent})
		h.Alone(breached(h, mid)[0], func(l Liquidation) {
			piece := func(share float64) (cut, sold unit.BTC) {
				h.Order(&l, mid, &Liquidation{})
				cut, sold = l.Slice(4, c.capacity), l.Curtail(share)
				h.Settle(&l, sold, mid.Fill())
				return cut, sold
			}
			first, sold := piece(c.share)
			c.capacity = unit.Coin
			if next, _ := piece(1); first != c.first || sold != c.sold || next != c.to {
				t.Errorf("%s: pieces of %s, of it sold %s, and %s, want %s, %s and %s", c.name, first, sold, next, c.first, c.sold, c.to)
			}
		})
	}
}
