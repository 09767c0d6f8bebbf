package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// cellNote says what a cell is.
func (e *estimates) cellNote(fixed []string) string {
	runs := counts(slices.Min(e.runs), slices.Max(e.runs))
	text := "Mean of " + runs + " runs a point"
	if half := e.widest(); half > 0 {
		_, number := quantity(e.metric)
		text += ", ± " + number.one(half) + " at most (95%)"
	}
	text += "; intervals in the CSV."
	if runs == "1" {
		text = "One run a point: no intervals."
	}
	if len(fixed) > 0 {
		text += " Held: " + strings.Join(fixed, ", ") + "."
	}
	return text
}

// widest is half the widest interval of all points, 0 where there is none.
func (e *estimates) widest() (half float64) {
	for i := range e.lo {
		if h := (e.hi[i] - e.lo[i]) / 2; h > half { // never for NaN
			half = h
		}
	}
	return half
}

// cells are the coloured cells of the table with their values.
func (p *panel) cells(l *lattice, n number) *tiles {
	t := new(tiles)
	for i, column := range l.z {
		for j, v := range column {
			x, y := float64(i+1), float64(j+1)
			fill, word, over := rule, "–", quiet
			if !math.IsNaN(v) {
				fill, word, over = p.scale.at(v), n.one(v), p.scale.over(v)
			}
			t.add(x-0.5, x+0.5, y-0.5, y+0.5, fill, word, over)
		}
	}
	return t
}

// enter adds the corners of a contour to the sheet of a lattice.
func (l *lattice) enter(sheet *results.Table, series string, pieces []plotter.XYs, level float64) {
	for _, piece := range pieces {
		for _, v := range piece {
			row := []results.Cell{results.Text(series), results.Float(between(l.xs, v.X)), results.Float(between(l.ys, v.Y)),
				results.Float(level), results.Null(), results.Null()}
			if err := sheet.Append(row); err != nil {
				panic("plots: a sheet refused its own row: " + err.Error())
			}
		}
	}
}

// between is the value of an address at a place between cells; beyond the outermost middles it is theirs.
func between(values []float64, place float64) float64 {
	place = math.Max(1, math.Min(float64(len(values)), place))
	i := min(int(place), len(values)-1)
	if i < 1 {
		return values[0]
	}
	return values[i-1] + (place-float64(i))*(values[i]-values[i-1])
}

// latticeSheet is the sheet of a table: a row a cell.
func latticeSheet(figure string, l *lattice) *results.Table {
	t := results.NewTable(figure, []results.Column{
		{Name: "series", Doc: "cells of the table, or corners of the break-even line", Kind: results.Texts},
		{Name: l.x.name, Doc: "across", Kind: results.Floats},
		{Name: l.y.name, Doc: "up", Kind: results.Floats},
		{Name: "value", Doc: "mean over the point's runs", Kind: results.Floats},
		{Name: "low", Doc: "lower end of its 95% interval", Kind: results.Floats},
		{Name: "high", Doc: "upper end", Kind: results.Floats},
	})
	for i, x := range l.xs {
		for j, y := range l.ys {
			row := []results.Cell{results.Text("cell"), results.Float(x), results.Float(y)}
			for _, v := range []float64{l.z[i][j], l.lo[i][j], l.hi[i][j]} {
				row = append(row, results.Maybe(v, !math.IsNaN(v)))
			}
			if err := t.Append(row); err != nil {
				panic(fmt.Sprintf("plots: a sheet refused its own row: %v", err))
			}
		}
	}
	return t
}

// polylines are several lines of one style.
type polylines struct {
	pieces []plotter.XYs
	style  draw.LineStyle
}

// Plot implements plot.Plotter.
func (l polylines) Plot(c draw.Canvas, p *plot.Plot) {
	for _, piece := range l.pieces {
		c.StrokeLines(l.style, c.ClipLinesXY(project(c, p, piece))...)
	}
}
