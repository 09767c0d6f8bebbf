package sim

import (
	"firesale/agents"
	"firesale/market/unit"
)

// lineage tells a lender whose doing a mark is. In instant mode a generation is a wave; else it is one more than that of
// the sales which lowered the mark, and what the twin has liquidated by now is generation 0.
func (s *side) lineage(lender int, from int32) agents.Lineage {
	switch {
	case s.world.Instant && len(s.leverage) > 0:
		return agents.Lineage{Generation: from + 1} // other leverage falls in rounds that are no wave
	case s.world.Instant:
		return agents.Lineage{Generation: int32(s.waves)}
	}
	return agents.Lineage{Generation: from + 1, Twin: s.twinOf(lender), Lent: s.lentOf(s.lenders[lender])}
}

// countWave counts maximal runs of breaches without an hour between them; in instant mode every round with a breach.
func (s *side) countWave(k, breaches int) {
	if breaches == 0 {
		return
	}
	quiet := unit.Duration(k-s.breached-1) * s.world.Clock.Step
	if s.waves == 0 || s.world.Instant || quiet >= unit.Hour {
		s.waves++
	}
	s.breached = k
}
