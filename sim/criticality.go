package sim

import (
	"math"

	"firesale/agents/policy"
	"firesale/market/impact"
	"firesale/market/unit"
)

// window is how far below the mid the reproduction number looks for coins, in log price. assumed: narrow beside a pool's range of wake prices, wide beside a tick.
const window = 0.01

// feel updates the largest reproduction number n = Λ·s of the run: s is the coins that the terms would sell of open loans
// with a wake price within 1% (log) below the mid, and other leverage's, / 0.01; Λ is 1 / depth of a small sale. Beside it stands
// the largest strain: n as a share of what the pace of everybody's selling and the recovery of the market tolerate.
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
	var sold, counted unit.BTC // integers: the order of lenders leaves no trace
	for i, l := range s.lenders {
		if !s.silent[i] {
			coins := l.Holding.Near(low, high).Float() * l.Index.Terms.ShareSold()
			sold += unit.BTC(l.Copies) * unit.CoinsOf(coins)
			counted += unit.BTC(l.Copies) * unit.CoinsOf(coins*s.tolerance.share(l.Policy))
		}
	}
	coins, counts := sold.Float(), counted.Float()
	for _, g := range s.leverage {
		more := g.Within(window)
		coins += more
		counts += float64(more * s.tolerance.share(nil))
	}
	s.peak = max(s.peak, coins/window/depth)
	s.strain = max(s.strain, max(counts, s.tolerance.recovery.Permanent*coins)/window/depth)
}

// A tolerance is by how much a market that recovers makes up for sales that are paced: of a part n_i of the reproduction number,
// with the pace κ_i, only the share 1/(1 + ρ/κ_i) counts, of moves that fade at several rates its mean. What is permanent counts in full.
type tolerance struct {
	recovery impact.Recovery
	shares   map[policy.Params]float64
}

// toleranceOf is that of a law; nil: of none that is known. In an instant nothing has the time to fade.
func toleranceOf(m impact.Model, instant bool) tolerance {
	t := tolerance{recovery: impact.Recovery{Permanent: 1}, shares: map[policy.Params]float64{}}
	if m != nil && !instant {
		t.recovery = impact.RecoveryOf(m)
	}
	return t
}

// share is worked out once for a policy.
func (t *tolerance) share(p policy.Params) float64 {
	share, known := t.shares[p]
	if !known {
		for _, f := range t.recovery.Fades {
			share += float64(f.Share / policy.Tolerates(p, f.Rate))
		}
		t.shares[p] = share
	}
	return share
}
