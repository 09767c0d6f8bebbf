package credit_test

import (
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// lots is a holding of loans made on two days: a million on 20 coins, and a million on 16.
func lots(t *testing.T) *credit.Holding {
	t.Helper()
	start := unit.DateOf(2025, 12, 31)
	h := credit.Horizon{Start: start, End: start + 60}
	x, err := credit.NewIndex(&credit.Pool{}, *credit.TermKinds[0].Preset(), h)
	if err != nil {
		t.Fatal(err)
	}
	x.AddContracts(12*unit.Percent, h)
	held := credit.NewHolding(x)
	for day, coins := range []unit.BTC{20, 16} {
		held.PayInterest(start + unit.Date(day+1))
		held.Originate(1_000_000*unit.Dollar, coins*unit.Coin)
	}
	return held
}

// A lot stands for many small loans, so that no more of them is called in than is asked for: those with the highest LTV
// first, and of the last lot a part with its share of the coins.
func TestRecallUpTo(t *testing.T) {
	const k = 1_000 * unit.Dollar
	for _, c := range []struct {
		asked, called, open unit.USD
		coins               unit.BTC // of the open ones
	}{
		{1, 1, 2_000*k - 1, 36*unit.Coin - 16}, // a cent has 1,600,000,000 / 100,000,000 of 16 coins
		{250 * k, 250 * k, 1_750 * k, 32 * unit.Coin},
		{1_000 * k, 1_000 * k, 1_000 * k, 20 * unit.Coin},
		{1_500 * k, 1_500 * k, 500 * k, 10 * unit.Coin},
		{9_000 * k, 2_000 * k, 0, 0},
	} {
		h, called, coins := lots(t), unit.USD(0), unit.BTC(0)
		h.RecallUpTo(c.asked, func(l credit.Liquidation) {
			called += h.Owing(&l)
			coins += h.Waiting(&l)
		})
		open, _, left := h.Secured()
		if called != c.called || open != c.open || left != c.coins || coins+left != 36*unit.Coin {
			t.Errorf("of %v asked for, %v on %v are called in, %v on %v stay; want %+v", c.asked, called, coins, open, left, c)
		}
	}
}
