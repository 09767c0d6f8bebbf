package plots

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// number marks round values: 1, 2, 2.5 or 5 times a power of ten, written short (20k, 1.5M).
type number struct {
	want           int     // about how many ticks; 0 means 5
	scale          float64 // values are multiplied by it before they are written; 0 means 1
	prefix, suffix string  // of every label, such as "$" and "%"
	counts         bool    // marks whole numbers only
}

var (
	dollars = number{prefix: "$"}
	percent = number{scale: 100, suffix: "%"}
)

// Ticks implements plot.Ticker. A range that is empty or not finite has none.
func (n number) Ticks(low, high float64) []plot.Tick {
	scale := cmp.Or(n.scale, 1)
	low, high = low*scale, high*scale
	if !(high > low) || math.IsInf(high-low, 0) {
		return nil
	}
	step := n.step(high - low)
	size, unit := magnitude(math.Max(math.Abs(low), math.Abs(high)), step)
	var ticks []plot.Tick
	slack := step * 1e-9
	for i := math.Ceil((low - slack) / step); i*step <= high+slack; i++ {
		label := "0"
		if i != 0 {
			label = fixedPoint(i*step/size, step/size) + unit
		}
		ticks = append(ticks, plot.Tick{Value: i * step / scale, Label: n.dress(label)})
	}
	return ticks
}

// one writes a single value as the axis would: scaled and dressed.
func (n number) one(v float64) string { return n.dress(brief(v * cmp.Or(n.scale, 1))) }

// step divides a span into about the wanted number of parts: the round step that is next above, or the one below
// it where that leaves too few ticks.
func (n number) step(span float64) float64 {
	want := float64(cmp.Or(n.want, 5))
	step := roundStep(span / want)
	if span/step < 0.6*want {
		step = roundStep(step * 0.45)
	}
	if n.counts {
		return math.Ceil(step)
	}
	return step
}

// dress adds prefix and suffix to a label, the prefix behind a minus sign.
func (n number) dress(label string) string {
	digits := strings.TrimPrefix(strings.TrimPrefix(label, "-"), "−")
	if digits != label {
		return "−" + n.prefix + digits + n.suffix
	}
	return n.prefix + digits + n.suffix
}

// roundStep returns the least of 1, 2, 2.5 and 5 times a power of ten that is not below x > 0.
func roundStep(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= x*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// magnitude chooses thousands (k), millions (M) or billions (bn) for an axis that reaches high, unless its step
// would then need more than two decimals, and a power of ten (e−6) for an axis that ends below 0.0001.
func magnitude(high, step float64) (size float64, unit string) {
	for _, m := range []struct {
		from, size float64
		unit       string
	}{{1e9, 1e9, "bn"}, {1e6, 1e6, "M"}, {1e4, 1e3, "k"}} {
		if high >= m.from && step >= m.size/100 {
			return m.size, m.unit
		}
	}
	if high > 0 && high < 0.9999e-4 { // 0.0001 itself, however it was rounded, is written out
		power := math.Floor(math.Log10(high) + 1e-9)
		return math.Pow(10, power), fmt.Sprintf("e−%g", -power)
	}
	return 1, ""
}

// fixedPoint writes v with the decimals that tell multiples of step apart.
func fixedPoint(v, step float64) string {
	decimals := 0
	for decimals < 15 && !whole(step*math.Pow10(decimals)) {
		decimals++
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

func whole(x float64) bool {
	return math.Abs(x-math.Round(x)) < 1e-6*math.Max(1, math.Abs(x)) && math.Round(x) != 0
}

// brief writes one number alone, to three significant digits: 0.0125, 14.3M.
func brief(v float64) string {
	size, unit := magnitude(math.Abs(v), math.Inf(1))
	text := strconv.FormatFloat(v/size, 'g', 3, 64)
	if exact, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(exact) >= 1e-4 {
		text = strconv.FormatFloat(exact, 'f', -1, 64)
	}
	return strings.Replace(text, "-", "−", 1) + unit
}

// counted writes a number of things: 2,000.
func counted(n float64) string {
	text := strconv.FormatFloat(n, 'f', 0, 64)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// decades marks a log axis: powers of ten, with 2 and 5 between them where the axis spans less than two powers,
// and unlabelled ticks at the other whole multiples. An axis within one power of ten gets number's ticks.
type decades struct{ number }

// Ticks implements plot.Ticker; a range that reaches 0 has none.
func (d decades) Ticks(low, high float64) []plot.Tick {
	if low <= 0 || !(high > low) || math.IsInf(high, 0) {
		return nil
	}
	span := math.Log10(high / low)
	if span < 0.9 {
		return d.number.Ticks(low, high)
	}
	every := max(1, int(math.Ceil(span/7)))
	var ticks []plot.Tick
	for power := math.Floor(math.Log10(low)); power <= math.Log10(high); power++ {
		for m := 1.0; m < 10; m++ {
			v := m * math.Pow(10, power)
			if v < low*(1-1e-9) || v > high*(1+1e-9) {
				continue
			}
			tick := plot.Tick{Value: v}
			if m == 1 && int(power)%every == 0 || (m == 2 || m == 5) && span < 2 {
				tick.Label = d.one(v)
			}
			ticks = append(ticks, tick)
		}
	}
	return ticks
}

// named marks given values with given words: categories, or the settings of a grid.
type named []plot.Tick

// Ticks implements plot.Ticker.
func (n named) Ticks(low, high float64) []plot.Tick { return n }
