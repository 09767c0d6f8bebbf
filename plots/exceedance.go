package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
)

// exceedance draws for each point of the design how probable it is that a metric (preset drawdown) reaches a level:
// the share of runs at or above it, on a log axis, with its 95% interval. The line ends at one run; what is rarer
// than one in the number of runs, it cannot show.
func exceedance(s source, what string) (*figure, error) {
	metric := cmp.Or(what, "drawdown")
	column, err := s.metric("runs", metric)
	if err != nil {
		return nil, err
	}
	samples, err := s.samples(metric)
	if err != nil {
		return nil, err
	}
	if samples.largest() < 2 {
		return nil, fmt.Errorf("one run a point has no distribution: ask for more replications")
	}
	label, ticks := quantity(column)
	p := newPanel(label, "probability to reach it")
	p.X.Tick.Marker = ticks
	f := &figure{
		title: "How probable is a large " + label,
		note:  "Shaded: 95% interval of the probability.",
		width: columnWidth, height: 190, panels: []*panel{p}, data: newSheet("exceedance", metric, column.Unit),
	}
	shown := samples.some(manyLines - 1)
	least, most := math.Inf(1), 0.0
	for _, point := range shown {
		n := float64(len(samples.values[point]))
		least, most = min(least, n), max(most, n)
	}
	f.note += " " + counts(least, most) + " runs a point."
	if len(shown) < len(samples.points) {
		f.note += fmt.Sprintf(" %d of %d points.", len(shown), len(samples.points))
	}
	for i, point := range shown {
		style := stroke(i)
		p.tail(f, exceed(samples.values[point]), s.settingShort(point), style, tint(palette[i], 0.15))
	}
	if twin, err := s.samples(metric + "_exogenous"); err == nil && len(twin.points) > 0 {
		p.tail(f, exceed(twin.values[twin.points[0]]), "without feedback", line(ink, 0.9, 1, 1.5), rule)
	}
	p.probabilities(samples.largest())
	return f, nil
}

// probabilities makes the y axis run down to one run in n.
func (p *panel) probabilities(n int) {
	p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, decades{percent}
	p.Y.Min, p.Y.Max = 0.7/float64(max(2, n)), 1.15
}

// samples holds a metric's values in every run that has one, by point.
type samples struct {
	points []int
	values map[int][]float64
}

func (s source) samples(metric string) (*samples, error) {
	out := &samples{values: map[int][]float64{}}
	err := s.rows("runs", []string{"point", metric}, func(v []float64) {
		if math.IsNaN(v[0] + v[1]) {
			return
		}
		point := int(v[0])
		if out.values[point] == nil {
			out.points = append(out.points, point)
		}
		out.values[point] = append(out.values[point], v[1])
	})
	if err == nil && len(out.points) == 0 {
		err = fmt.Errorf("%s has no value in any run", metric)
	}
	slices.Sort(out.points)
	return out, err
}

// some are at most n of the points, the first and the last among them.
func (s *samples) some(n int) []int {
	if len(s.points) <= n {
		return s.points
	}
	var kept []int
	for i := range n {
		kept = append(kept, s.points[i*(len(s.points)-1)/(n-1)])
	}
	return kept
}

func (s *samples) largest() int {
	n := 0
	for _, v := range s.values {
		n = max(n, len(v))
	}
	return n
}
