package plots

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"

	"firesale/experiments/results"
)

// A varied axis is what a design varied, as places on an axis: numbers, amounts with their unit ("-30%", "36h"),
// or words, which stand in the order of the design at 1, 2, 3 …
type varied struct {
	name   string
	unit   string    // of numbers that need one beside them
	places []float64 // of each row
	ticker number
	hours  bool     // the values are durations
	words  []string // of each row, as written in the study
	ranked bool     // the values are words
}

// axisOf makes an axis of the cells of one address.
func axisOf(c results.Column, cells []results.Cell) varied {
	v := varied{name: c.Name}
	if last := shortName(c.Name); c.Unit != "1" && c.Unit != "h" && c.Unit != last {
		v.unit = c.Unit
	}
	for _, cell := range cells {
		place, unit, ok := measure(cell)
		v.words = append(v.words, wordOf(c, cell))
		v.places = append(v.places, place)
		v.ranked = v.ranked || !ok
		v.hours = v.hours || unit == "h"
		if unit == "%" || unit == "" && c.Unit == "1" {
			v.ticker = percent
		}
	}
	if v.ranked {
		known := distinct(v.words)
		for i, w := range v.words {
			v.places[i] = float64(slices.Index(known, w) + 1)
		}
	}
	return v
}

// measure reads a value of the design: a number, a ratio ("55%", "335bp") or a duration in hours ("90d").
func measure(c results.Cell) (v float64, unit string, ok bool) {
	text, isText := c.Text()
	if !isText {
		v, ok = c.Float()
		return v, "", ok
	}
	for _, u := range []struct {
		suffix, unit string
		size         float64
	}{{"%", "%", 0.01}, {"bp", "%", 1e-4}, {"s", "h", 1. / 3600}, {"m", "h", 1. / 60}, {"h", "h", 1}, {"d", "h", 24}, {"y", "h", 8760}} {
		if digits, found := strings.CutSuffix(text, u.suffix); found {
			if x, err := strconv.ParseFloat(digits, 64); err == nil {
				return x * u.size, u.unit, true
			}
		}
	}
	x, err := strconv.ParseFloat(text, 64)
	return x, "", err == nil
}

// dress gives a plot's axis the name, scale and ticks of v. Few settings are ticked one by one. A positive axis
// over more than a decade is logarithmic.
func (v varied) dress(a *plot.Axis) {
	a.Label.Text = v.label()
	low, high := slices.Min(v.places), slices.Max(v.places)
	log := !v.ranked && low > 0 && high > 10*low
	if log {
		a.Scale = plot.LogScale{}
	}
	var ticks named
	for i, place := range v.places {
		if !slices.ContainsFunc(ticks, func(t plot.Tick) bool { return t.Value == place }) {
			ticks = append(ticks, plot.Tick{Value: place, Label: v.words[i]})
		}
	}
	slices.SortFunc(ticks, func(s, t plot.Tick) int { return cmp.Compare(s.Value, t.Value) })
	switch {
	case len(ticks) <= 9 || v.ranked:
		a.Tick.Marker = ticks
	case v.hours:
		a.Tick.Marker = number{suffix: " h"}
	case log:
		a.Tick.Marker = decades{v.ticker}
	default:
		a.Tick.Marker = v.ticker
	}
}

// label is what stands at the axis: the address, by which the study is changed, and the unit.
func (v varied) label() string {
	if v.unit == "" {
		return v.name
	}
	return v.name + " (" + v.unit + ")"
}

// distinct keeps the first of equal values, in order.
func distinct[T comparable](values []T) []T {
	var kept []T
	for _, v := range values {
		if !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// shortName is the last part of an address, "copies" of lender.ledn.copies; of a kind the last two, "policy.kind".
func shortName(address string) string {
	parts := strings.Split(address, ".")
	last := 1
	if parts[len(parts)-1] == "kind" {
		last = min(2, len(parts))
	}
	return strings.Join(parts[len(parts)-last:], ".")
}

// spoken is that part as a title says it.
func spoken(address string) string {
	return strings.NewReplacer("_", " ", ".", " ").Replace(shortName(address))
}

// quantity says how a metric is written on an axis: its name with its unit, and its ticks. A metric of a note,
// like loss_usd.ledn.A, is read as what it is of.
func quantity(c results.Column) (label string, ticks number) {
	name, owner, ofNote := strings.Cut(c.Name, ".")
	label = strings.ReplaceAll(name, "_", " ")
	if lender, note, ok := strings.Cut(owner, "."); ofNote && ok {
		label += " of " + map[bool]string{true: "the residual", false: "note " + note}[note == residual] + " (" + lender + ")"
	}
	switch {
	case strings.HasPrefix(c.Unit, "USD") || strings.Contains(name, "_usd"):
		return strings.Replace(label, " usd", "", 1), dollars
	case strings.HasPrefix(name, "drawdown"), strings.HasPrefix(name, "ltv_"), strings.HasSuffix(name, "_share"), strings.HasPrefix(name, "irr_"):
		return label, percent
	case strings.Contains(name+"_", "_btc_"):
		return strings.Replace(label, " btc", "", 1) + " (BTC)", number{}
	case c.Unit != "" && c.Unit != "1" && c.Unit != label:
		return label + " (" + c.Unit + ")", number{}
	}
	return label, number{}
}

// heading is the label of a quantity as a title begins with it: without its unit, which stands at the axis.
func heading(label string, c results.Column) string {
	label = strings.TrimSuffix(label, " ("+c.Unit+")")
	return strings.ToUpper(label[:1]) + label[1:]
}

// logarithmic tells whether an axis of these values is better read in decades: all above zero, spread over more
// than the given factor.
func logarithmic(values []float64, factor float64) bool {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v) {
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	return low > 0 && high > factor*low
}
