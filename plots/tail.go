package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/stats"
)

// A tail is P(X ≥ x) at each distinct value x of a sample, with its 95% interval. Left of the first it is the same.
type tail struct{ xs, share, low, high []float64 }

func exceed(values []float64, c chances) tail {
	if c.weights != nil {
		return c.exceed(values)
	}
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	var t tail
	for i, x := range sorted {
		if i == 0 || x != sorted[i-1] {
			t.append(x, stats.Wilson(n-i, n, 0.95))
		}
	}
	return t
}

func (t *tail) append(x float64, share stats.Interval) {
	t.xs, t.share = append(t.xs, x), append(t.share, share.Mean)
	t.low, t.high = append(t.low, share.Lo), append(t.high, share.Hi)
}

// tail adds an exceedance curve with its interval, thinned to what the picture can show; the sheet has every value.
func (p *panel) tail(f *figure, t tail, words string, style draw.LineStyle, fill color.Color) {
	enter(f.data, words, t.xs, t.share, t.low, t.high)
	across := func(x float64) float64 { return x }
	if _, log := p.X.Scale.(plot.LogScale); log {
		across = math.Log
	}
	shown := t.thin(int(columnWidth), across)
	xs, ys := stair(shown.xs, shown.share)
	_, low := stair(shown.xs, shown.low)
	_, high := stair(shown.xs, shown.high)
	shade := band{xs: xs, low: low, high: high, fill: fill, level: true}
	p.add(shade, curve{xs: xs, ys: ys, style: style, level: true})
	p.layers = slices.Concat([]plot.Plotter{shade}, p.layers[:len(p.layers)-2], p.layers[len(p.layers)-1:]) // shades lie below all lines
	p.key = append(p.key, entry{words: words, line: style})
}

// thin keeps the values at which the curve has moved by a slot, across or (in decades) down, and the last.
func (t tail) thin(slots int, across func(x float64) float64) tail {
	n := len(t.xs)
	wide := (across(t.xs[n-1]) - across(t.xs[0])) / float64(slots)
	deep := math.Log(t.share[0]/t.share[n-1]) / float64(slots)
	var out tail
	last := 0
	for i := range t.xs {
		moved := across(t.xs[i])-across(t.xs[last]) >= wide || math.Log(t.share[last]/t.share[i]) >= deep
		if i > 0 && i < n-1 && !moved {
			continue
		}
		out.xs, out.share = append(out.xs, t.xs[i]), append(out.share, t.share[i])
		out.low, out.high = append(out.low, t.low[i]), append(out.high, t.high[i])
		last = i
	}
	return out
}

// stair turns values that hold up to their x into the corners of a stair.
func stair(xs, ys []float64) (x, y []float64) {
	for i := range xs {
		if i > 0 {
			x, y = append(x, xs[i-1]), append(y, ys[i])
		}
		x, y = append(x, xs[i]), append(y, ys[i])
	}
	return x, y
}
