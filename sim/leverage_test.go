package sim

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
)

// TestInstantBesideLeverageEnds: one shock, and nobody but other leverage. The fall comes to rest where it liquidates no more,
//
//	x = e + Sold(x)/depth
//
// within satoshis, and soon, also where the next round would sell more than half of what the last one did.
func TestInstantBesideLeverageEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const depth = 250_000.0
		start, shock := 100_000.0, rapid.Float64Range(0.001, 0.3).Draw(t, "shock")
		stock := &agents.LeverageProfile{OpenInterest: rapid.Float64Range(0, 0.95).Draw(t, "n at the high") * depth * 0.63, Scale: 0.63, Reach: 1}
		w := &World{Instant: true, Clock: agents.Clock{Start: 20_453}, Twin: true, Common: price.Common{Start: &start}, Oracle: *market.OraclePreset(),
			Price: &price.Shock{Shock: unit.Ratio(-shock)}, Impact: &impact.Linear{Depth: depth}, Liquidity: &liquidity.Fixed{},
			Leverage: []Leveraged{{Name: "perps", Stock: stock}}}
		out := run(t, open(t, w), 0)
		rest := -math.Log1p(-shock)
		for e := rest; ; {
			next := e + stock.Sold(rest)/depth
			if next == rest {
				break
			}
			rest = next
		}
		if got := math.Log(start) - out.LogMin; math.Abs(got-rest) > 1e-11 { // a satoshi a round, over 1 − n
			t.Fatalf("the price fell by %v, want %v", got, rest)
		}
		if rounds := len(out.Path); rounds > 700 { // ln(10¹³ satoshis)/ln(1/n) rounds at n = .95 are 580
			t.Fatalf("%d rounds", rounds)
		}
	})
}
