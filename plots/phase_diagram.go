package plots

import (
	"cmp"
	"math"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"
)

// The critical metric of a phase diagram, its level, and the number whose passing 1 is what theory says of it.
const (
	critical      = "amplified"
	criticalLevel = 0.5
	reproduction  = "reproduction_peak"
)

// phaseDiagram draws a metric over a grid of two addresses as coloured cells, with two lines: where half of the runs fall
// more than twice as far as without feedback, from the runs, and where the largest reproduction number passes 1, from the
// theory that the summary has beside it. Another metric than the preset has the line of theory only.
func phaseDiagram(s source, what string) (*figure, error) {
	metric := cmp.Or(what, critical)
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
	if metric == critical {
		label, number, low, high = "share of runs with A > 2", percent, 0, 1
	}
	p := newPanel(l.x.label(), l.y.label())
	p.bare = true
	p.scale = &colours{low: low, high: high, label: label, ticks: number}
	f := &figure{
		title: heading(label, e.metric) + " over " + spoken(l.x.name) + " and " + spoken(l.y.name),
		note:  e.cellNote(fixed), panels: []*panel{p}, data: latticeSheet("phase-diagram", l), width: columnWidth, height: 218,
	}
	if len(l.xs) > 7 {
		f.width = pageWidth
	}
	cells := p.cells(l, number)
	p.add(cells)
	if metric == critical {
		f.note += " A: amplification."
		p.border(f, l, l.contour(criticalLevel), criticalLevel, "half of the runs", line(blue, 1.4))
	}
	if t := s.theoryLattice(); t != nil {
		f.note += " n: reproduction number, by theory at its largest."
		p.border(f, t, t.contour(0), 1, "theory: n = 1", line(ink, 1.1, 4, 2))
	}
	p.add(lettering{cells})
	p.X.Tick.Marker, p.Y.Tick.Marker = ticks(l.xWords), ticks(l.yWords)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0.5, float64(len(l.xs))+0.5, 0.5, float64(len(l.ys))+0.5
	return f, nil
}

// border draws a line between phases, and says in the key if it is outside of the grid.
func (p *panel) border(f *figure, l *lattice, pieces []plotter.XYs, level float64, words string, style draw.LineStyle) {
	if len(pieces) == 0 {
		p.key = append(p.key, entry{words: words + ": not within this grid", line: style})
		return
	}
	p.add(polylines{pieces, style})
	p.key = append(p.key, entry{words: words, line: style})
	l.enter(f.data, words, pieces, level)
}

// theoryLattice is the logarithm of the largest reproduction number by theory, so that it is straight between the cells of
// a grid whose values are multiples of each other; nil where there is no theory.
func (s source) theoryLattice() *lattice {
	e, err := s.estimates(reproduction)
	if err != nil {
		return nil
	}
	some := false
	for i, n := range e.theory {
		e.mean[i] = math.NaN()
		if n > 0 {
			e.mean[i], some = math.Log(n), true
		}
	}
	l, _, err := e.lattice()
	if err != nil || !some {
		return nil
	}
	return l
}
