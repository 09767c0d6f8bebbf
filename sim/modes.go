package sim

// timed runs the clock: a block of draws at a time, each used by the twin and by the main side. It reports whether it came to
// the end.
func (r *Runner) timed(quit func() bool) bool {
	for first := 0; first < r.world.Steps; first += len(r.block.LogReturn) {
		if quit != nil && quit() {
			return false
		}
		n := min(len(r.block.LogReturn), r.world.Steps-first)
		b := r.block
		b.LogReturn, b.Variance = b.LogReturn[:n], b.Variance[:n]
		r.process.Fill(&b)
		r.block.Jumps = b.Jumps
		if r.world.Bridge {
			r.bridge.Lay(&b)
		}
		for i, jump := 0, 0; i < n; i++ {
			seen := jump
			for jump < len(b.Jumps) && b.Jumps[jump].Step == i {
				jump++
			}
			r.main.part(first + i)
			for _, s := range r.sides {
				if len(b.Level) > 0 {
					s.pin(first+i+1, b.Level[i])
				}
				if r.world.Bridge {
					s.bridged(first+i, b.LogReturn[i], r.bridge.Step(i))
				} else {
					s.step(first+i, b.LogReturn[i], jump > seen)
				}
			}
		}
	}
	return true
}

// instant runs one shock and then rounds at a fixed time: all breached loans are sold together, the price moves once,
// and again, until no loan is over its threshold and no order is left. It converges to the greatest fixed point of
// x = −e − I(S̄(x)).
func (r *Runner) instant(quit func() bool) bool {
	b := r.block
	b.LogReturn, b.Variance = b.LogReturn[:1], b.Variance[:1]
	r.process.Fill(&b)
	for _, s := range r.sides {
		if !s.rounds(b.LogReturn[0], quit) {
			return false
		}
	}
	return true
}

// rounds reports whether the instant came to its end.
func (s *side) rounds(logReturn float64, quit func() bool) bool {
	s.market.Advance(logReturn, true)
	s.observe(0)
	for round := 0; ; round++ {
		mark, from := s.feed.Mark(round)
		if s.keep.Path {
			s.record(round, mark)
		}
		s.pass(round)
		if asked := s.cascade(round, mark, from); !asked {
			return true
		}
		if round%blockSteps == blockSteps-1 && quit != nil && quit() {
			return false
		}
		s.observe(round + 1)
	}
}
