package unit_test

import (
	"testing"

	"firesale/market/unit"
)

func TestFillValue(t *testing.T) {
	for _, c := range []struct {
		why   string
		fill  unit.Fill
		coins unit.BTC
		want  unit.USD
	}{
		{"a quoted price is worth what it was", unit.Price(6_100_000).Fill(), 407_887_000_000, 24_881_107_000},
		{"noise of a float below the cent does not lose one", unit.FillOf(44_999.999999999993), 407_887_000_000, 18_354_915_000},
		{"an average keeps what a cent would round away", unit.FillOf(40_000.004), 100 * unit.Coin, 400_000_040},
		{"cents left over are floored", unit.FillOf(0.019), unit.Coin, 1},
	} {
		if got := c.fill.Value(c.coins); got != c.want {
			t.Errorf("%s: %v, want %v", c.why, got, c.want)
		}
	}
}
