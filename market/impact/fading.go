package impact

import "math"

// fading is e^{−rate·hours}, worked out once for the step in use: the clock asks for the same step all the time.
type fading struct {
	rate   float64 // 1/h
	hours  float64
	factor float64
}

func newFading(rate, hours float64) fading {
	return fading{rate, hours, math.Exp(-float64(rate * hours))}
}

func (f *fading) over(hours float64) float64 {
	if hours != f.hours {
		*f = newFading(f.rate, hours)
	}
	return f.factor
}
