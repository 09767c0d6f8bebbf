package unit_test

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

func ExampleWakePrice() {
	debt, coins := 10_000*unit.Dollar, 20_000_000*unit.Satoshi
	wake := unit.WakePrice(debt, coins, 80*unit.Percent) // 10,000 / (0.8 × 0.2) is 62,500.00: not over, strictly
	fmt.Println(wake, unit.Over(debt, coins, wake, 80*unit.Percent), unit.Over(debt, coins, wake+1, 80*unit.Percent))
	// Output: 62499.99 true false
}

func TestOverAndWakePrice(t *testing.T) {
	for _, c := range []struct {
		name      string
		debt      unit.USD
		coins     unit.BTC
		threshold unit.Rate
		wake      unit.Price
	}{
		{"exactly at the threshold is not over", 80_00, unit.Coin, 800_000, 99_99},
		{"a cent of debt more is over", 80_01, unit.Coin, 800_000, 100_01},
		{"no debt is never over", 0, unit.Coin, 800_000, -1},
		{"no debt, no coins", 0, 0, 800_000, -1},
		{"no coins are always over", 1, 0, 800_000, unit.MaxPrice},
		{"threshold 0 is always over", 1, unit.Coin, 0, unit.MaxPrice},
		{"a satoshi for a fortune", 1e17, 1, 800_000, unit.MaxPrice},
		{"all coins there are for a cent", 1, 21_000_000 * unit.Coin, 800_000, 0},
		{"coins × threshold past 64 bits", 1e16, 21_000_000 * unit.Coin, 9_000_000, 529_100_52},
	} {
		if got := unit.WakePrice(c.debt, c.coins, c.threshold); got != c.wake {
			t.Errorf("%s: wake price %v, want %v", c.name, got, c.wake)
		}
	}
}

func TestOverAgainstBig(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		debt, coins, mark, threshold := drawLoan(t)
		left := new(big.Int).Mul(wide(int64(debt)), wide(1e14))
		right := new(big.Int).Mul(wide(int64(coins)), wide(int64(mark)))
		right.Mul(right, wide(int64(threshold)))
		if got, want := unit.Over(debt, coins, mark, threshold), left.Cmp(right) > 0; got != want {
			t.Fatalf("over: %v, want %v", got, want)
		}
	})
}

// Property: a loan is over at its wake price and below, and not above.
func TestOverIffAtOrBelowWakePrice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		debt, coins, mark, threshold := drawLoan(t)
		wake := unit.WakePrice(debt, coins, threshold)
		for _, p := range []unit.Price{mark, wake - 1, wake, wake + 1, 0, unit.MaxPrice} {
			if p < 0 || p > unit.MaxPrice {
				continue
			}
			if got := unit.Over(debt, coins, p, threshold); got != (p <= wake) {
				t.Fatalf("over at %d: %v with a wake price of %d", p, got, wake)
			}
		}
	})
}

// drawLoan covers the whole domain, and half of the time what loans look like.
func drawLoan(t *rapid.T) (unit.USD, unit.BTC, unit.Price, unit.Rate) {
	if rapid.Bool().Draw(t, "plausible") {
		return unit.USD(rapid.Int64Range(1_00, 1e12).Draw(t, "debt")), unit.BTC(rapid.Int64Range(1e5, 1e13).Draw(t, "coins")),
			unit.Price(rapid.Int64Range(1_00, 1e9).Draw(t, "mark")), unit.Rate(rapid.Int64Range(300_000, 1_000_000).Draw(t, "threshold"))
	}
	return unit.USD(rapid.Int64Range(0, 1e18-1).Draw(t, "debt")), unit.BTC(rapid.Int64Min(0).Draw(t, "coins")),
		unit.Price(rapid.Int64Range(0, int64(unit.MaxPrice)).Draw(t, "mark")), unit.Rate(rapid.Int64Range(0, 1e7-1).Draw(t, "threshold"))
}
