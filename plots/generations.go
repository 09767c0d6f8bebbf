package plots

import (
	"fmt"
	"image/color"
	"math"

	"firesale/experiments/results"
)

// generations draws one cascade: what was sold when, by how many sales stand between it and the price's own
// fall. Generation 0 would be sold without feedback too; generation g was caused by sales of generation g − 1. It takes
// the replication that price-path takes.
func generations(s source, what string) (*figure, error) {
	p, setting, err := s.telling(what)
	if err != nil {
		return nil, err
	}
	f := &figure{title: "The generations of a cascade", width: pageWidth, height: 265, data: newSheet("generations", "time_h", "h")}
	sold, err := erasPanel(s, p, f.data)
	if err != nil {
		return nil, err
	}
	prices := pricePanel(s, p, f.data)
	f.note, f.panels = setting+"."+s.bands(prices, p.point), []*panel{prices, sold}
	return f, nil
}

// eras are the generations that share a colour, each from its first one on: the farther from the beginning, the more.
var eras = []int{0, 1, 2, 4, 8, 16, 32}

func era(generation int) int {
	for i := len(eras) - 1; i > 0; i-- {
		if generation >= eras[i] {
			return i
		}
	}
	return 0
}

// eraName is "4 to 7", or "32 and later".
func eraName(i int) string {
	switch {
	case i == 0:
		return "0 (without feedback as well)"
	case i+1 == len(eras):
		return fmt.Sprintf("%d and later", eras[i])
	case eras[i+1] == eras[i]+1:
		return fmt.Sprint(eras[i])
	}
	return fmt.Sprintf("%d to %d", eras[i], eras[i+1]-1)
}

// erasPanel stacks the sales of each interval by generation.
func erasPanel(s source, p *path, sheet *results.Table) (*panel, error) {
	layers, err := s.eras(p)
	if err != nil {
		return nil, err
	}
	panel := newPanel("", "BTC sold")
	panel.Y.Tick.Marker = number{want: 3}
	p.onAxis(panel)
	base := make([]float64, len(layers[0].sums))
	for i, layer := range layers {
		top := make([]float64, len(base))
		for k := range base {
			top[k] = base[k] + layer.sums[k]
		}
		if total(layer.sums) > 0 {
			panel.stack(sheet, grid{start: layer.start, width: layer.width}, "generation "+eraName(i), eraColour(i), base, top)
		}
		base = top
	}
	panel.Y.Min = 0
	air(&panel.Y, 0, 0.06)
	return panel, nil
}

func eraColour(i int) color.RGBA {
	if i == 0 {
		return sky
	}
	return ramp[min(i+2, len(ramp)-1)]
}

// eras gathers the sales of a path by era. An error if the run kept no sales: no events, or nothing sold.
func (s source) eras(p *path) ([]grid, error) {
	layers := make([]grid, len(eras))
	width := p.binWidth()
	for i := range layers {
		layers[i] = grid{start: p.start(), width: width, step: p.step(), sums: make([]float64, int(math.Ceil(p.span()/width-1e-9))+1)}
	}
	sold := false
	err := s.cells("events", []string{"kind", "time_h", "btc", "generation"}, func(c []results.Cell) {
		if kind, _ := c[0].Text(); kind != "sale" {
			return
		}
		if g := valueOf(c[3]); !math.IsNaN(g) {
			layers[era(int(g))].add(valueOf(c[1]), math.Abs(valueOf(c[2])))
			sold = true
		}
	}, p.cell.rows()...)
	switch {
	case err != nil:
		return nil, err
	case p.rounds:
		return nil, fmt.Errorf("an instant run has no time: its generations are its rounds")
	case !sold:
		return nil, fmt.Errorf("no sale was recorded at %s: want record.events = true, and a fall in which somebody sells", s.setting(p.point))
	}
	return layers, nil
}
