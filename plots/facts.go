package plots

import (
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// facts draws the stylised facts of one point's hourly returns: how rare losses are, with the range of tail indices that
// markets have, and how long returns and their sizes remember.
func facts(s source, what string) (*figure, error) {
	point, err := pointOf(what)
	if err != nil {
		return nil, err
	}
	curves, numbers, err := s.factsOf(point)
	if err != nil {
		return nil, err
	}
	losses, memory := newPanel("loss in an hour", "share of hours"), newPanel("lag (h)", "autocorrelation")
	f := &figure{
		title: "How the price moves by the hour",
		note:  "Above: losses, beside tails of index 2 and 5. Below: autocorrelation of returns and of their sizes; shaded: what noise alone makes of 95%.",
		width: columnWidth, height: 300, panels: []*panel{losses, memory}, data: newSheet("facts", "x", ""),
	}
	losses.X.Scale, losses.X.Tick.Marker = plot.LogScale{}, decades{percent}
	losses.Y.Scale, losses.Y.Tick.Marker = plot.LogScale{}, decades{percent}
	curves["loss"].drawLosses(losses, f, numbers["Hill index of losses, top 1%"])
	memory.X.Scale, memory.X.Tick.Marker = plot.LogScale{}, decades{number{}}
	curves["acf_abs"].drawMemory(memory, f, "of |r|", 0)
	curves["acf_r"].drawMemory(memory, f, "of r", 1)
	for _, p := range f.panels {
		air(&p.X, 0.02, 0.02)
	}
	air(&losses.Y, 0.02, 0.04)
	air(&memory.Y, 0.06, 0.06)
	return f, nil
}

// pointOf is the point that a figure was asked for, 0 if nothing was said.
func pointOf(what string) (int, error) {
	if what == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(what)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("point %q: want a number from 0", what)
	}
	return n, nil
}

// A factCurve is one of the curves of table facts.
type factCurve struct{ xs, ys, lo, hi []float64 }

// A factNumber is an estimate with its interval.
type factNumber struct{ value, lo, hi float64 }

// factsOf reads table facts at a point.
func (s source) factsOf(point int) (map[string]*factCurve, map[string]factNumber, error) {
	curves := map[string]*factCurve{"loss": {}, "acf_abs": {}, "acf_r": {}}
	numbers := map[string]factNumber{}
	err := s.cells("facts", []string{"point", "fact", "x", "value", "lo", "hi"}, func(c []results.Cell) {
		if valueOf(c[0]) != float64(point) {
			return
		}
		name, _ := c[1].Text()
		if curve := curves[name]; curve != nil {
			if !(valueOf(c[2]) > 0) || name == "loss" && !(valueOf(c[3]) > 0) {
				return // a log axis has no place for it
			}
			curve.xs, curve.ys = append(curve.xs, valueOf(c[2])), append(curve.ys, valueOf(c[3]))
			curve.lo, curve.hi = append(curve.lo, valueOf(c[4])), append(curve.hi, valueOf(c[5]))
			return
		}
		numbers[name] = factNumber{valueOf(c[3]), valueOf(c[4]), valueOf(c[5])}
	})
	if err == nil && len(curves["loss"].xs) == 0 {
		err = fmt.Errorf("table facts has no point %d", point)
	}
	return curves, numbers, err
}

// drawLosses adds the share of hours that lose at least x, and two power laws through the edge of the tail.
func (c *factCurve) drawLosses(p *panel, f *figure, hill factNumber) {
	style := stroke(0)
	symbol := draw.GlyphStyle{Color: style.Color, Radius: vg.Points(1.3), Shape: draw.CircleGlyph{}}
	edge := 0
	for edge+1 < len(c.ys) && c.ys[edge] > 0.01 { // the Hill index of the top 1% begins here
		edge++
	}
	for i, index := range []float64{2, 5} {
		tail := make([]float64, len(c.xs)-edge)
		for k := range tail {
			tail[k] = c.ys[edge] * math.Pow(c.xs[edge+k]/c.xs[edge], -index)
			if tail[k] < c.ys[len(c.ys)-1]/2 {
				tail[k] = math.NaN()
			}
		}
		guide := draw.LineStyle{Color: ink, Width: 0.8, Dashes: dashing[i+1]}
		p.add(curve{xs: c.xs[edge:], ys: tail, style: guide})
		p.key = append(p.key, entry{words: "index " + brief(index), line: guide})
	}
	words := "losses"
	if !math.IsNaN(hill.value) {
		words += fmt.Sprintf(", Hill index %.2f (%.2f to %.2f)", hill.value, hill.lo, hill.hi)
	}
	p.add(curve{xs: c.xs, ys: c.ys, symbol: symbol})
	p.key = append(p.key, entry{words: words, symbol: symbol})
	enter(f.data, "losses", c.xs, c.ys, nil, nil)
}

// drawMemory adds an autocorrelation by lag, over what noise makes of it.
func (c *factCurve) drawMemory(p *panel, f *figure, words string, i int) {
	if len(c.xs) == 0 {
		return
	}
	if i == 0 {
		p.add(band{xs: c.xs, low: c.lo, high: c.hi, fill: tint(quiet, 0.2)})
	}
	style := stroke(i)
	symbol := draw.GlyphStyle{Color: style.Color, Radius: vg.Points(1.6), Shape: shapes[i%len(shapes)]}
	p.add(curve{xs: c.xs, ys: c.ys, style: style, symbol: symbol})
	p.key = append(p.key, entry{words: words, line: style, symbol: symbol})
	enter(f.data, "autocorrelation "+words, c.xs, c.ys, c.lo, c.hi)
}
