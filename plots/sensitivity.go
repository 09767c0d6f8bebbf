package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// The indices that are drawn of a design, the one that inputs are ranked by first, and what they measure.
var drawnIndices = []struct {
	names []string
	words []string
	axis  func(label string) string
}{
	{[]string{"ST", "S1"}, []string{"ST: with all it takes part in", "S1: alone"}, func(label string) string { return "share of the variance of " + label }},
	{[]string{"mu_star", "sigma"}, []string{"μ*: mean absolute effect", "σ: spread of the effects"}, func(label string) string { return "change of " + label + " over the whole range of the input" }},
	{[]string{"pawn"}, []string{"PAWN: median distance"}, func(label string) string { return "distance of the distributions of " + label }},
}

// sensitivity draws how strongly one metric answers to each varied input: a row an input, the strongest on top, a dot
// an index with its interval. A hollow dot is not distinguishable from 0, or in PAWN from the dummy, whose upper end is
// a line. The preset metric is the drawdown.
func sensitivity(s source, what string) (*figure, error) {
	a, err := s.answers(what)
	if err != nil {
		return nil, err
	}
	label, ticks := quantity(a.metric)
	kind, err := a.kind()
	if err != nil {
		return nil, err
	}
	drawn := drawnIndices[kind]
	p := newPanel(drawn.axis(label), "")
	if drawn.names[0] == "mu_star" {
		p.X.Tick.Marker = ticks
	}
	f := &figure{
		title: "What " + label + " answers to", note: a.note(), width: pageWidth, panels: []*panel{p},
		data: newSheet("sensitivity", "row", ""),
	}
	inputs := a.ranked(drawn.names[0])
	f.height = 78 + 20*vg.Length(len(inputs))
	for k, index := range drawn.names {
		p.index(f, a, inputs, index, drawn.words[k], k)
	}
	if dummy, ok := a.of[[2]string{"pawn", "dummy"}]; ok {
		p.posts = []post{{at: dummy.hi, words: "an input that does nothing", style: line(quiet, 0.7, 3, 2)}}
		enter(f.data, "dummy", []float64{0}, []float64{dummy.value}, []float64{dummy.lo}, []float64{dummy.hi})
	}
	p.X.Min, p.X.Max = math.Min(0, p.X.Min), math.Max(0, p.X.Max)
	air(&p.X, 0.03, 0.04)
	p.Y.Min, p.Y.Max = 0.4, float64(len(inputs))+0.6
	p.Y.Tick.Marker = rowsOf(inputs)
	return f, nil
}

// dots are the full and the hollow symbol of each index of a figure.
var dots = [][2]draw.GlyphDrawer{{draw.CircleGlyph{}, draw.RingGlyph{}}, {draw.BoxGlyph{}, draw.SquareGlyph{}}}

// index adds the dots of one index, a little below those of the index before it.
func (p *panel) index(f *figure, a *answers, inputs []string, index, words string, k int) {
	color := palette[k]
	bar, symbol := line(color, 1), draw.GlyphStyle{Color: color, Radius: vg.Points(2.4), Shape: dots[k][0]}
	var rows, xs, lo, hi []float64
	var full, hollow curve
	full.symbol, hollow.symbol = symbol, symbol
	hollow.symbol.Shape = dots[k][1]
	for i, input := range inputs {
		e := a.at(index, input)
		at := float64(len(inputs)-i) + 0.13 - 0.26*float64(k)
		rows, xs, lo, hi = append(rows, at), append(xs, e.value), append(lo, e.lo), append(hi, e.hi)
		series := &hollow
		if e.apart {
			series = &full
		}
		series.xs, series.ys = append(series.xs, e.value), append(series.ys, at)
	}
	p.key = append(p.key, entry{words: words, line: bar, symbol: symbol})
	p.add(spans{rows, lo, hi, bar}, full, hollow)
	enter(f.data, index, rows, xs, lo, hi)
}

