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
