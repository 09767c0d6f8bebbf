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

// level is that of every interval of a study.
const level = 0.95

// statistics of a metric over the runs of a point, in the order of their columns.
var statistics = []struct{ suffix, doc string }{
	{".mean", "mean over the runs in which it exists"},
	{".lo", "lower end of the 95% interval of the mean, by Student's t (of pairs with run.antithetic); of a share, by Wilson's score"},
	{".hi", "upper end"},
	{".p05", "5% quantile over the runs"},
	{".p50", "median over the runs"},
	{".p95", "95% quantile over the runs"},
}

// A total is a metric that must be taken from totals over the runs, because a mean of its ratios is ruled by runs in which
// little happened.
type total struct {
	metric, doc string
	parts       [2]string // columns: Σ of the first over Σ of the second, after their transformation
	of          func(x float64) float64
	less        bool // 1 − the ratio
}

var totals = []total{
	{"amplification", "mean log fall with feedback / mean log fall without", [2]string{"drawdown", "drawdown_exogenous"}, logFall, false},
	{"reproduction", "1 - coins of generation 0 / coins of all, summed over the runs", [2]string{"liquidated_btc_g0", "liquidated_btc"}, nil, true},
}

func logFall(drawdown float64) float64 { return -math.Log1p(-drawdown) }

// A digest is what the runs say together: the summary, a row a point, and what is needed of every point to tell luck
// from the design.
type digest struct {
	summary *results.Table
	tails   *results.Table
	rare    *results.Table   // nil unless the study asks for one
	samples [][]stats.Sample // by metric, then by point
	failed  int64            // runs
}

// digest reads the runs point by point.
func (s *Study) digest(dir string) (*digest, error) {
	d := &digest{summary: results.NewTable("summary", s.summaryColumns()), tails: results.NewTable(tailsTable, s.tailColumns()),
		samples: make([][]stats.Sample, len(s.metricColumns()))}
	if s.Spec.Rare != nil {
		d.rare = results.NewTable(rareTable, s.rareSummaryColumns())
	}
	p := pointRuns{study: s, values: make([][]results.Cell, len(s.runColumns()))}
	err := results.Scan(dir, runsTable, func(row []results.Cell) error {
		if status, _ := row[2].Text(); status != statusOK {
			d.failed++
		}
		if point, _ := row[0].Int(); point != int64(p.point) {
			if err := d.add(&p); err != nil {
				return err
			}
			p.next()
		}
		for i, c := range row {
			p.values[i] = append(p.values[i], c)
		}
		return nil
	})
	if err != nil {
		return d, err
	}
	return d, d.add(&p)
}

// add takes in the runs of a point.
func (d *digest) add(p *pointRuns) error {
	for i := range d.samples {
		d.samples[i] = append(d.samples[i], stats.SampleOf(existing(p.values[p.study.firstMetric()+i])))
	}
	if !p.study.Screens() && d.rare == nil {
		if err := p.tails(d.tails); err != nil {
			return err
		}
	}
	if d.rare != nil {
		if err := d.rare.Append(p.rareRow()); err != nil {
			return err
		}
	}
	return d.summary.Append(p.row())
}

// firstMetric is the place of the first metric among the columns of a run.
func (s *Study) firstMetric() int { return len(s.runColumns()) - len(s.metricColumns()) }

func (s *Study) summaryColumns() []results.Column {
	cols := []results.Column{{Name: "point", Kind: results.Ints, Doc: "setting of the design, from 0"}}
	cols = append(cols, s.axisColumns()...)
	cols = append(cols, results.Column{Name: "runs", Kind: results.Ints, Doc: "runs that did not fail"})
	for _, m := range s.metricColumns() {
		for _, st := range statistics {
			cols = append(cols, results.Column{Name: m.Name + st.suffix, Unit: m.Unit, Doc: st.doc})
		}
		if s.Spec.Run.Control > 0 {
			for _, st := range controlStatistics {
				cols = append(cols, results.Column{Name: m.Name + st.suffix, Unit: m.Unit, Doc: st.doc})
			}
		}
		if totalOf(m.Name) != nil {
			cols = append(cols,
				results.Column{Name: m.Name + ".total", Unit: m.Unit, Doc: totalOf(m.Name).doc},
				results.Column{Name: m.Name + ".total_lo", Unit: m.Unit, Doc: "lower end of its 95% interval, by bootstrap over the runs"},
				results.Column{Name: m.Name + ".total_hi", Unit: m.Unit, Doc: "upper end"})
		}
		if metric.HasTheory(m.Name) {
			cols = append(cols, results.Column{Name: m.Name + ".theory", Unit: m.Unit, Doc: "mean field, from the pool's own wake prices"})
		}
	}
	return cols
}

func totalOf(name string) *total {
	for i := range totals {
		if totals[i].metric == name {
			return &totals[i]
		}
	}
	return nil
}

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
			row = append(row, p.describeWeighted(first+i)...)
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
