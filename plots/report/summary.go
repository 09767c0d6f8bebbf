package report

import (
	"math"
	"slices"
	"strings"

	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// A summary is the table of that name, taken apart.
type summary struct {
	*results.Table
	axes, kinds []results.Column // what was varied, and the metrics
	answered    bool             // borrowers answer their margin calls
}

func newSummary(t *results.Table) summary {
	s := summary{Table: t}
	before := true
	for _, c := range t.Columns()[1:] {
		if c.Name == "runs" {
			before = false
			continue
		}
		if before {
			s.axes = append(s.axes, c)
		} else if m, ok := strings.CutSuffix(c.Name, ".mean"); ok {
			s.kinds = append(s.kinds, results.Column{Name: m, Unit: c.Unit})
		}
	}
	return s
}

// An answer is one metric over the points, as a person reads it first.
type answer struct {
	Metric, Unit string
	Cells        []estimate
}

// An estimate is a mean with half of its interval, and the interval itself for who points at it.
type estimate struct{ Text, Interval string }

// first are the metrics that the page opens with, in this order; losses of notes follow.
var first = []string{"drawdown_exogenous", "drawdown", "amplification", "reproduction", "liquidated_share", "waves", cured, "ltv_at_sale_max", "shortfall_usd"}

// cured is shown where borrowers answer their margin calls, of which the result has a table: elsewhere it is 0 by assumption.
const (
	cured   = "cure_share"
	answers = "cures_summary"
)

// answers are the metrics of the first look, each over all points.
func (s summary) answers() (out []answer) {
	names := slices.DeleteFunc(slices.Clone(first), func(name string) bool { return name == cured && !s.answered })
	for _, m := range s.kinds {
		if strings.HasPrefix(m.Name, "loss_usd.") {
			names = append(names, m.Name)
		}
	}
	for _, name := range names {
		if a, ok := s.answer(name); ok {
			out = append(out, a)
		}
	}
	if len(out) > 0 {
		out = append(s.settings(), out...)
	}
	return out
}

// mostColumns is the number of points beyond which a point is a row, mostRows that beyond which the rest is left to the
// table summary.
const (
	mostColumns = 8
	mostRows    = 200
)

// turned puts points into rows: the first row names the metrics.
func turned(byMetric []answer) (byPoint []answer) {
	if len(byMetric) == 0 {
		return nil
	}
	head := answer{Metric: "point"}
	for _, a := range byMetric {
		head.Cells = append(head.Cells, estimate{Text: strings.TrimSpace(a.Metric + " " + a.Unit)})
	}
	byPoint = []answer{head}
	for i := range min(mostRows, len(byMetric[0].Cells)) {
		row := answer{Metric: grouped(int64(i))}
		for _, a := range byMetric {
			row.Cells = append(row.Cells, a.Cells[i])
		}
		byPoint = append(byPoint, row)
	}
	return byPoint
}

// settings are what tells the points apart, and how many runs each has.
func (s summary) settings() (out []answer) {
	for _, c := range append(append([]results.Column(nil), s.axes...), results.Column{Name: "runs"}) {
		a := answer{Metric: c.Name}
		for _, cell := range s.Cells(c.Name) {
			a.Cells = append(a.Cells, estimate{Text: cell.String()})
		}
		out = append(out, a)
	}
	return out
}

// answer is one metric; false if it exists at no point. Ratios are those of totals.
func (s summary) answer(name string) (a answer, ok bool) {
	mean, lo, hi := name+".mean", name+".lo", name+".hi"
	if s.Has(name + ".total") {
		mean, lo, hi = name+".total", name+".total_lo", name+".total_hi"
	}
	column, there := s.Column(mean)
	if !there {
		return a, false
	}
	a.Metric, a.Unit = words(name), column.Unit
	for i, cell := range s.Cells(mean) {
		x, exists := cell.Float()
		e := estimate{Text: "–"}
		if exists {
			ok = true
			e = estimateOf(x, s.Cells(lo)[i], s.Cells(hi)[i])
		}
		a.Cells = append(a.Cells, e)
	}
	if a.Unit == "1" || a.Unit == a.Metric {
		a.Unit = ""
	}
	return a, ok
}

func estimateOf(x float64, lo, hi results.Cell) estimate {
	low, haveLow := lo.Float()
	high, haveHigh := hi.Float()
	i := stats.Interval{Mean: x, Lo: math.Inf(-1), Hi: math.Inf(1), N: 1}
	if haveLow && haveHigh {
		i.Lo, i.Hi = low, high
		return estimate{i.String(), "95% interval: " + lo.String() + " to " + hi.String()}
	}
	return estimate{Text: i.String()}
}
