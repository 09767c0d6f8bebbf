package experiments

import (
	"fmt"
	"math"
	"slices"

	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// rareTable has the probability of the rare event, a row a point.
const rareTable = "rare"

// leastPopulations is how many a splitting needs for an interval between them; assumed.
const leastPopulations = 10

// weigh estimates a mean from the weighted runs of a point. Where they come in populations, the interval is between these.
func (p *pointRuns) weigh(xs, weights []float64) stats.Rare {
	split, ok := p.study.Spec.Rare.Params.(*SplittingTable)
	if !ok {
		return stats.Weighted(xs, weights, level)
	}
	means := populationMeans(xs, weights, p.column("population"), int(split.Particles))
	ones := make([]float64, len(means))
	for i := range ones {
		ones[i] = 1
	}
	r := stats.Weighted(means, ones, level)
	r.Interval = stats.Mean(means, level)
	r.Warning = ""
	switch {
	case r.Mean == 0:
		r.Warning = "the event was never drawn"
	case len(means) < leastPopulations:
		r.Warning = fmt.Sprintf("the interval rests on %d populations, fewer than %d", len(means), leastPopulations)
	case r.RelativeError > 0.3:
		r.Warning = "populations differ so much that their interval means little: take more particles"
	}
	return r
}

// populationMeans is the weighted mean of each population of a size. A population with a failed run is left out.
func populationMeans(xs, weights, populations []float64, size int) (means []float64) {
	for from := 0; from < len(xs); {
		to, sum := from, 0.0
		for ; to < len(xs) && populations[to] == populations[from]; to++ {
			sum += float64(xs[to] * weights[to])
		}
		if to-from == size {
			means = append(means, sum/float64(size))
		}
		from = to
	}
	return means
}

// describeWeighted is the statistics of a metric over weighted runs: a mean, no quantiles. It is null where there are no runs,
// where the metric is missing in one, or where it may differ from 0 in paths that were not drawn.
func (p *pointRuns) describeWeighted(name string, column int) []results.Cell {
	xs, weights := existing(p.values[column]), p.column("weight")
	if len(xs) == 0 || len(xs) != len(weights) || !p.study.Spec.Rare.nothingElsewhere(name, slices.Min(xs)) {
		return make([]results.Cell, len(statistics))
	}
	return append(interval(p.weigh(xs, weights).Interval), make([]results.Cell, len(statistics)-3)...)
}

// nothingElsewhere says that a metric, never below least, is 0 in all runs that were not drawn. A tilt draws runs of every
// kind. Splitting lets go of those that do not reach its LTV, of which it knows only that the rare event does not happen in
// them: that its metric is not above 0, where this is the level.
func (t *RareTable) nothingElsewhere(metric string, least float64) bool {
	return t.Kind != "splitting" || metric == t.Metric && t.Level == 0 && least >= 0
}

func (s *Study) rareSummaryColumns() []results.Column {
	cols := append([]results.Column{{Name: "point", Kind: results.Ints, Doc: "setting of the design, from 0"}}, s.axisColumns()...)
	return append(cols,
		results.Column{Name: "metric", Kind: results.Texts, Doc: "what may exceed the level"},
		results.Column{Name: "level", Unit: "of the metric", Doc: "exceeded strictly"},
		results.Column{Name: "probability", Unit: "1", Doc: "that it does, in a run"},
		results.Column{Name: "lo", Unit: "1", Doc: "lower end of its 95% interval"},
		results.Column{Name: "hi", Unit: "1", Doc: "upper end"},
		results.Column{Name: "relative_error", Unit: "1", Doc: "standard error / probability; null if the event was never drawn"},
		results.Column{Name: "effective", Unit: "1", Doc: "runs, of splitting populations, that would give the same error if all contributed alike"},
		results.Column{Name: "runs", Kind: results.Ints, Doc: "that did not fail"},
		results.Column{Name: "paths", Unit: "paths", Doc: "price paths drawn for them, copies included"},
		results.Column{Name: "plain_runs", Unit: "runs", Doc: "without tilt or splitting, for the same error"},
		results.Column{Name: "mean_weight", Unit: "1", Doc: "of a tilt, mean of the runs' weights: 1 in the long run; below, the summary's means of what happens without the event too, like a fall, are too low by as much; null for splitting"},
		results.Column{Name: "warning", Kind: results.Texts, Doc: "why the estimate cannot be trusted; null if nothing speaks against it"})
}

// probable keeps the interval of a probability, which is even about its mean, between 0 and 1; ends that are not known stay so.
func probable(i stats.Interval) stats.Interval {
	if i.Lo < 0 && !math.IsInf(i.Lo, 0) {
		i.Lo = 0
	}
	if i.Hi > 1 && !math.IsInf(i.Hi, 0) {
		i.Hi = 1
	}
	return i
}

// rareRow is the probability of the rare event at the point.
func (p *pointRuns) rareRow() []results.Cell {
	s, t := p.study, p.study.Spec.Rare
	row := []results.Cell{results.Int(int64(p.point))}
	for i, a := range s.Axes {
		row = append(row, a.cell(s.Points[p.point].Values[i]))
	}
	xs, weights := p.column(t.Metric), p.column("weight")
	hits := make([]float64, len(xs))
	for i, x := range xs {
		if x > t.Level {
			hits[i] = 1
		}
	}
	row = append(row, results.Text(t.Metric), results.Float(t.Level))
	if len(xs) != len(weights) || len(xs) == 0 {
		return append(row, results.Null(), results.Null(), results.Null(), results.Null(), results.Null(), results.Int(p.ok()),
			results.Null(), results.Null(), results.Null(), results.Text(fmt.Sprintf("%s does not exist in all runs", t.Metric)))
	}
	r := p.weigh(hits, weights)
	row = append(append(row, interval(probable(r.Interval))...), results.Maybe(r.RelativeError, !math.IsInf(r.RelativeError, 0)),
		results.Float(r.Effective), results.Int(p.ok()), results.Float(stats.Sum(p.column("paths"))))
	plain, mean, warning := results.Null(), results.Null(), results.Null()
	if t.Kind == "tilt" {
		mean = results.Float(stats.Sum(weights) / float64(len(weights)))
	}
	if r.Mean > 0 && r.RelativeError > 0 {
		plain = results.Float((1 - r.Mean) / (r.Mean * r.RelativeError * r.RelativeError))
	}
	if r.Warning != "" {
		warning = results.Text(r.Warning)
	}
	return append(row, plain, mean, warning)
}