func rowsOf(inputs []string) (t named) {
	for i := len(inputs) - 1; i >= 0; i-- {
		t = append(t, plot.Tick{Value: float64(len(inputs) - i), Label: inputs[i]})
	}
	return t
}

// answers is the rows of one metric, by index and input.
type answers struct {
	metric        results.Column
	inputs        []string
	of            map[[2]string]answer
	noise         *answer
	runs, leftOut float64
	reason        string
}

type answer struct {
	value, lo, hi float64
	apart         bool
}

// answers reads the rows of a metric: the one asked for, else the drawdown.
func (s source) answers(what string) (*answers, error) {
	if what == "" {
		what = "drawdown"
	}
	a := &answers{metric: results.Column{Name: what}, of: map[[2]string]answer{}}
	if c, ok := s.column("summary", what+".mean"); ok {
		a.metric.Unit = c.Unit
	}
	found := false
	columns := []string{"metric", "index", "input", "with", "value", "lo", "hi", "runs", "left_out", "distinguishable", "reason"}
	err := s.cells("sensitivity", columns, func(row []results.Cell) {
		if row[0].String() == what {
			found = true
			a.add(row)
		}
	})
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, fmt.Errorf("table sensitivity has no row of %q", what)
	}
	return a, nil
}

func (a *answers) add(row []results.Cell) {
	index, input, distinguishable := row[1].String(), row[2].String(), row[9].String()
	e := answer{valueOf(row[4]), valueOf(row[5]), valueOf(row[6]), distinguishable == "yes"}
	switch {
	case index == "noise":
		a.noise = &e
		return
	case !row[10].IsNull():
		a.reason = row[10].String()
		return
	case !row[3].IsNull():
		return
	}
	a.runs, a.leftOut = valueOf(row[7]), valueOf(row[8])
	a.of[[2]string{index, input}] = e
	if input != "dummy" && !slices.Contains(a.inputs, input) {
		a.inputs = append(a.inputs, input)
	}
}

// at is an estimate, NaN where there is none.
func (a *answers) at(index, input string) answer {
	if e, ok := a.of[[2]string{index, input}]; ok {
		return e
	}
	return answer{value: math.NaN(), lo: math.NaN(), hi: math.NaN()}
}

// kind is which of drawnIndices the design has.
func (a *answers) kind() (int, error) {
	for k, d := range drawnIndices {
		if len(a.inputs) > 0 && !math.IsNaN(a.at(d.names[0], a.inputs[0]).value) {
			return k, nil
		}
	}
	switch {
	case a.reason != "":
		return 0, fmt.Errorf("%s: %s", a.metric.Name, a.reason)
	case len(a.inputs) > 0:
		return 0, fmt.Errorf("%s varies too seldom for an index: more points may show it", a.metric.Name)
	}
	return 0, fmt.Errorf("indices need a design of kind latin, sobol, saltelli or morris")
}

// ranked is the inputs by an index, the largest first.
func (a *answers) ranked(index string) []string {
	inputs := slices.Clone(a.inputs)
	slices.SortStableFunc(inputs, func(x, y string) int { return cmp.Compare(a.at(index, y).value, a.at(index, x).value) })
	return inputs
}

func (a *answers) note() string {
	parts := []string{counted(a.runs) + " runs; 95% bootstrap intervals; hollow: not distinguishable from 0, or too wide an interval to say."}
	if a.noise != nil {
		parts = append(parts, fmt.Sprintf("Of the variance of single runs %s%% (%s–%s%%) is luck.", brief(math.Round(100*a.noise.value)),
			brief(math.Round(100*a.noise.lo)), brief(math.Round(100*a.noise.hi))))
	}
	if a.leftOut > 0 {
		parts = append(parts, counted(a.leftOut)+" points have no run in which it exists and are left out with their blocks.")
	}
	return strings.Join(parts, " ")
}
