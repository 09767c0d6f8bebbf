package agents

import "firesale/market/unit"

// A Clock turns steps, from 0, into times. In instant mode Step is 0 and no day ever passes.
type Clock struct {
	Start unit.Date
	Step  unit.Duration
}

// End is the time from the start to the end of a step, when what is decided in the step happens.
func (c Clock) End(step int) unit.Duration { return unit.Duration(step+1) * c.Step }

// Day is the date on which a step ends.
func (c Clock) Day(step int) unit.Date { return c.Start + unit.Date(c.End(step)/unit.Day) }

// NextDay is the first step that ends on a later date than a step does; Never in instant mode.
func (c Clock) NextDay(step int) int { return c.StepOf(c.Day(step) + 1) }

// StepOf is the first step that ends on a date or later; Never in instant mode.
func (c Clock) StepOf(day unit.Date) int {
	if c.Step == 0 {
		return Never
	}
	return int((unit.Duration(day-c.Start)*unit.Day+c.Step-1)/c.Step) - 1
}
