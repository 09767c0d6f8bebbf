package plots

import (
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot"
)

// clock marks a time axis in hours since the start of a run: in minutes, hours, days or years, whichever suits
// the range, at steps that a calendar has (15 min, 6 h, 7 d, 30 d).
type clock struct{}

var timeUnits = []struct {
	name  string
	hours float64
	upTo  float64 // hours that an axis in this unit spans at most
	steps []float64
}{
	{"minutes", 1.0 / 60, 3, []float64{1, 2, 5, 10, 15, 30, 60}},
	{"hours", 1, 96, []float64{1, 2, 3, 6, 12, 24}},
	{"days", 24, 24 * 800, []float64{1, 2, 5, 7, 10, 15, 30, 60, 90, 180}},
	{"years", 8760, math.Inf(1), []float64{1, 2, 5, 10, 20, 50, 100}},
}

// Ticks implements plot.Ticker.
func (clock) Ticks(low, high float64) []plot.Tick {
	_, hours, steps := timeUnit(high - low)
	step := roundStep((high - low) / hours / 7)
	for _, s := range steps {
		if (high-low)/hours/s <= 7 {
			step = s
			break
		}
	}
	var ticks []plot.Tick
	for i := math.Ceil(low/hours/step - 1e-9); i*step*hours <= high*(1+1e-9); i++ {
		v := i*step + 0 // not −0
		ticks = append(ticks, plot.Tick{Value: v * hours, Label: strconv.FormatFloat(v, 'f', -1, 64)})
	}
	return ticks
}

// label names the axis with its unit.
func (clock) label(span float64) string {
	name, _, _ := timeUnit(span)
	return "time since the start (" + name + ")"
}

func timeUnit(span float64) (name string, hours float64, steps []float64) {
	for _, u := range timeUnits {
		if span <= u.upTo {
			return u.name, u.hours, u.steps
		}
	}
	last := timeUnits[len(timeUnits)-1]
	return last.name, last.hours, last.steps
}

// calendar marks a time axis in hours since start by dates: days, months or years, whichever leaves at most
// about seven labels.
type calendar struct{ start time.Time }

// Ticks implements plot.Ticker.
func (c calendar) Ticks(low, high float64) []plot.Tick {
	first, last := c.at(low), c.at(high)
	for _, every := range []struct {
		days, months int
		layout       string
	}{
		{1, 0, "2 Jan"}, {2, 0, "2 Jan"}, {7, 0, "2 Jan"}, {14, 0, "2 Jan"},
		{0, 1, "Jan 2006"}, {0, 2, "Jan 2006"}, {0, 3, "Jan 2006"}, {0, 6, "Jan 2006"}, {0, 12, "2006"}, {0, 60, "2006"}, {0, 240, "2006"},
	} {
		if ticks := c.every(first, last, every.days, every.months, every.layout); len(ticks) <= 7 {
			return ticks
		}
	}
	return nil
}

func (c calendar) at(hours float64) time.Time {
	return c.start.Add(time.Duration(hours * float64(time.Hour)))
}

func (c calendar) every(first, last time.Time, days, months int, layout string) []plot.Tick {
	at := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, time.UTC)
	if months > 0 {
		at = time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	var ticks []plot.Tick
	for ; !at.After(last) && len(ticks) < 9; at = at.AddDate(0, months, days) {
		if !at.Before(first) {
			ticks = append(ticks, plot.Tick{Value: at.Sub(c.start).Hours(), Label: at.Format(layout)})
		}
	}
	return ticks
}
