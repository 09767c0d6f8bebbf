package experiments

import (
	"math"
	"slices"
	"strings"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim/stream"
)

// pointRuns is the runs of one point, a column each.
type pointRuns struct {
	study  *Study
	point  int
	values [][]results.Cell
}

func (p *pointRuns) next() {
	p.point++
	for i := range p.values {
		p.values[i] = p.values[i][:0]
	}
}

// column is the values of a column that exist.
func (p *pointRuns) column(name string) []float64 {
	if i := p.place(name); i >= 0 {
		return existing(p.values[i])
	}
	return nil
}

// place is where a column of runs stands, −1 if there is none.
func (p *pointRuns) place(name string) int {
	return slices.IndexFunc(p.study.runColumns(), func(c results.Column) bool { return c.Name == name })
}

func existing(cells []results.Cell) []float64 {
	var xs []float64
	for _, c := range cells {
		if x, ok := c.Float(); ok {
			xs = append(xs, x)
		}
	}
	return xs
}

// key is the point and its settings.
func (p *pointRuns) key() []results.Cell {
	row := []results.Cell{results.Int(int64(p.point))}
	for i, a := range p.study.Axes {
		row = append(row, a.cell(p.study.Points[p.point].Values[i]))
	}
	return row
}

func (p *pointRuns) row() []results.Cell {
	s := p.study
	row := append(p.key(), results.Int(p.ok()))
	first := s.firstMetric()
	theory := s.theory(p)
	for i, m := range s.metricColumns() {
		if s.Spec.Rare != nil {
			row = append(row, p.describeWeighted(m.Name, first+i)...)
		} else {
			row = append(row, p.describe(m.Name, first+i)...)
		}
		if s.Spec.Run.Control > 0 {
			row = append(row, p.controlled(m.Name, first+i)...)
		}
		if t := totalOf(m.Name); t != nil {
			row = append(row, p.total(t)...)
		}
		if metric.HasTheory(m.Name) {
			row = append(row, theory[m.Name])
		}
	}
	return row
}

func (p *pointRuns) ok() (n int64) {
	for _, c := range p.values[2] {
		if status, _ := c.Text(); status == statusOK {
			n++
		}
	}
	return n
}

// describe is the statistics of a metric; all null where it exists in no run.
func (p *pointRuns) describe(name string, column int) []results.Cell {
	xs := existing(p.values[column])
	if len(xs) == 0 {
		return make([]results.Cell, len(statistics))
	}
	mean := p.meanOf(column)
	if metric.IsShare(name) {
		mean = stats.Wilson(int(stats.Sum(xs)), len(xs), level)
	}
	cells := interval(mean)
	for _, q := range stats.Quantiles(xs, 0.05, 0.5, 0.95) {
		cells = append(cells, results.Float(q))
	}
	return cells
}

// interval is an estimate and its bounds; a bound that is not known is null.
func interval(i stats.Interval) []results.Cell {
	if i.N == 0 {
		return make([]results.Cell, 3)
	}
	finite := func(x float64) results.Cell { return results.Maybe(x, !math.IsInf(x, 0) && !math.IsNaN(x)) }
	return []results.Cell{finite(i.Mean), finite(i.Lo), finite(i.Hi)}
}

// resamples of a bootstrap interval in a summary.
const resamples = 2_000

// total is Σa/Σb over the runs in which both exist, with a bootstrap interval whose draws depend on seed and point only.
func (p *pointRuns) total(t *total) []results.Cell {
	if p.study.Spec.Rare != nil { // ratios of sums are not weighed
		return make([]results.Cell, 3)
	}
	a, b := p.column(t.parts[0]), p.column(t.parts[1])
	if len(a) != len(b) || len(a) == 0 {
		return make([]results.Cell, 3)
	}
	if t.of != nil {
		a, b = mapped(a, t.of), mapped(b, t.of)
	}
	if p.study.Spec.Run.Antithetic && len(a) == len(p.values[0]) {
		a, b = pairSums(a), pairSums(b)
	}
	luck := stream.Open(p.study.Spec.Run.Seed, p.point, "summary", strings.ToLower(t.metric))
	i := stats.RatioOfSums(a, b, stats.Bootstrap{Level: level, Resamples: resamples, Source: luck})
	if t.less {
		i.Mean, i.Lo, i.Hi = 1-i.Mean, 1-i.Hi, 1-i.Lo
	}
	return interval(i)
}

func mapped(xs []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}
