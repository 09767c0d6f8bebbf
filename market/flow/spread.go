package flow

import "firesale/market/unit"

// spread adds up how wide the book was for how long. While a side is empty, or trading stands still, there is no spread.
type spread struct {
	wide  int64 // ticks, in force since at; 0 = none
	at    unit.Duration
	ticks float64       // ∫ spread dt, tick·ns
	span  unit.Duration // over which there was one
}

func (s *spread) see(now unit.Duration, wide int64) {
	if s.wide > 0 {
		s.ticks += float64(float64(s.wide) * float64(now-s.at))
		s.span += now - s.at
	}
	s.wide, s.at = wide, now
}

// SpreadTicks is ∫ spread dt since Begin, in ticks times hours, and the hours in which there was a spread.
func (c *Crowd) SpreadTicks() (tickHours, hours float64) {
	c.spread.see(c.now, c.spread.wide)
	return c.spread.ticks / float64(unit.Hour), c.spread.span.Hours()
}
