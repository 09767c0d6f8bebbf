package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// pricePath draws one replication: the price, what it would have been if nobody's liquidation moved it, the wake
// prices of the pool, and below what was sold when. Of the point with the most feedback it takes the kept
// replication with the most: a picture of the mechanism, not a typical path, and its note says so.
func pricePath(s source, what string) (*figure, error) {
	gaps, order, err := s.feedback()
	if err != nil {
		return nil, err
	}
	point, err := strongest(gaps, order, what)
	if err != nil {
		return nil, err
	}
	at, kept := widest(gaps, order, point)
	all, err := s.paths(point)
	if err != nil {
		return nil, err
	}
	var p *path
	for _, candidate := range all {
		if candidate.cell == at {
			p = candidate
		}
	}
	if p == nil || p.span() == 0 {
		return nil, fmt.Errorf("the series of %s has a single row", s.setting(point))
	}
	f := &figure{
		title: "What liquidations did to one price path",
		note: fmt.Sprintf("%s; replication %d%s. Bands: wake prices of the middle half of the loans' principal; their line: the median.",
			s.setting(point), at.replication, widestOf(kept)),
		width: pageWidth, height: 265, data: newSheet("price-path", "time_h", "h"),
	}
	f.panels = []*panel{pricePanel(s, p, f.data), salesPanel(s, p, f.data)}
	return f, nil
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

func widestOf(kept int) string {
	if kept == 1 {
		return ""
	}
	return fmt.Sprintf(" of the %d kept, the one with the widest gap to its twin", kept)
}

func pricePanel(s source, p *path, sheet *results.Table) *panel {
	panel := newPanel("", "price of a bitcoin")
	panel.joined, panel.weight = true, 1.9
	panel.Y.Tick.Marker = dollars
	p.onAxis(panel)
	lines := []struct {
		words string
		ys    []float64
		style draw.LineStyle
	}{
		{"without feedback (the twin)", p.twin, line(blue, 1, 3, 1.6)},
		{"with feedback", p.price, line(ink, 1)},
	}
	slots := int(pageWidth * perPoint)
	var curves []curve
	for _, l := range lines {
		xs, ys := thin(p.hours, l.ys, slots)
		curves = append(curves, curve{xs: xs, ys: ys, style: l.style})
		panel.key = append(panel.key, entry{words: l.words, line: l.style})
		enter(sheet, "price "+l.words, p.hours, l.ys, nil, nil)
	}
	wakes(s, p, panel, sheet)
	for _, c := range curves {
		panel.add(c)
	}
	air(&panel.Y, 0.04, 0.04)
	return panel
}

// wakes draws at which prices the loans are called and liquidated: half of the principal inside the band, and the
// median as a line.
func wakes(s source, p *path, panel *panel, sheet *results.Table) {
	var medians []curve
	for _, w := range []struct {
		column, words string
		colour        draw.LineStyle
		share         float64
	}{
		{"call_price_usd", "margin call", line(orange, 0.7), 0.22},
		{"liquidation_price_usd", "liquidation", line(vermillion, 0.7), 0.18},
	} {
		q, err := s.quantiles(w.column, 0.25, 0.5, 0.75)
		if err != nil || math.IsNaN(q[1]) {
			continue // without loans there is nothing to mark; the price itself is still worth drawing
		}
		ends := []float64{p.start(), p.hours[len(p.hours)-1]}
		level := func(v float64) []float64 { return []float64{v, v} }
		fill := palette[1]
		if w.column == "call_price_usd" {
			fill = orange
		}
		b := band{xs: ends, low: level(q[0]), high: level(q[2]), fill: tint(fill, w.share)}
		panel.layers = append(panel.layers, b)
		medians = append(medians, curve{xs: ends, ys: level(q[1]), style: w.colour})
		panel.key = append(panel.key, entry{words: w.words + " prices", fill: b.fill, line: w.colour})
		enter(sheet, w.words+" prices, median and quartiles", ends, level(q[1]), b.low, b.high)
	}
	for _, m := range medians {
		panel.add(m)
	}
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
