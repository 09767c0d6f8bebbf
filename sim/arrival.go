package sim

import (
	"slices"

	"firesale/market"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// through is a step of a venue that trades in continuous time. Looks are at the ends of steps, but orders arrive when
// they arrive: a lender's, its latency after the look, at one instant of every step. Lenders of one instant are cleared
// together; those of an earlier one meet the better book.
func (s *side) through(k int, logReturn float64, jumped bool) {
	s.market.Advance(logReturn, jumped)
	for _, at := range s.arrivals {
		if s.expects(at, k) {
			s.market.Run(at)
			s.arrive(k, at)
		}
	}
	s.market.Run(s.world.Clock.Step)
}

// part gives the main side a book of its own before a step in which orders arrive inside of the step: until then the
// twin's book, which goes first, is its own.
func (s *side) part(k int) {
	for _, at := range s.arrivals {
		if s.expects(at, k) {
			s.book.Leave()
			return
		}
	}
}

// expects reports whether anybody's order may arrive at an instant of a step.
func (s *side) expects(at unit.Duration, k int) bool {
	for _, l := range s.lenders {
		if l.Offset == at && l.Acts() && k >= l.Wake.Step {
			return true
		}
	}
	return false
}

// arrive clears the orders of one instant inside of a step.
func (s *side) arrive(k int, at unit.Duration) {
	s.hours = (s.world.Clock.End(k-1) + at).Hours()
	if net, least := s.act(k, at); net+s.others > 0 {
		s.clear(k, net, 0, least)
	}
}

// instants is when inside of a step orders can arrive, rising.
func (s *side) instants() (at []unit.Duration) {
	for _, l := range s.lenders {
		if l.Offset > 0 {
			at = append(at, l.Offset)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// luck opens the streams that the background of a book draws from, the same for both sides. A dealer draws nothing.
func (s *side) luck(replication int) market.Luck {
	if s.book == nil {
		return nil
	}
	root := stream.Root(s.world.Seed, replication).Name("flow")
	return func(purpose string) *random.Source { return root.Name(purpose).Open() }
}
