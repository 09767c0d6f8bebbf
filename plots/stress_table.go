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

// stressTable draws a metric over a grid of two addresses, the first across and the second up, as a table of
// coloured cells with the value in each. Of a loss it also draws the break-even line, where the first dollar is
// lost. The preset metric is the loss of the first note that loses anything, else the shortfall of the loans,
// else the drawdown.
func stressTable(s source, what string) (*figure, error) {
	metric := what
	if metric == "" {
		metric = s.firstLoss()
	}
	e, err := s.estimates(metric)
	if err != nil {
		return nil, err
	}
	if err := e.drawable(); err != nil {
		return nil, err
	}
	l, fixed, err := e.lattice()
	if err != nil {
		return nil, err
	}
	label, number := quantity(e.metric)
	low, high := l.reach()
	if isLoss(metric) {
		low = math.Min(0, low)
	}
	p := newPanel(l.x.label(), l.y.label())
	p.bare = true
	p.scale = &colours{low: low, high: high, label: label, ticks: number}
	f := &figure{
		title: heading(label, e.metric) + " over " + spoken(l.x.name) + " and " + spoken(l.y.name),
		note:  e.cellNote(fixed), panels: []*panel{p}, data: latticeSheet("stress-table", l),
		width: columnWidth, height: 205,
	}
	if len(l.xs) > 7 {
		f.width = pageWidth
	}
	cells := p.cells(l, number)
	p.add(cells)
	if isLoss(metric) {
		p.breakEven(l, f.data)
	}
	p.add(lettering{cells})
	p.X.Tick.Marker, p.Y.Tick.Marker = ticks(l.xWords), ticks(l.yWords)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0.5, float64(len(l.xs))+0.5, 0.5, float64(len(l.ys))+0.5
	return f, nil
}

// firstLoss chooses what a stress table is about. A table that cannot be read has no losses here; reading the
// chosen metric then says what is wrong.
func (s source) firstLoss() string {
	columns, _ := s.columns("summary")
	chosen := "drawdown"
	for _, c := range columns {
		metric, isMean := strings.CutSuffix(c.Name, ".mean")
		if !isMean || !isLoss(metric) || strings.HasSuffix(metric, "."+residual) {
			continue
		}
		most := math.Inf(-1)
		_ = s.rows("summary", []string{c.Name}, func(v []float64) {
			if v[0] > most {
				most = v[0]
			}
		})
		if most > 0 && metric != "shortfall_usd" {
			return metric
		}
		if most >= 0 {
			chosen = metric
		}
	}
	return chosen
}

func isLoss(metric string) bool {
	return metric == "shortfall_usd" || strings.HasPrefix(metric, "loss_usd.")
}

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

// breakEven draws the contour of the first dollar, and says in the key where it would be if it is not on the table.
func (p *panel) breakEven(l *lattice, sheet *results.Table) {
	low, high := l.reach()
	style := line(blue, 1.4)
	switch {
	case high <= 0:
		p.key = append(p.key, entry{words: "nothing is lost in any cell"})
		return
	case low > 0:
		p.key = append(p.key, entry{words: "something is lost in every cell"})
		return
	}
	pieces := l.contour(0)
	p.add(polylines{pieces, style})
	p.key = append(p.key, entry{words: "first dollar lost (break-even)", line: style})
	l.enter(sheet, "break-even", pieces, 0)
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
