package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// comparison draws the differences of one metric between sides, a row each, from the table that firesale compare makes:
// Student's interval of paired runs (or Welch's) thick, the BCa bootstrap interval thin below it, and a line at 0.
func comparison(s source, what string) (*figure, error) {
	c, err := s.comparison(what)
	if err != nil {
		return nil, err
	}
	label, ticks := quantity(c.metric)
	names, study := withoutStudy(c.names)
	if crowds(names) {
		names, c.references = briefly(names), briefly(c.references)
	}
	words := "difference of " + label + " from " + commonOf(c.references)
	if study != "" {
		words = label + " of " + study + " less that of " + commonOf(c.references)
	}
	p := newPanel(words, "")
	p.X.Tick.Marker = ticks
	f := &figure{
		title: "Difference of " + label, note: c.note(), width: pageWidth, panels: []*panel{p},
		height: 74 + 17*vg.Length(len(names)), data: newSheet("compare", "row", ""),
	}
	thick, thin := line(blue, 1.6), line(vermillion, 0.8)
	symbol := draw.GlyphStyle{Color: blue, Radius: vg.Points(2.2), Shape: draw.CircleGlyph{}}
	p.key = append(p.key, entry{words: c.interval(), line: thick, symbol: symbol})
	p.add(spans{c.rows, c.lo, c.hi, thick}, curve{xs: c.mean, ys: c.rows, symbol: symbol})
	enter(f.data, c.interval(), c.rows, c.mean, c.lo, c.hi)
	if len(unbroken(c.bcaLo, c.bcaHi)) > 0 {
		below := slices.Clone(c.rows)
		for i := range below {
			below[i] -= 0.22
		}
		p.key = append(p.key, entry{words: "95% BCa bootstrap", line: thin})
		p.add(spans{below, c.bcaLo, c.bcaHi, thin})
		enter(f.data, "95% BCa bootstrap", c.rows, c.mean, c.bcaLo, c.bcaHi)
	}
	p.X.Min, p.X.Max = math.Min(0, p.X.Min), math.Max(0, p.X.Max)
	air(&p.X, 0.05, 0.05)
	p.posts = []post{{at: 0, words: "no difference", style: line(quiet, 0.7, 3, 2)}}
	p.Y.Min, p.Y.Max = 0.4, float64(len(names))+0.6
	p.Y.Tick.Marker = c.ticks(names)
	return f, nil
}

// compared is the rows of the table of one metric.
type compared struct {
	metric                     results.Column
	method                     string // "" where rows differ
	references, names          []string
	rows, runs                 []float64 // rows: from the top down
	mean, lo, hi, bcaLo, bcaHi []float64
}

// comparison reads the rows of a metric: the one asked for, else amplification, else the first.
func (s source) comparison(what string) (*compared, error) {
	columns := []string{"metric", "unit", "reference", "other", "method", "runs",
		"difference.mean", "difference.lo", "difference.hi", "difference.bca_lo", "difference.bca_hi"}
	metrics := map[string]*compared{}
	first := ""
	err := s.cells("compare", columns, func(row []results.Cell) {
		name := row[0].String()
		c := metrics[name]
		if c == nil {
			if first == "" {
				first = name
			}
			c = &compared{metric: results.Column{Name: name, Unit: row[1].String()}, method: row[4].String()}
			metrics[name] = c
		}
		c.add(row)
	})
	if err != nil {
		return nil, err
	}
	for _, name := range []string{what, "amplification", first} {
		if c := metrics[name]; c != nil && (name == what || what == "") {
			return c, c.drawable()
		}
	}
	return nil, fmt.Errorf("table compare has no row of %q", what)
}

func (c *compared) add(row []results.Cell) {
	if c.method != row[4].String() {
		c.method = ""
	}
	c.references, c.names = append(c.references, row[2].String()), append(c.names, row[3].String())
	c.runs = append(c.runs, valueOf(row[5]))
	for i, to := range []*[]float64{&c.mean, &c.lo, &c.hi, &c.bcaLo, &c.bcaHi} {
		*to = append(*to, valueOf(row[6+i]))
	}
	c.rows = append(c.rows, 0)
	for i := range c.rows {
		c.rows[i] = float64(len(c.rows) - i)
	}
}

func (c *compared) drawable() error {
	for _, v := range c.mean {
		if !math.IsNaN(v) {
			return nil
		}
	}
	return fmt.Errorf("%s has no difference that exists", c.metric.Name)
}

func (c *compared) interval() string {
	return map[string]string{"paired": "95% Student's t", "Welch": "95% Welch", "": "95% Student's t or Welch"}[c.method]
}

func (c *compared) note() string {
	runs := " on " + counts(slices.Min(c.runs), slices.Max(c.runs)) + " runs a side"
	switch c.method {
	case "paired":
		return "Paired by replication" + runs + ": both sides have the same random numbers."
	case "Welch":
		return "Independent samples" + runs + ": the sides differ in seed or replications."
	}
	return "Paired by replication where seed and replications agree," + runs + "."
}

func (c *compared) ticks(names []string) (t named) {
	for i := len(names) - 1; i >= 0; i-- {
		t = append(t, plot.Tick{Value: c.rows[i], Label: names[i]})
	}
	return t
}

// withoutStudy takes the study off sides that are all points of one, "study: lender.ledn.copies = 1", and says which it is.
func withoutStudy(sides []string) (points []string, study string) {
	for _, side := range sides {
		name, point, ok := strings.Cut(side, ": ")
		if !ok || study != "" && name != study {
			return sides, ""
		}
		points, study = append(points, point), name
	}
	return points, study
}

// crowds reports whether names beside the rows would leave their differences less than half of the page.
func crowds(names []string) bool {
	label := writing(labelSize, ink)
	return slices.ContainsFunc(names, func(name string) bool { return label.Width(name) > pageWidth/2 })
}

// briefly names points by the last parts of their addresses, with as many digits as a person reads.
func briefly(points []string) (short []string) {
	for _, point := range points {
		parts := strings.Split(point, ", ")
		for i, part := range parts {
			address, value, ok := strings.Cut(part, " = ")
			if !ok {
				continue // of a value that is a list
			}
			if x, err := strconv.ParseFloat(value, 64); err == nil {
				value = brief(x)
			}
			parts[i] = shortName(address) + " = " + value
		}
		short = append(short, strings.Join(parts, ", "))
	}
	return short
}

// commonOf is what all references are: one side, or the same points of one study.
func commonOf(references []string) string {
	if len(distinct(references)) == 1 {
		return references[0]
	}
	if _, study := withoutStudy(references); study != "" {
		return study
	}
	return "the reference"
}

// spans are horizontal intervals with short caps.
type spans struct {
	ys, low, high []float64
	style         draw.LineStyle
}

// DataRange implements plot.DataRanger.
func (s spans) DataRange() (x0, x1, y0, y1 float64) {
	y0, y1, x0, _ = extent(s.ys, s.low)
	_, _, _, x1 = extent(s.ys, s.high)
	return x0, x1, y0, y1
}

// Plot implements plot.Plotter.
func (s spans) Plot(c draw.Canvas, p *plot.Plot) {
	const cap vg.Length = 2
	x, y := p.Transforms(&c)
	for i, at := range s.ys {
		if math.IsNaN(s.low[i] + s.high[i]) {
			continue
		}
		c.StrokeLine2(s.style, x(s.low[i]), y(at), x(s.high[i]), y(at))
		for _, end := range []float64{s.low[i], s.high[i]} {
			c.StrokeLine2(s.style, x(end), y(at)-cap, x(end), y(at)+cap)
		}
	}
}
