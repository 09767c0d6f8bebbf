package plots

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
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
	f.note = setting + "." + s.bands(prices, p.point)
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
