package agents

import "math"

// A Cycle is what lenders and investors look back on once a day: the return of the last 90 days, the volatility that it
// had, and the LTV at origination that follows it. All lenders of a market see the same.
type Cycle struct {
	Loop *Loop
	LTV  float64 // at origination, L̄

	usual    float64 // σ₀, the volatility of the study
	variance float64 // σ̂², exponentially weighted
	logs     [lookbackDays + 1]float64
	days     int

	seen             int // days behind the first year
	mean, sumSquares float64
}

// Reset begins a replication at a log price and the usual volatility.
func (c *Cycle) Reset(loop *Loop, logMid, volatility float64) {
	*c = Cycle{Loop: loop, usual: volatility, variance: volatility * volatility}
	c.logs[0] = logMid
	c.LTV = c.restLTV()
}

// restLTV is the LTV at origination while the volatility is the usual one.
func (c *Cycle) restLTV() float64 {
	return min(max(c.Loop.TargetLTV(1), float64(c.Loop.LTVLow)), float64(c.Loop.LTVHigh))
}

// Look ends a day at a log mid: σ̂² follows the day's return, and the LTV at origination follows σ̂.
func (c *Cycle) Look(logMid float64) {
	last := c.logs[c.days%len(c.logs)]
	c.days++
	c.logs[c.days%len(c.logs)] = logMid
	keep := math.Exp2(-1.0 / halfLifeDays)
	squared := (logMid - last) * (logMid - last) * daysPerYear
	c.variance = float64(keep*c.variance) + float64((1-keep)*squared)
	c.LTV = c.Loop.Follow(c.LTV, c.Loop.TargetLTV(c.Volatility()/c.usual))
}

// Volatility is σ̂, a year.
func (c *Cycle) Volatility() float64 { return math.Sqrt(c.variance) }

// Excess is (σ̂ − σ₀)⁺.
func (c *Cycle) Excess() float64 { return math.Max(0, c.Volatility()-c.usual) }

// LogReturn is that of the last 90 days; in the first ones, since the start.
func (c *Cycle) LogReturn() float64 {
	then := max(0, c.days-lookbackDays)
	return c.logs[c.days%len(c.logs)] - c.logs[then%len(c.logs)]
}

// Ease is how much of their usual advance warehouse lenders make: the LTV at origination against its usual one, at most 1.
func (c *Cycle) Ease() float64 { return math.Min(1, c.LTV/c.restLTV()) }

// Note adds a day's credit conditions to the amplitude: log demand, as if the warehouse had room, and log LTV.
func (c *Cycle) Note(demand float64) {
	if c.days <= firstYearDays || demand <= 0 {
		return
	}
	x := math.Log(demand) + math.Log(c.LTV)
	c.seen++
	step := x - c.mean
	c.mean += step / float64(c.seen)
	c.sumSquares += float64(step * (x - c.mean))
}

// Amplitude is the standard deviation of what was noted: how far credit conditions swing. ok is false before the second
// day of the second year.
func (c *Cycle) Amplitude() (sd float64, ok bool) {
	if c.seen < 2 {
		return 0, false
	}
	return math.Sqrt(c.sumSquares / float64(c.seen-1)), true
}
