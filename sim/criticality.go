package sim

import (
	"math"

	"firesale/market/unit"
)

// window is how far below the mid the reproduction number looks for coins, in log price. assumed: narrow beside a pool's range of wake prices, wide beside a tick.
const window = 0.01

// feel updates the largest reproduction number n = Λ·s of the run: s is the coins that the terms would sell of open loans
// with a wake price within 1% (log) below the mid, and other leverage's, / 0.01; Λ is 1 / depth of a small sale.
//
// It is asked at the start and whenever the mid sets a new low, in every clearing of a cascade too, and not in between: on
// the way back up the window holds loans below the low only, so that s is no larger there. What it does not see is depth
// that withdraws, or debt that grows, while the price stands above its low. Under a lagged oracle the window is that of the
// mark to come. A lender that preempts is taken by its contract. The twin, whose sales move nothing, is not asked.
func (s *side) feel() {
	if s.out == nil {
		return
	}
	depth := s.market.View().Depth
	if math.IsInf(depth, 1) || !(depth > 0) {
		return
	}
	usd := s.market.USD(s.logMid())
	low, high := unit.PriceOf(usd*math.Exp(-window)), unit.PriceOf(usd)-1
	var sold unit.BTC // an integer: the order of lenders leaves no trace
	for i, l := range s.lenders {
		if !s.silent[i] {
			sold += unit.BTC(l.Copies) * unit.CoinsOf(l.Holding.Near(low, high).Float()*l.Index.Terms.ShareSold())
		}
	}
	coins := sold.Float()
	for _, g := range s.leverage {
		coins += g.Within(window)
	}
	s.peak = max(s.peak, coins/window/depth)
}
