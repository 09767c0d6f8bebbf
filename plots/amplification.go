package plots

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// manyLines is the number of lines above which a figure draws separate points: a sampled design has no lines.
const manyLines = 7

// amplification draws a metric against the first varied address: estimate and interval at each setting, a line for
// each value of the second address, the theory line where the summary has one. The two addresses change places where
// there would be too many lines, or lines of two points. Further addresses stay at their first value.
func amplification(s source, what string) (*figure, error) {
	e, err := s.estimates(cmp.Or(what, "amplification"))
	if err != nil {
		return nil, err
	}
	if err := e.drawable(); err != nil {
		return nil, err
	}
	e.turn()
	x := e.axes[0]
	label, ticks := quantity(e.metric)
	p := newPanel("", label)
	p.Y.Tick.Marker = ticks
	f := &figure{
		title: heading(label, e.metric) + " against " + spoken(x.name),
		width: columnWidth, height: 190, panels: []*panel{p}, data: newSheet("amplification", x.name, ""),
	}
	rows, fixed := e.section()
	lines := e.lines(rows)
	f.note = e.remark(rows, fixed)
	x.dress(&p.X)
	p.worded = x.ranked
	if len(lines) == 1 {
		e.spread(p, f, lines[0].rows)
	}
	for i, l := range lines {
		e.line(p, f, i, l, len(lines) > manyLines)
	}
	if logarithmic(append(pick(e.lo, rows), pick(e.mean, rows)...), 30) {
		p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, decades{ticks}
	}
	air(&p.X, 0.04, 0.04)
	air(&p.Y, 0.06, 0.06)
	return f, nil
}

// turn makes the second address the x axis where it has too many values to be lines, and the first has not; and where lines
// along the first would have two points and lines along the second more, unless that puts words in place of numbers.
func (e *estimates) turn() {
	if len(e.axes) < 2 {
		return
	}
	first, second := len(distinct(e.axes[0].words)), len(distinct(e.axes[1].words))
	crowded := first <= manyLines && second > manyLines
	short := first <= 2 && second > 2 && (e.axes[0].ranked || !e.axes[1].ranked)
	if crowded || short {
		e.axes[0], e.axes[1] = e.axes[1], e.axes[0]
	}
}

// section keeps the rows whose third and further addresses have the value of the first row, and says which.
func (e *estimates) section() (rows []int, fixed []string) {
	rest := e.axes[min(2, len(e.axes)):]
	if len(distinct(e.axes[min(1, len(e.axes)-1)].words)) > manyLines {
		rest = nil // a sampled design: every point is shown
	}
	for _, a := range rest {
		fixed = append(fixed, a.name+" = "+a.words[0])
	}
	return e.where(func(i int) bool {
		return !slices.ContainsFunc(rest, func(a varied) bool { return a.words[i] != a.words[0] })
	}), fixed
}

type namedRows struct {
	words string
	rows  []int
}

// lines divides rows by the value of the second address, each in order of the first.
func (e *estimates) lines(rows []int) []namedRows {
	var lines []namedRows
	if len(e.axes) < 2 {
		lines = []namedRows{{"estimate", rows}}
	} else {
		second := e.axes[1]
		for _, value := range distinct(pick(second.words, rows)) {
			l := namedRows{words: shortName(second.name) + " = " + value}
			for _, r := range rows {
				if second.words[r] == value {
					l.rows = append(l.rows, r)
				}
			}
			lines = append(lines, l)
		}
	}
	for _, l := range lines {
		slices.SortStableFunc(l.rows, func(a, b int) int { return cmp.Compare(e.axes[0].places[a], e.axes[0].places[b]) })
	}
	return lines
}

// spread shades the middle nine tenths of the runs behind a single line.
func (e *estimates) spread(p *panel, f *figure, rows []int) {
	b := band{xs: pick(e.axes[0].places, rows), low: pick(e.p05, rows), high: pick(e.p95, rows), fill: tint(blue, 0.14)}
	if len(unbroken(b.xs, b.high)) == 0 || slices.Equal(b.low, b.high) { // one run a point
		return
	}
	p.add(b)
	p.key = append(p.key, entry{words: "5–95% of runs", fill: b.fill})
	enter(f.data, "5–95% of runs", b.xs, pick(e.mean, rows), b.low, b.high)
}

// line draws one line with its intervals and its theory.
func (e *estimates) line(p *panel, f *figure, i int, l namedRows, scatter bool) {
	style := stroke(i)
	solid := line(style.Color, 0.8)
	symbol := draw.GlyphStyle{Color: style.Color, Radius: vg.Points(2), Shape: shapes[i%len(shapes)]}
	if scatter {
		style = draw.LineStyle{}
		symbol.Color, symbol.Shape, solid.Color = blue, draw.CircleGlyph{}, blue
	}
	if e.axes[0].ranked {
		style.Width = 0 // words have nothing between them
	}
	xs, ys := pick(e.axes[0].places, l.rows), pick(e.mean, l.rows)
	lo, hi := pick(e.lo, l.rows), pick(e.hi, l.rows)
	theory := curve{xs: xs, ys: pick(e.theory, l.rows), style: draw.LineStyle{Color: ink, Width: 0.8, Dashes: dashing[2]}}
	if runs := unbroken(theory.xs, theory.ys); len(runs) > 0 && !scatter {
		p.add(theory)
		enter(f.data, "theory, "+l.words, theory.xs, theory.ys, nil, nil)
		if i == 0 {
			p.key = append(p.key, entry{words: "theory", line: theory.style})
		}
	}
	p.add(whiskers{xs, lo, hi, solid}, curve{xs: xs, ys: ys, style: style, symbol: symbol})
	if !scatter {
		p.key = append(p.key, entry{words: l.words, line: style, symbol: symbol})
	}
	enter(f.data, l.words, xs, ys, lo, hi)
}

// remark says how the points were estimated and what was held.
func (e *estimates) remark(rows []int, fixed []string) string {
	runs := pick(e.runs, rows)
	text := "One run a point."
	if most := slices.Max(runs); most > 1 {
		text = fmt.Sprintf("Bars: 95%% intervals from %s runs a point.", counts(slices.Min(runs), most))
	}
	if e.totals && slices.Max(runs) > 1 {
		text += " Ratio of means over runs, not mean of ratios."
	}
	if e.metric.Name == reproduction && len(unbroken(e.axes[0].places, e.theory)) > 0 {
		text += " Theory: of a fall through all prices."
	}
	if len(fixed) > 0 {
		text += " Held: " + strings.Join(fixed, ", ") + "."
	}
	return text
}

func counts(low, high float64) string {
	if low == high {
		return counted(low)
	}
	return counted(low) + " to " + counted(high)
}
