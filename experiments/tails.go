package experiments

import (
	"fmt"
	"strings"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim/stream"
)

// tailsTable is how a metric is spread over the runs of a point: quantiles, tails of losses, and means that Student's
// interval does not hold for.
const tailsTable = "tails"

func (s *Study) tailColumns() []results.Column {
	return append(append([]results.Column{{Name: "point", Kind: results.Ints, Doc: "setting of the design, from 0"}}, s.axisColumns()...),
		results.Column{Name: "metric", Kind: results.Texts, Doc: "name"},
		results.Column{Name: "statistic", Kind: results.Texts, Doc: "p05, p50, p95; of losses var95, es95, var99, es99: value at risk, expected shortfall; mean: where the metric has a long tail"},
		results.Column{Name: "value", Doc: "in the unit of the metric"},
		results.Column{Name: "lo", Doc: "lower end of its 95% interval: of order statistics, of es by bootstrap (BCa), of mean by bootstrap-t; null where the runs are too few for it"},
		results.Column{Name: "hi", Doc: "upper end"},
		results.Column{Name: "runs", Kind: results.Ints, Doc: "in which the metric exists"},
		results.Column{Name: "warning", Kind: results.Texts, Doc: "why it cannot be trusted yet"})
}

// A tail is a statistic of the runs of a point.
type tail struct {
	name     string
	share    float64 // of the runs below it
	losses   bool    // only of a loss
	interval func(xs []float64, share float64, boot stats.Bootstrap) stats.Interval
}

var tails = []tail{
	{"p05", 0.05, false, quantile}, {"p50", 0.5, false, quantile}, {"p95", 0.95, false, quantile},
	{"var95", 0.95, true, valueAtRisk}, {"es95", 0.95, true, stats.ExpectedShortfall},
	{"var99", 0.99, true, valueAtRisk}, {"es99", 0.99, true, stats.ExpectedShortfall},
}

func quantile(xs []float64, share float64, _ stats.Bootstrap) stats.Interval {
	return stats.QuantileInterval(xs, share, level)
}

func valueAtRisk(xs []float64, share float64, _ stats.Bootstrap) stats.Interval {
	return stats.VaR(xs, share, level)
}

// leastInTail is how many runs beyond it a statistic of a tail wants; assumed, a rule of thumb.
const leastInTail = 10

// LeastForTail is how many runs show whether a metric has a long tail: fewer have no skewness to speak of, and a
// bootstrap of them has too few different resamples; assumed, a rule of thumb.
const LeastForTail = 10

// isLoss reports whether large values of a metric are the bad ones.
func isLoss(metric string) bool {
	return metric == "shortfall_usd" || strings.HasPrefix(metric, "loss_usd.")
}

// tails appends the rows of the runs of a point. A single run has no spread.
func (p *pointRuns) tails(t *results.Table) error {
	for i, m := range p.study.metricColumns() {
		xs := existing(p.values[p.study.firstMetric()+i])
		if len(xs) < 2 {
			continue
		}
		boot := stats.Bootstrap{Level: level, Resamples: tailResamples(len(xs)),
			Source: stream.Open(p.study.Spec.Run.Seed, p.point, tailsTable, m.Name)}
		for _, q := range tails {
			if q.losses && !isLoss(m.Name) {
				continue
			}
			if err := t.Append(p.tailRow(m.Name, q.name, q.interval(xs, q.share, boot), q.warning(len(xs)))); err != nil {
				return err
			}
		}
		if n := stats.EnoughForMean(xs); n > len(xs) && len(xs) >= LeastForTail && !metric.IsShare(m.Name) { // a share has Wilson's
			why := fmt.Sprintf("a long tail: Student's interval of the mean is too short, it wants %d runs", n)
			if err := t.Append(p.tailRow(m.Name, "mean", stats.MeanT(xs, boot), why)); err != nil {
				return err
			}
		}
	}
	return nil
}

// tailResamples bounds the work of a bootstrap over many runs, whose interval needs no more.
func tailResamples(runs int) int { return max(200, min(1_000, 5_000_000/runs)) }

func (q tail) warning(runs int) string {
	beyond := float64(runs) * min(q.share, 1-q.share)
	if q.losses && beyond < leastInTail {
		return fmt.Sprintf("rests on %.3g runs, fewer than %d", beyond, leastInTail)
	}
	return ""
}

func (p *pointRuns) tailRow(metric, statistic string, i stats.Interval, warning string) []results.Cell {
	row := append(p.key(), results.Text(metric), results.Text(statistic))
	row = append(append(row, interval(i)...), results.Int(int64(i.N)))
	if warning == "" {
		return append(row, results.Null())
	}
	return append(row, results.Text(warning))
}
