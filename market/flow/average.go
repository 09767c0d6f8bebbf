package flow

import (
	"math"

	"firesale/market/unit"
)

// average is an exponential average of the log mid over time: what a participant has seen of the price.
type average struct {
	decay float64 // per ns, of the log
	value float64
	mid   float64 // seen last, in force since at
	at    unit.Duration
}

// newAverage begins at the mid of now.
func newAverage(halfLife unit.Duration, c *Crowd) average {
	mid := c.LogMid()
	return average{decay: math.Ln2 / float64(halfLife), value: mid, mid: mid, at: c.Now()}
}

// see brings the average to now, with the mid seen last in force until then, and returns it.
func (a *average) see(c *Crowd) float64 {
	a.value += -math.Expm1(-a.decay*float64(c.Now()-a.at)) * (a.mid - a.value)
	a.mid, a.at = c.LogMid(), c.Now()
	return a.value
}

// volatility is the fast volatility of the mid a year: the root of an exponential average of squared log returns over
// at least a minute each, because the mid's bouncing between quotes would count as volatility in anything shorter.
type volatility struct {
	decay    float64 // per ns
	variance float64 // a year
	mid      float64
	at       unit.Duration
}

// newVolatility begins at a usual volatility.
func newVolatility(halfLife unit.Duration, usual float64, c *Crowd) volatility {
	return volatility{decay: math.Ln2 / float64(halfLife), variance: usual * usual, mid: c.LogMid(), at: c.Now()}
}

// see takes in the mid of now and returns the volatility.
func (v *volatility) see(c *Crowd) float64 {
	if span := c.Now() - v.at; span >= unit.Minute {
		r := c.LogMid() - v.mid
		v.variance += -math.Expm1(-v.decay*float64(span)) * (r*r/span.Years() - v.variance)
		v.mid, v.at = c.LogMid(), c.Now()
	}
	return math.Sqrt(v.variance)
}
