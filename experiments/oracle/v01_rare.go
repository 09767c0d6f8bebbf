package oracle

import (
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
)

// Runs of a rare estimate: both ways must do with 100,000 paths for a relative error of 10%.
const (
	rarePaths       = 20_000
	splitPopulation = 250
	splitRuns       = 5_000 // some 13 paths each are drawn on the way to one in a million
	mostRelative    = 0.1
)

// rarePassages is the rare-event part of V1: the probability that the loan is liquidated, from paths that were drawn to fall
// and are weighed, against the law of looking at the ends of hours, where plain paths see the event and where one in a million does.
func rarePassages(b *bench) error {
	for _, p := range []passage{{0.55, 0, 30 * day, 0.5578}, {0.55, 0, 30 * day, 0.3754}} {
		barrier := p.barrier(threshold)
		tilt := sim.Rare{Tilt: &price.Tilt{Until: barrier, Drift: barrier / p.years}}
		if err := p.rarely(b, "tilt", tilt, min(rarePaths, b.replications(rarePaths)), 1); err != nil {
			return err
		}
		split := sim.Rare{Splitting: &price.Splitting{Until: barrier, Particles: splitPopulation}}
		if err := p.rarely(b, "splitting", split, splitRuns, splitPopulation); err != nil {
			return err
		}
	}
	return nil
}

// rarely estimates the probability of passing 80%, with the runs taken in groups that are independent of each other.
func (p passage) rarely(b *bench, name string, rare sim.Rare, runs, group int) error {
	looks := int(math.Round(p.years * float64(unit.Year) / float64(unit.Hour)))
	w, err := p.world(unit.Hour, looks)
	if err != nil {
		return err
	}
	w.Rare, w.Lenders = rare, w.Lenders[1:2]
	runner, err := sim.NewRunner(w)
	if err != nil {
		return err
	}
	means, paths := make([]float64, runs/group), 0.0
	for i := range runs {
		run, err := runner.Run(i, sim.Keep{})
		if err != nil {
			return err
		}
		paths += run.Paths
		if run.Lenders[0].LiquidatedLoans > 0 {
			means[i/group] += run.Weight / float64(group)
		}
		if err := b.ctx.Err(); err != nil {
			return err
		}
	}
	got, want := stats.Mean(means, 0.95), p.seen(p.barrier(threshold), looks)
	deviation := math.Sqrt(stats.Variance(means) / float64(len(means)))
	quantity := fmt.Sprintf("80%%, hourly, by %s", name) + p.String()
	b.row(quantity, fmt.Sprintf("%.4g", want), fmt.Sprintf("%.4g ± %.2g", got.Mean, deviation), "4 s.e.", off(want, got.Mean, 4*deviation))
	b.told(fmt.Sprintf("relative error from %.0f paths, by %s", math.Round(paths), name)+p.String(), fmt.Sprint("at most ", mostRelative),
		fmt.Sprintf("%.3f", deviation/got.Mean), "100,000 paths", deviation <= mostRelative*got.Mean && paths <= 100_000)
	return nil
}
