package experiments

import (
	"math"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/experiments/stats"
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
