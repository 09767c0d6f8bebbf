package sim

import (
	"firesale/agents"
	"firesale/market/unit"
)

// A day is the marks of the last 24 hours, kept for borrowers, whom a fast fall scares. Where nobody asks it is empty.
type day struct {
	logs  []float64 // by step modulo its length, one more than the steps of a day
	start float64
}

// newDay has room for a day, if any lender's borrowers act.
func newDay(w *World) day {
	for _, c := range w.Lenders {
		if c.Charter.Borrowers != nil && !w.Instant {
			return day{logs: make([]float64, max(1, int((unit.Day+w.Clock.Step/2)/w.Clock.Step))+1)}
		}
	}
	return day{}
}

func (p *day) reset(start float64) { p.start = start }

// see keeps the mark of a step.
func (p *day) see(k int, logMark float64) {
	if len(p.logs) > 0 {
		p.logs[k%len(p.logs)] = logMark
	}
}

// course is the mark of a step and that of a day before; before the first day is over, that of the start.
func (p *day) course(k int, logMark float64) agents.Course {
	c := agents.Course{Mark: logMark, DayAgo: p.start}
	if n := len(p.logs); n > 0 && k >= n-1 {
		c.DayAgo = p.logs[(k+1)%n]
	}
	return c
}
