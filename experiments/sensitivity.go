package experiments

import (
	"strings"

	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/market/random"
	"firesale/sim/stream"
)

// sensitivityTable says which varied input each metric answers to, and how much of it is luck.
const sensitivityTable = "sensitivity"

// What is estimated of a metric over the design. S1, ST and S2 are shares of the variance of the points' means; mu and
// its relatives are changes of the metric over the whole range of the input; pawn is a distance between distributions.
const (
	indexNoise  = "noise"
	indexFirst  = "S1"
	indexTotal  = "ST"
	indexSecond = "S2"
	indexMuStar = "mu_star"
	indexMu     = "mu"
	indexSigma  = "sigma"
	indexPawn   = "pawn"
)

func sensitivityColumns() []results.Column {
	return []results.Column{
		{Name: "metric", Kind: results.Texts, Doc: "of the means of the points; of totals where the summary has them"},
		{Name: "index", Kind: results.Texts, Doc: "S1, ST, S2 of a saltelli design; mu_star, mu, sigma of a morris design; pawn of latin and sobol; noise: share of the variance of single runs that is luck"},
		{Name: "input", Kind: results.Texts, Doc: "varied address, or the group of several; of pawn also dummy, which does nothing"},
		{Name: "with", Kind: results.Texts, Doc: "other input of a pair"},
		{Name: "value", Doc: "estimate; mu_star, mu and sigma in the unit of the metric"},
		{Name: "lo", Doc: "lower end of its 95% interval, by bootstrap over points, blocks or trajectories"},
		{Name: "hi", Doc: "upper end"},
		{Name: "runs", Kind: results.Ints, Doc: "runs that it rests on"},
		{Name: "left_out", Kind: results.Ints, Doc: "points left out, with their blocks, because the metric exists in none of their runs"},
		{Name: "distinguishable", Kind: results.Texts, Doc: "yes or no: from 0, where the interval of a share is narrower than 1; of pawn, from the dummy"},
		{Name: "reason", Kind: results.Texts, Doc: "why there is no estimate"},
	}
}

// sensitivity is the table; nil where there is nothing to compare.
func (s *Study) sensitivity(summary *results.Table, samples [][]stats.Sample) *results.Table {
	if len(s.Points) < 2 || s.Spec.Rare != nil {
		return nil
	}
	t := results.NewTable(sensitivityTable, sensitivityColumns())
	for i, m := range s.metricColumns() {
		a := analysis{study: s, metric: m.Name, table: t, summary: summary}
		a.noise(samples[i])
		a.inputs()
	}
	if t.Len() == 0 {
		return nil
	}
	return t
}

// An analysis is of one metric.
type analysis struct {
	study          *Study
	metric         string
	table, summary *results.Table
	runs, leftOut  int64
}

// luck is the source of the bootstrap: of the seed and the metric only.
func (a *analysis) luck() *random.Source {
	return stream.Open(a.study.Spec.Run.Seed, 0, sensitivityTable, a.metric)
}

func (a *analysis) boot(resamples int) stats.Bootstrap {
	return stats.Bootstrap{Level: level, Resamples: resamples, Source: a.luck()}
}

// row appends an estimate.
func (a *analysis) row(index, input, with string, i stats.Interval, distinguishable string) {
	word := func(text string) results.Cell {
		if text == "" {
			return results.Null()
		}
		return results.Text(text)
	}
	a.append(append([]results.Cell{results.Text(a.metric), results.Text(index), word(input), word(with)},
		append(interval(i), results.Int(a.runs), results.Int(a.leftOut), word(distinguishable), results.Null())...))
}

func (a *analysis) append(row []results.Cell) { a.table.Append(row) } // a table in memory takes every row that has its columns

// refuse says why there is no estimate.
func (a *analysis) refuse(index string, why error) {
	a.append([]results.Cell{results.Text(a.metric), results.Text(index), {}, {}, {}, {}, {},
		results.Int(a.runs), results.Int(a.leftOut), {}, results.Text(strings.TrimPrefix(why.Error(), "stats: "))})
}

// apart says in a word whether an interval is known and leaves out 0.
func apart(i stats.Interval) string { return yesNo(i.Known() && i.Verdict() == "") }

// shareApart is apart for a share of the variance, which is never below 0: an estimate that is says how large the noise is. An
// interval as wide as all of it says that the design has too few points for the metric, and then its ends mean nothing.
func shareApart(i stats.Interval) string {
	return yesNo(i.Known() && i.Lo > 0 && i.Hi-i.Lo < 1)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// noiseResamples bound the work of intervals that only say how well noise is known.
const noiseResamples = 200

// noise is the share of luck, where points have more than one run.
func (a *analysis) noise(samples []stats.Sample) {
	for _, s := range samples {
		a.runs += int64(s.N)
		if s.N == 0 {
			a.leftOut++
		}
	}
	if share := stats.NoiseShare(samples, a.boot(noiseResamples)); share.N > 0 {
		a.row(indexNoise, "", "", share, "")
	}
}
