package sim

import (
	"math"

	"firesale/agents"
)

// awake reports whether anybody must be asked in a step: the one comparison (or three) that a quiet step costs, however
// many lenders and loans there are.
func (s *side) awake(k int, logMark float64) bool {
	return logMark <= s.wake.Below || k >= s.wake.Step || logMark >= s.wake.Above || s.always
}

// sleeps reports whether a lender has nothing to do at a mark in a step.
func (s *side) sleeps(l *agents.Lender, k int, logMark float64) bool {
	return logMark > l.Wake.Below && logMark < l.Wake.Above && k < l.Wake.Step && !s.always
}

// rouse accrues interest up to the last day: a lender that slept until the end has not counted it yet.
func (s *side) rouse() {
	for _, l := range s.lenders {
		l.Holding.SetDay(s.world.lastDay())
	}
}

// rest renews the wakes of those who were asked, and from all of them the wake of the side.
func (s *side) rest(k int, logMark float64) {
	s.wake = agents.Wake{Below: math.Inf(-1), Above: math.Inf(1), Step: agents.Never}
	for _, l := range s.lenders {
		if !s.sleeps(l, k, logMark) {
			l.Rest(k)
		}
		s.wake.Below = max(s.wake.Below, l.Wake.Below)
		s.wake.Above = min(s.wake.Above, l.Wake.Above)
		s.wake.Step = min(s.wake.Step, l.Wake.Step)
	}
	s.wake.Step = min(s.wake.Step, s.loop.next(s.world.Clock, k))
}
