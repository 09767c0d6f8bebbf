package plots

import (
	"math"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot"
	"pgregory.net/rapid"
)

func labelled(ticks []plot.Tick) string {
	var labels []string
	for _, t := range ticks {
		if t.Label != "" {
			labels = append(labels, t.Label)
		}
	}
	return strings.Join(labels, " ")
}

func TestTicks(t *testing.T) {
	day := func(y, m, d int) calendar { return calendar{time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)} }
	for _, c := range []struct {
		name      string
		ticker    plot.Ticker
		low, high float64
		want      string
	}{
		{"no needless decimals", number{}, 0, 100, "0 20 40 60 80 100"},
		{"as many as the step needs", number{}, 0, 1, "0 0.2 0.4 0.6 0.8 1.0"},
		{"thousands", dollars, 10_000, 100_000, "$20k $40k $60k $80k $100k"},
		{"no thousands where they need more than two decimals", dollars, 60_000, 60_010, "$60000 $60002 $60004 $60006 $60008 $60010"},
		{"millions and a sign", dollars, -2e6, 2e6, "−$2M −$1M $0 $1M $2M"},
		{"ratios", percent, 0.4, 0.85, "40% 50% 60% 70% 80%"},
		{"a finer step where few would be left", percent, 0.31, 0.83, "40% 50% 60% 70% 80%"},
		{"one round has no tenths", number{counts: true}, 0, 1, "0 1"},
		{"many rounds", number{counts: true}, 0, 12, "0 3 6 9 12"},
		{"empty range", number{}, 3, 3, ""},
		{"not finite", number{}, math.Inf(-1), 3, ""},
		{"decades", decades{}, 1, 1e4, "1 10 100 1000 10k"},
		{"with 2 and 5 in a short range", decades{percent}, 0.02, 1, "2% 5% 10% 20% 50% 100%"},
		{"every second power of a long range", decades{}, 1e-6, 1e6, "1e−6 0.0001 0.01 1 100 10k 1M"},
		{"less than a power of ten", decades{}, 2, 6, "2 3 4 5 6"},
		{"a log axis from 0 has none", decades{}, 0, 10, ""},
		{"a quarter", clock{}, 0, 90 * 24, "0 15 30 45 60 75 90"},
		{"two days", clock{}, 0, 48, "0 12 24 36 48"},
		{"an hour", clock{}, 0, 1, "0 10 20 30 40 50 60"},
		{"five years", clock{}, 0, 5 * 8760, "0 1 2 3 4 5"},
		{"a month by dates", day(2026, 1, 1), 0, 30 * 24, "1 Jan 8 Jan 15 Jan 22 Jan 29 Jan"},
		{"a year by dates", day(2025, 12, 31), 0, 365 * 24, "Jan 2026 Mar 2026 May 2026 Jul 2026 Sep 2026 Nov 2026"},
	} {
		if got := labelled(c.ticker.Ticks(c.low, c.high)); got != c.want {
			t.Errorf("%s: from %g to %g: %q, want %q", c.name, c.low, c.high, got, c.want)
		}
	}
}

// TestTicksAreInOrder holds for any range what drawing relies on: ticks inside it, rising, few, each label once.
func TestTicksAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(1e-9, 1e9).Draw(t, "low")
		high := low * (1 + rapid.Float64Range(1e-3, 1e6).Draw(t, "span"))
		for name, ticker := range map[string]plot.Ticker{"number": number{}, "percent": percent, "decades": decades{}, "clock": clock{}} {
			ticks := ticker.Ticks(low, high)
			seen := map[string]bool{}
			for i, tick := range ticks {
				if tick.Value < low*(1-1e-6) || tick.Value > high*(1+1e-6) || i > 0 && tick.Value <= ticks[i-1].Value {
					t.Fatalf("%s from %g to %g: tick %d of %v", name, low, high, i, ticks)
				}
				if tick.Label != "" && seen[tick.Label] {
					t.Fatalf("%s from %g to %g: label %s twice", name, low, high, tick.Label)
				}
				seen[tick.Label] = true
			}
			if len(seen) > 13 {
				t.Fatalf("%s from %g to %g: %d labels", name, low, high, len(seen))
			}
		}
	})
}

func TestNumbersInWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{brief(0), "0"}, {brief(0.0125), "0.0125"}, {brief(14_312_000), "14.3M"}, {brief(-2500), "−2500"}, {brief(19.9e9), "19.9bn"},
		{brief(12_345), "12.3k"}, {brief(999.6), "1000"}, {brief(2.5e-7), "2.5e−7"}, {brief(-3e-12), "−3e−12"},
		{counted(2000), "2,000"}, {counted(999), "999"}, {counted(1_234_567), "1,234,567"},
		{dollarsAndCents(1_957_816.67), "1,957,816.67"}, {dollarsAndCents(15_000), "15,000.00"}, {dollarsAndCents(0.5), "0.50"},
		{percent.one(0.335), "33.5%"}, {dollars.one(-1.5e6), "−$1.5M"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
