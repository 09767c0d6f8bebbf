package sim

import (
	"slices"

	"firesale/agents"
	"firesale/market/unit"
)

// assemble lets copies of lenders whose borrowers act keep their margin calls together, for a replication. Those of other
// loans than before are put together anew.
func (s *side) assemble(watched bool) {
	if s.world.Instant || s.world.Bridge {
		return
	}
	if !slices.Equal(s.assembled, s.lenders) {
		s.assembled, s.callers = slices.Clone(s.lenders), nil
		for i := 0; i < len(s.lenders); {
			n := i + 1
			for n < len(s.lenders) && s.lenders[n].Charter == s.lenders[i].Charter {
				n++
			}
			if c := agents.NewCallers(s.assembled[i:n]); c != nil {
				s.callers = append(s.callers, c)
			}
			i = n
		}
	}
	for _, c := range s.callers {
		c.Reset(watched)
	}
}

// remind wakes the lenders whose borrowers promised a cure for a step.
func (s *side) remind(k int) {
	for _, c := range s.callers {
		if c.Remind(k) {
			s.wake.Step = min(s.wake.Step, k)
		}
	}
}

// call brings the margin calls that are kept together to the mark of a step.
func (s *side) call(k int, logMark float64) {
	if len(s.callers) == 0 {
		return
	}
	mark := unit.PriceOf(s.market.USD(logMark))
	for _, c := range s.callers {
		c.Call(k, mark, s.day.course(k, logMark))
	}
}
