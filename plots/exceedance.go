package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// exceedance draws for each point of the design how probable it is that a metric (preset drawdown) reaches a level:
// the share of runs at or above it, on a log axis, with its 95% interval. The line ends at one run; what is rarer
// than one in the number of runs, it cannot show, unless the study is a rare one, whose runs have weights. Points all
// of whose runs have one value make no line: the note names them.
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
	shown := some(samples.points, manyLines-1)
	f.note += samples.note(shown)
	var tails []tail
	var still []string // settings at which all runs have one value, and the value
	add := func(o *outcomes, words string, style draw.LineStyle, shade color.Color) {
		switch t := exceed(o.values, o.chances); len(t.xs) {
		case 0:
		case 1:
			enter(f.data, words, t.xs, t.share, t.low, t.high)
			still = append(still, words+" ("+ticks.one(t.xs[0])+")")
		default:
			tails = append(tails, t)
			p.tail(f, t, words, style, shade)
		}
	}
	twin, alone := s.samples(metric + "_exogenous") // alone: why there is no twin
	for i, point := range shown {
		add(samples.of[point], s.runsAt(point, alone == nil), stroke(i), tint(palette[i], 0.15))
	}
	if alone == nil {
		add(twin.of[twin.points[0]], "without feedback", line(ink, 0.9, 1, 1.5), rule)
	}
	if len(tails) == 0 {
		return nil, fmt.Errorf("no two runs that count differ in %s: %s", label, strings.Join(still, ", "))
	}
	if len(still) > 0 {
		f.note += " Always the same: " + strings.Join(still, ", ") + "."
	}
	p.probabilities(samples.of[shown[0]].foot(samples.largest(), tails))
	return f, nil
}

// runsAt names the runs of a point in a key, with those of their twins beside them or not.
func (s source) runsAt(point int, besideTwins bool) string {
	switch {
	case len(s.addresses()) > 0:
		return s.settingShort(point)
	case besideTwins:
		return "with feedback"
	}
	return "all runs"
}

// note says how many runs the curves of some points rest on.
func (s *samples) note(shown []int) string {
	least, most := math.Inf(1), 0.0
	for _, point := range shown {
		n := float64(len(s.of[point].values))
		least, most = min(least, n), max(most, n)
	}
	text := " " + counts(least, most) + " runs a point."
	if len(shown) < len(s.points) {
		text += fmt.Sprintf(" %d of %d points.", len(shown), len(s.points))
	}
	return text + s.of[shown[0]].note()
}

// probabilities makes the y axis run down to a probability.
func (p *panel) probabilities(least float64) {
	p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, decades{percent}
	p.Y.Min, p.Y.Max = 0.7*least, 1.15
}

// Outcomes are a metric's values in the runs of a point that have one.
type outcomes struct {
	values []float64
	chances
}

// samples holds them by point.
type samples struct {
	points []int
	of     map[int]*outcomes
}

func (s source) samples(metric string) (*samples, error) {
	out := &samples{of: map[int]*outcomes{}}
	err := s.rows("runs", append([]string{"point", metric}, s.chanceColumns()...), func(v []float64) {
		if math.IsNaN(v[0] + v[1]) {
			return
		}
		point := int(v[0])
		if out.of[point] == nil {
			out.points, out.of[point] = append(out.points, point), &outcomes{}
		}
		out.of[point].values = append(out.of[point].values, v[1])
		out.of[point].add(v[2:])
	})
	if err == nil && len(out.points) == 0 {
		err = fmt.Errorf("%s has no value in any run", metric)
	}
	slices.Sort(out.points)
	return out, err
}

// some are at most n of the points, the first and the last among them.
func some(points []int, n int) []int {
	if len(points) <= n {
		return points
	}
	var kept []int
	for i := range n {
		kept = append(kept, points[i*(len(points)-1)/(n-1)])
	}
	return kept
}

func (s *samples) largest() int {
	n := 0
	for _, o := range s.of {
		n = max(n, len(o.values))
	}
	return n
}
