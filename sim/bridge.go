package sim

import (
	"math"

	"firesale/agents"
	"firesale/market/price"
	"firesale/market/unit"
)

// bridged is a step whose path between its ends is known by its lows (clock.bridge). What lies between two jumps is
// diffusion: a loan whose wake price it passes is over its threshold there, and with latency 0 sold, at just that price.
// At the start of the step and after a jump the mid is where it is: loans that are over by then are judged and sold at
// it. Without impact only: a sale would move the path that the bridge was drawn for.
func (s *side) bridged(k int, logReturn float64, segments []price.Segment) {
	start := s.market.LogMid()
	for _, piece := range segments {
		s.cross(k, start+piece.Start)
		low := start + piece.Low
		s.logMin = min(s.logMin, low)
		if low <= s.wake.Below {
			s.touch(k, low)
		}
	}
	s.step(k, logReturn, len(segments) > 1)
}

// cross judges all loans at the mid where a piece of the path begins: the start of the step, or behind a jump.
func (s *side) cross(k int, logMid float64) {
	s.logMin = min(s.logMin, logMid)
	if logMid > s.wake.Below {
		return
	}
	for i := range s.lenders {
		s.visit(k, i, unit.PriceOf(s.market.USD(logMid)))
	}
	s.rest(k-1, math.NaN())
}

// touch lets a falling path pass the wake prices of all loans above its low, highest first.
func (s *side) touch(k int, low float64) {
	for i, l := range s.lenders {
		for at := l.Holding.Wake(); at > 0 && math.Log(at.Float()) >= low; at = min(at-1, l.Holding.Wake()) {
			s.visit(k, i, at)
		}
	}
	s.rest(k-1, math.NaN())
}

// visit lets one lender judge its loans at a price inside a step, and sells at that price what it may sell at once. With a
// latency that is nothing: what waits is sold in a clearing, at a step's end.
func (s *side) visit(k, lender int, at unit.Price) {
	l := s.lenders[lender]
	s.mark, s.seen, s.hours = at, at.Float(), s.world.hours(k)
	s.countWave(k, l.Look(k, at, agents.Course{}, agents.Lineage{Twin: s.twinOf(lender), Lent: s.lentOf(l)}, s.witness()))
	if l.Latency > 0 {
		return
	}
	view := s.market.View()
	view.LogMid, view.Mid = math.Log(at.Float()), at.Float()
	if sell := l.Act(k, view, &s.atSale, s.witness()); sell > 0 {
		l.Settle(unit.PriceOf(at.Float()*math.Exp(-view.HalfSpread)).Fill(), s.witness())
		s.sold += sell * unit.BTC(l.Copies)
	}
}
