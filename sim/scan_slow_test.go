//go:build slow

package sim

import (
	"testing"

	"firesale/agents"
	"firesale/market/unit"
)

// A year of hours, 8,760 steps, tick by tick, with 300 loans of each of three lenders.
func TestYearEqualsScanSlow(t *testing.T) {
	for _, kind := range []string{"debt-only", "close-out", "restore"} {
		w := benchWorld(300, 3)
		terms := &w.Lenders[0].Charter.Index.Terms
		terms.Liquidation, terms.RestoreLTV, terms.LTVBasis = kind, 60*unit.Percent, "debt"
		for i, change := range []func(c *agents.Charter){
			func(c *agents.Charter) {},
			func(c *agents.Charter) { c.Polling, c.Latency, c.Window = 3, 2, 72 },
			func(c *agents.Charter) { c.Capacity, c.ByLTV, c.Release = unit.Coin/10, true, true },
		} {
			change(w.Lenders[i].Charter)
			for n := range w.Lenders[i].Charter.Index.Pool.Loans {
				w.Lenders[i].Charter.Index.Pool.Loans[n].ID = string(rune('a'+n%26)) + string(rune('a'+n/26%26)) + string(rune('a'+n/676))
			}
		}
		equalScan(t, w, 1)
	}
}
