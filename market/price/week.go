package price

import (
	"math"

	"firesale/market/unit"
)

// The hour-of-week profile of the volatility of bitcoin, measured on hourly spot data from 2017:
//
//	1 + .33·cos(2π(hour − 14.5)/24), × .63 on Saturday and Sunday, UTC,
//
// with the hour at the middle of each hour, rescaled so that its mean square over the week is 1.
const (
	daily   = 0.33
	peak    = 14.5
	weekend = 0.63

	hoursOfWeek = 7 * 24
	weekLength  = hoursOfWeek * unit.Hour
)

// week steps through the squared profile.
type week struct {
	until     [hoursOfWeek + 1]float64 // integral of the squared profile from Monday 0:00, in hours; the last is 168
	step      unit.Duration
	from, now unit.Duration // since a Monday 0:00, less than a week; at the start, and of the next step
}

// newWeek begins at midnight of a date.
func newWeek(start unit.Date, step unit.Duration) *week {
	sinceMonday := (int64(start)%7 + 7 + 3) % 7 // day 0 was a Thursday
	w := &week{step: step, from: unit.Duration(sinceMonday) * unit.Day}
	for h := range hoursOfWeek {
		level := 1 + float64(daily*math.Cos(2*math.Pi*(float64(h%24)+0.5-peak)/24))
		if h/24 >= 5 {
			level *= weekend
		}
		w.until[h+1] = w.until[h] + float64(level*level)
	}
	scale := hoursOfWeek / w.until[hoursOfWeek]
	for h := range w.until {
		w.until[h] *= scale
	}
	return w
}

func (w *week) reset() { w.now = w.from }

// next is the mean of the squared profile over the next step.
func (w *week) next() float64 {
	end := w.now + w.step
	mean := (w.integral(end) - w.integral(w.now)) / w.step.Hours()
	w.now = end % weekLength
	return mean
}

// integral is that of the squared profile from Monday 0:00 to t, in hours; t may lie any number of weeks ahead.
func (w *week) integral(t unit.Duration) float64 {
	whole, rest := float64(t/weekLength)*hoursOfWeek, t%weekLength
	h := int(rest / unit.Hour)
	share := (rest % unit.Hour).Hours()
	return whole + w.until[h] + float64(share*(w.until[min(h+1, hoursOfWeek)]-w.until[h]))
}
