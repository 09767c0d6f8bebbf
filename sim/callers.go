package sim

import (
	"slices"

	"firesale/agents"
	"firesale/market/unit"
)

// assemble lets lenders whose borrowers act keep their margin calls together, for a replication. Those of other loans than
// before are put together anew.
func (s *side) assemble(watched bool) {
	if s.world.Instant || s.world.Bridge {
		return
	}
	if s.callers == nil || !slices.Equal(s.assembled, s.lenders) {
		s.assembled = slices.Clone(s.lenders)
		s.callers = agents.NewCallers(s.assembled)
	}
	s.callers.Reset(watched)
}

// remind wakes the lenders whose borrowers promised a cure for a step.
func (s *side) remind(k int) {
	if s.callers != nil && s.callers.Remind(k) {
		s.wake.Step = min(s.wake.Step, k)
	}
}

// call brings the margin calls that are kept together to the mark of a step.
func (s *side) call(k int, logMark float64) {
	if s.callers != nil && s.callers.Kept() {
		s.callers.Call(k, unit.PriceOf(s.market.USD(logMark)), s.day.course(k, logMark))
	}
}
