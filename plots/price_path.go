package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// pricePath draws one replication: the price, what it would have been if nobody's liquidation moved it, the wake
// prices of the pool, and below what was sold when. Of the point with the most feedback it takes the kept
// replication with the most: a picture of the mechanism, not a typical path, and its note says so.
func pricePath(s source, what string) (*figure, error) {
	p, setting, err := s.telling(what)
	if err != nil {
		return nil, err
	}
	f := &figure{title: "What liquidations did to one price path", width: pageWidth, height: 265, data: newSheet("price-path", "time_h", "h")}
	prices := pricePanel(s, p, f.data)
	f.note = setting + "." + s.bands(prices)
	if p.sells() && !p.leavesTwin() {
		f.title = "One price path, and what was sold on it" // sales that did nothing to it
	}
	if p.sells() {
		f.panels = []*panel{prices, salesPanel(s, p, f.data)}
		return f, nil
	}
	f.title, f.height, prices.joined = "One price path", 190, false
	f.panels = []*panel{prices}
	if prices.banded() {
		f.note += " Nobody sold."
	}
	return f, nil
}

// bands says what the bands of the price panel are: of the loans of the tape, and not of those that the loop adds.
func (s source) bands(prices *panel) string {
	if !prices.banded() {
		return ""
	}
	whose := "loans'"
	if _, lends := s.column("loop", "time_h"); lends {
		whose = "first loans'"
	}
	return " Bands: wake prices of the middle half of the " + whose + " principal; their line: the median."
}

// banded tells whether anybody has a loan, and so the panel a band.
func (p *panel) banded() bool {
	return slices.ContainsFunc(p.key, func(e entry) bool { return e.fill != nil })
}

// telling is the path of the kept replication in which feedback did most, at the point in which it did or the one that is
// asked for, and what to say of it.
func (s source) telling(what string) (p *path, setting string, err error) {
	gaps, order, err := s.feedback()
	if err != nil {
		return nil, "", err
	}
	point, err := strongest(gaps, order, what)
	if err != nil {
		return nil, "", err
	}
	at, kept := widest(gaps, order, point)
	all, err := s.paths(point)
	if err != nil {
		return nil, "", err
	}
	i := slices.IndexFunc(all, func(p *path) bool { return p.cell == at })
	if i < 0 || all[i].span() == 0 {
		return nil, "", fmt.Errorf("the series of %s has a single row", s.setting(point))
	}
	return all[i], s.at(point, "replication %d%s", at.replication, widestOf(kept, gaps[at])), nil
}

// widest is the replication of a point with the largest gap to its twin, and how many were kept.
func widest(gaps map[cell]float64, order []cell, point int) (at cell, kept int) {
	for _, c := range order {
		if c.point != point {
			continue
		}
		if kept == 0 || gaps[c] > gaps[at] {
			at = c
		}
		kept++
	}
	return at, kept
}

func widestOf(kept int, gap float64) string {
	switch {
	case kept == 1:
		return ""
	case gap == 0:
		return fmt.Sprintf(" of the %d kept", kept)
	}
	return fmt.Sprintf(" of the %d kept, the one with the widest gap to its twin", kept)
}

func pricePanel(s source, p *path, sheet *results.Table) *panel {
	panel := newPanel("", "price of a bitcoin")
	panel.joined, panel.weight = true, 1.9
	panel.Y.Tick.Marker = dollars
	p.onAxis(panel)
	var prices []plot.Plotter
	words := "price"
	if p.leavesTwin() {
		words = "with feedback"
		prices = append(prices, panel.price(p, sheet, "without feedback (the twin)", p.twin, line(blue, 1, 3, 1.6)))
	}
	prices = append(prices, panel.price(p, sheet, words, p.price, line(ink, 1)))
	panel.add(wakes(s, p, panel, sheet)...)
	panel.add(prices...)
	air(&panel.Y, 0.04, 0.04)
	return panel
}

// price makes one of the two lines and enters it into the key and the sheet.
func (p *panel) price(of *path, sheet *results.Table, words string, ys []float64, style draw.LineStyle) curve {
	p.key = append(p.key, entry{words: words, line: style})
	enter(sheet, "price "+words, of.hours, ys, nil, nil)
	xs, ys := thin(of.hours, ys, int(pageWidth*perPoint))
	return curve{xs: xs, ys: ys, style: style}
}

// wakes shows at which prices the loans are called and liquidated: half of the principal inside the band, and the
// median as a line. The bands may leave the frame, the medians may not. Without loans there is nothing to mark.
func wakes(s source, p *path, panel *panel, sheet *results.Table) (medians []plot.Plotter) {
	ends := []float64{p.start(), p.hours[len(p.hours)-1]}
	for _, w := range []struct {
		column, words string
		colour        color.RGBA
		dashes        []vg.Length // the two lines must differ without colour, too
	}{
		{"call_price_usd", "margin call prices", orange, []vg.Length{3, 2}},
		{"liquidation_price_usd", "liquidation prices", vermillion, nil},
	} {
		q, err := s.quantiles(w.column, 0.25, 0.5, 0.75)
		if err != nil || math.IsNaN(q[1]) {
			continue
		}
		b := band{xs: ends, low: []float64{q[0], q[0]}, high: []float64{q[2], q[2]}, fill: tint(w.colour, 0.2)}
		median := curve{xs: ends, ys: []float64{q[1], q[1]}, style: line(w.colour, 0.7, w.dashes...)}
		panel.layers = append(panel.layers, b)
		medians = append(medians, median)
		panel.key = append(panel.key, entry{words: w.words, fill: b.fill, line: median.style})
		enter(sheet, w.words+", median and quartiles", ends, median.ys, b.low, b.high)
	}
	return medians
}

// quantiles of a column of the loans, weighted by principal; NaN where no loan has a value.
func (s source) quantiles(column string, qs ...float64) ([]float64, error) {
	var values, weights []float64
	err := s.rows("loans", []string{column, "principal_usd"}, func(v []float64) {
		if !math.IsNaN(v[0]) && v[1] > 0 {
			values, weights = append(values, v[0]), append(weights, v[1])
		}
	})
	out := make([]float64, len(qs))
	for i, q := range qs {
		out[i] = math.NaN()
		if len(values) > 0 {
			out[i] = weighted(q, values, weights)
		}
	}
	return out, err
}
