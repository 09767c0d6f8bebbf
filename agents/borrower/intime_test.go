package borrower

import (
	"math"
	"testing"

	"firesale/market/random"
)

// Between margin call and liquidation a steady fall leaves T hours. A call in a fall of z daily standard deviations, the
// n-th of its loan, is cured within them with probability
//
//	π₀·exp(−a_x·z⁺)·δ_c^(n−1) · Φ(ln(T/median)/sigma)
//
// because whether and when are drawn one after the other. Within 4 standard errors of 40,000 draws.
func TestHazardCuresInTime(t *testing.T) {
	const n = 40_000
	for _, c := range []struct {
		hours, fall float64
		calls       int
		want        float64
	}{
		{6, 0, 1, 0.6 * 0.5},
		{6 * math.E, 0, 1, 0.6 * 0.841345},
		{6 / math.E, 2, 1, 0.6 * math.Exp(-0.5) * 0.158655},
		{6 * math.E, 2, 3, 0.6 * math.Exp(-0.5) * 0.64 * 0.841345},
		{24, -2, 2, 0.48 * 0.917171}, // Φ(ln 4); a rise is no fall
	} {
		h, luck, inTime := HazardPreset().Open(0.55), random.New(5, 6), 0
		for range n {
			if luck.Uniform() < h.Chance(c.calls) && h.Answers(callAt(c.fall), loan, luck.Uniform()) && h.Wait(luck).Hours() <= c.hours {
				inTime++
			}
		}
		got, se := float64(inTime)/n, math.Sqrt(c.want*(1-c.want)/n)
		if math.Abs(got-c.want) > 4*se {
			t.Errorf("%.2f h, fall %g, call %d: %.4f cured in time, want %.4f ± %.4f", c.hours, c.fall, c.calls, got, c.want, 4*se)
		}
	}
}
