package metric

import (
	"firesale/market/unit"
	"firesale/sim/record"
)

// LeverageKinds is every metric that studies with other leverage have beside the others.
var LeverageKinds = []Kind{
	{"leverage_btc", "BTC", "coins that other leverage sold on this market", leverageBTC},
	{"leverage_btc_g0", "BTC", "of them, sold without feedback too", leverageBTCFirst},
}

func leverageBTC(r *record.Run) (float64, bool) {
	sum := unit.BTC(0)
	for i := range r.Leverage {
		sum += r.Leverage[i].Sold
	}
	return sum.Float(), true
}

func leverageBTCFirst(r *record.Run) (float64, bool) {
	sum := unit.BTC(0)
	for i := range r.Leverage {
		if g := r.Leverage[i].SoldByGeneration; len(g) > 0 {
			sum += g[0]
		}
	}
	return sum.Float(), r.Twin != nil
}
