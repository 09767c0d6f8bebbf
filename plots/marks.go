package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A curve is a line through points in order of x; it breaks where y does not exist (NaN). With a shape it also
// marks the points.
type curve struct {
	xs, ys []float64
	style  draw.LineStyle
	symbol draw.GlyphStyle
	level  bool // its first value also holds to the left, up to the frame
}

// DataRange implements plot.DataRanger.
func (l curve) DataRange() (x0, x1, y0, y1 float64) { return extent(l.xs, l.ys) }

// Plot implements plot.Plotter.
func (l curve) Plot(c draw.Canvas, p *plot.Plot) {
	for i, run := range unbroken(l.xs, l.ys) {
		if i == 0 && l.level {
			run = append(plotter.XYs{{X: p.X.Min, Y: run[0].Y}}, run...)
		}
		if len(run) > 1 && l.style.Width > 0 {
			c.StrokeLines(l.style, c.ClipLinesXY(project(c, p, run))...)
		}
		for _, pt := range project(c, p, run) {
			if l.symbol.Shape != nil {
				c.DrawGlyph(l.symbol, pt)
			}
		}
	}
}

// A band fills the area between two lines over the same xs; it breaks where either does not exist.
type band struct {
	xs, low, high []float64
	fill          color.Color
	level         bool // its first interval also holds to the left, up to the frame
}

// DataRange implements plot.DataRanger.
func (b band) DataRange() (x0, x1, y0, y1 float64) {
	x0, x1, y0, _ = extent(b.xs, b.low)
	_, _, _, y1 = extent(b.xs, b.high)
	return x0, x1, y0, y1
}

// Plot implements plot.Plotter.
func (b band) Plot(c draw.Canvas, p *plot.Plot) {
	if b.level && len(b.xs) > 0 {
		b.xs = append([]float64{p.X.Min}, b.xs...)
		b.low, b.high = append(b.low[:1:1], b.low...), append(b.high[:1:1], b.high...)
	}
	both := make([]float64, len(b.xs))
	for i := range both {
		both[i] = b.low[i] + b.high[i] // NaN where either is
	}
	start := 0
	for i := 0; i <= len(both); i++ {
		if i < len(both) && !math.IsNaN(both[i]) {
			continue
		}
		b.fillRun(c, p, start, i)
		start = i + 1
	}
}

func (b band) fillRun(c draw.Canvas, p *plot.Plot, from, to int) {
	if to-from < 2 {
		return
	}
	var ring plotter.XYs
	for i := from; i < to; i++ {
		ring = append(ring, plotter.XY{X: b.xs[i], Y: b.low[i]})
	}
	for i := to - 1; i >= from; i-- {
		ring = append(ring, plotter.XY{X: b.xs[i], Y: b.high[i]})
	}
	c.FillPolygon(b.fill, c.ClipPolygonXY(project(c, p, ring)))
}

// bars fills a rectangle from base to top over each interval of x. Dates and unequal widths are fine.
type bars struct {
	left, right, base, top []float64
	fill                   color.Color
}

// DataRange implements plot.DataRanger.
func (b bars) DataRange() (x0, x1, y0, y1 float64) {
	x0, _, y0, y1 = extent(b.left, b.base)
	_, x1, _, high := extent(b.right, b.top)
	return x0, x1, y0, math.Max(y1, high)
}

// Plot implements plot.Plotter.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	const hair = 0.15 // neighbours overlap by it: no seams
	x, y := p.Transforms(&c)
	for i := range b.left {
		if b.top[i] != b.base[i] {
			c.FillPolygon(b.fill, c.ClipPolygonXY(box(x(b.left[i]), y(b.base[i]), x(b.right[i])+hair, y(b.top[i]))))
		}
	}
}

// whiskers are vertical intervals with short caps.
type whiskers struct {
	xs, low, high []float64
	style         draw.LineStyle
}

// DataRange implements plot.DataRanger.
func (w whiskers) DataRange() (x0, x1, y0, y1 float64) {
	return band{xs: w.xs, low: w.low, high: w.high}.DataRange()
}

// Plot implements plot.Plotter.
func (w whiskers) Plot(c draw.Canvas, p *plot.Plot) {
	const cap vg.Length = 2
	for i, at := range w.xs {
		if math.IsNaN(w.low[i] + w.high[i]) {
			continue
		}
		ends := project(c, p, plotter.XYs{{X: at, Y: w.low[i]}, {X: at, Y: w.high[i]}})
		c.StrokeLines(w.style, c.ClipLinesXY(ends)...)
		for _, e := range ends {
			if c.Contains(e) {
				c.StrokeLine2(w.style, e.X-cap, e.Y, e.X+cap, e.Y)
			}
		}
	}
}

// project turns data into places on the canvas. Values at or below zero have no place on a log axis; they are put
// at its lower end.
func project(c draw.Canvas, p *plot.Plot, run plotter.XYs) []vg.Point {
	pts := make([]vg.Point, len(run))
	for i, v := range run {
		pts[i] = vg.Point{X: c.X(norm(p.X, v.X)), Y: c.Y(norm(p.Y, v.Y))}
	}
	return pts
}

func norm(a plot.Axis, v float64) float64 {
	if _, log := a.Scale.(plot.LogScale); log && v <= 0 {
		v = a.Min
	}
	return a.Norm(v)
}

// unbroken cuts a line where a value does not exist.
func unbroken(xs, ys []float64) []plotter.XYs {
	var runs []plotter.XYs
	open := false
	for i := range xs {
		if math.IsNaN(xs[i] + ys[i]) {
			open = false
			continue
		}
		if !open {
			runs, open = append(runs, nil), true
		}
		last := len(runs) - 1
		runs[last] = append(runs[last], plotter.XY{X: xs[i], Y: ys[i]})
	}
	return runs
}

func extent(xs, ys []float64) (x0, x1, y0, y1 float64) {
	x0, x1, y0, y1 = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for i := range xs {
		if math.IsNaN(xs[i]+ys[i]) || math.IsInf(xs[i]+ys[i], 0) {
			continue
		}
		x0, x1 = math.Min(x0, xs[i]), math.Max(x1, xs[i])
		y0, y1 = math.Min(y0, ys[i]), math.Max(y1, ys[i])
	}
	return x0, x1, y0, y1
}
