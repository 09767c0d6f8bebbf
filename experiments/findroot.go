package experiments

import (
	"cmp"
	"math"
	"slices"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim/stream"
)

// findStatistics are the statistics that a search can watch: quantiles, by the share of the runs below them, and the mean.
var findStatistics = map[string]float64{"mean": math.NaN(), "p05": 0.05, "p50": 0.5, "p95": 0.95}

// describe is the statistic of the runs in which the metric exists, with its interval.
func (q *search) describe(xs []float64) stats.Interval {
	share := findStatistics[q.table.Statistic]
	switch {
	case !math.IsNaN(share):
		return stats.QuantileInterval(xs, share, level)
	case metric.IsShare(q.table.Metric):
		return stats.Wilson(int(stats.Sum(xs)), len(xs), level)
	}
	return stats.Mean(xs, level)
}

// statisticOf is the statistic alone; NaN of no runs.
func (q *search) statisticOf(xs []float64) float64 {
	share := findStatistics[q.table.Statistic]
	switch {
	case len(xs) == 0:
		return math.NaN()
	case math.IsNaN(share):
		return stats.Sum(xs) / float64(len(xs))
	}
	return stats.Quantile(xs, share)
}

// root is where the statistic crosses the level, between the values that were visited, with the interval of its bootstrap:
// all values share their luck, so a resample draws replications, and searches the same values again. Where a resample has
// no crossing between the ends it has no root; if that is so for many, the interval is unknown.
func (q *search) root(f *Found) stats.Interval {
	sorted := slices.Clone(f.Visits)
	slices.SortFunc(sorted, func(a, b Visit) int { return cmp.Compare(a.Value, b.Value) })
	n := len(sorted[0].runs)
	boot := stats.Bootstrap{Level: level, Resamples: resamples, Source: stream.Open(q.study.Spec.Run.Seed, f.Point, "find", q.table.Address)}
	drawn := make([]float64, 0, n)
	return boot.Percentile(n, func(index []int) float64 {
		at := func(i int) float64 {
			drawn = drawn[:0]
			for _, r := range index {
				if x := sorted[i].runs[r]; !math.IsNaN(x) {
					drawn = append(drawn, x)
				}
			}
			return q.statisticOf(drawn)
		}
		return crossing(len(sorted), func(i int) float64 { return sorted[i].Value }, at, q.table.Level)
	})
}

// crossing bisects over n values in rising order and gives the place, on a straight line between two neighbours, where the
// statistic passes the level; NaN if both ends are on one side, or the statistic does not exist on the way.
func crossing(n int, value, statistic func(i int) float64, level float64) float64 {
	lo, hi := 0, n-1
	below, above := statistic(lo), statistic(hi)
	if math.IsNaN(below+above) || (below > level) == (above > level) {
		return math.NaN()
	}
	side := above > level
	for hi-lo > 1 {
		middle := (lo + hi) / 2
		switch x := statistic(middle); {
		case math.IsNaN(x):
			return x
		case (x > level) == side:
			hi, above = middle, x
		default:
			lo, below = middle, x
		}
	}
	if below == above {
		return value(lo) + (value(hi)-value(lo))/2
	}
	return value(lo) + (level-below)/(above-below)*(value(hi)-value(lo))
}

// roots is the table of where the searches ended, a row a point.
func (q *search) roots(found []Found) *results.Table {
	unit := Axis{Field: q.field}.unit()
	cols := append([]results.Column{{Name: "point", Kind: results.Ints, Doc: "setting of the design, from 0"}}, q.study.axisColumns()...)
	cols = append(cols,
		results.Column{Name: "runs", Kind: results.Ints, Doc: "replications at every value"},
		results.Column{Name: "bracket_lo", Unit: unit, Doc: q.table.Address + ": one end of the last bracket, between whose ends the level is crossed"},
		results.Column{Name: "bracket_hi", Unit: unit, Doc: "the other end"},
		results.Column{Name: "root.mean", Unit: unit, Doc: "where it is crossed, on a straight line between visited values"},
		results.Column{Name: "root.lo", Unit: unit, Doc: "lower end of its 95% interval, by bootstrap over the replications; null if it reaches an end of the search"},
		results.Column{Name: "root.hi", Unit: unit, Doc: "upper end"},
		results.Column{Name: "monotone", Kind: results.Texts, Doc: "yes, or no: there are other crossings, and bisection found one"})
	t := results.NewTable("root", cols)
	for _, f := range found {
		row := []results.Cell{results.Int(int64(f.Point))}
		for i, a := range q.study.Axes {
			row = append(row, a.cell(q.study.Points[f.Point].Values[i]))
		}
		row = append(row, results.Int(int64(len(f.Visits[0].runs))), results.Float(f.Lo), results.Float(f.Hi))
		row = append(row, interval(f.Root)...)
		t.Append(append(row, results.Text(map[bool]string{true: "yes", false: "no"}[f.Monotone]))) // a table in memory takes every row that has its columns
	}
	return t
}
