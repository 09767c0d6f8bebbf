package experiments

import (
	"math"
	"strings"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim/record"
	"firesale/sim/stream"
)

// What each lender loses, in company and alone, run by run, and what follows from that over the runs: bad ones, and what a
// note must pay for the company that its lender is in.
const (
	lossOf          = "loss"             // with everybody: cause system; alone: cause the lender
	lossProbability = "loss-probability" // P(loss > 0)
	lossVaR99       = "loss-var99"
	noteYears       = "note-years"       // what a contagion spread is earned on
	contagionSpread = "contagion-spread" // bp a year
	coVaR95         = "covar95"          // of all lenders, where this one does badly
	deltaCoVaR95    = "delta-covar95"    // less that where it does as usual
	mes95           = "mes95"            // of this one, where all do badly
)

// distress is the share of the runs in which a loss is not a bad one.
const distress = 0.95

// lose notes what a lender and its notes lose in company and alone.
func (a *attributor) lose(name string, all, alone outcome) {
	for b, to := range a.burdens {
		if to.lender != name {
			continue
		}
		a.add(lossOf, allLenders, name, to.item, all.losses[b])
		a.add(lossOf, name, name, to.item, alone.losses[b])
		if to.note != "" && to.note != metric.Residual {
			a.add(noteYears, allLenders, name, to.item, yearsOf(a.whole, metric.Note{Lender: name, Name: to.note}))
		}
	}
}

func yearsOf(run *record.Run, n metric.Note) float64 {
	if years, ok := n.Years(run); ok {
		return years
	}
	return math.NaN()
}

// tails writes what needs all runs of a point: probabilities, quantiles, contagion spreads, CoVaR and MES.
func (d *shareMeans) tails() {
	for _, key := range d.order {
		switch xs := d.values[key].values; key.measure {
		case lossOf:
			d.distribution(key, xs)
		case noteYears:
			d.contagion(key, xs)
		}
	}
	system := d.losses(allLenders)
	for _, name := range d.study.players {
		own := d.losses(name)
		covar, delta := stats.CoVaR(system, own, distress, d.boot(coVaR95, name, len(own)))
		d.estimate(blame{measure: coVaR95, cause: name, on: allLenders, item: lenderLoss}, covar)
		d.estimate(blame{measure: deltaCoVaR95, cause: name, on: allLenders, item: lenderLoss}, delta)
		d.estimate(blame{measure: mes95, cause: allLenders, on: name, item: lenderLoss}, stats.MES(own, system, distress, d.boot(mes95, name, len(own))))
	}
}

// losses is what a lender, or all of them, lost in company, run by run.
func (d *shareMeans) losses(on string) []float64 {
	return d.values[blame{measure: lossOf, cause: allLenders, on: on, item: lenderLoss}].values
}

func (d *shareMeans) distribution(of blame, losses []float64) {
	if losses = numbers(losses); len(losses) == 0 {
		return // of a note that does not exist
	}
	positive := 0
	for _, x := range losses {
		if x > 0 {
			positive++
		}
	}
	of.measure = lossProbability
	d.estimate(of, stats.Wilson(positive, len(losses), level))
	of.measure = lossVaR99
	d.estimate(of, stats.VaR(losses, 0.99, level))
}

// contagion is what a note would have to earn a year for the losses that its lender's company adds:
//
//	10⁴ · (E[loss, all] − E[loss, alone]) / E[original · average life, all]
//
// in basis points, with a BCa interval over the runs; null where the note is never paid any principal. The average life leaves
// out runs in which that is so.
func (d *shareMeans) contagion(of blame, years []float64) {
	added := d.values[blame{measure: vulnerability, cause: allOthers, on: of.on, item: of.item}].values
	spread := d.boot(contagionSpread, of.item, len(years)).BCa(len(years), func(index []int) float64 {
		sum, life, paid := 0.0, 0.0, 0.0
		for _, i := range index {
			sum += added[i]
			if !math.IsNaN(years[i]) {
				life += years[i]
				paid++
			}
		}
		return 1e4 * (sum / float64(len(index))) / (life / paid)
	})
	of.measure, of.cause = contagionSpread, allOthers
	d.estimate(of, spread)
}

// boot is a bootstrap whose draws depend on the seed, the point and the estimate, and on nothing else.
func (d *shareMeans) boot(measure, of string, runs int) stats.Bootstrap {
	return stats.Bootstrap{Level: level, Resamples: tailResamples(max(runs, 1)),
		Source: stream.Open(d.study.Spec.Run.Seed, d.point, attributionSummaryTable, strings.Join([]string{measure, of}, " "))}
}

// estimate writes a row; an estimate that does not exist is null.
func (d *shareMeans) estimate(key blame, i stats.Interval) {
	if math.IsNaN(i.Mean) || math.IsInf(i.Mean, 0) {
		i = stats.Interval{}
	}
	d.row(key, append(interval(i), results.Null(), results.Int(int64(i.N))))
}
