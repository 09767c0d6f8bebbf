package oracle

import (
	"fmt"
	"math"
	"runtime"

	"firesale/experiments/calibrate"
	"firesale/experiments/stats"
	"firesale/market"
	"firesale/market/flow"
	"firesale/market/unit"
)

// seeds of the book gates, and the starts of each.
const bookSeeds, startsOfSeed = 10, 16

// presetBook is the order book of a study that says nothing about it.
func presetBook() calibrate.Market {
	m := calibrate.Market{Book: market.BookConfig{Scale: flow.Scale{TickUSD: 1, LotBTC: 0.001}}, StartUSD: published, Volatility: 0.55, Seed: seed}
	for _, k := range flow.Kinds[:4] {
		m.Book.Classes = append(m.Book.Classes, market.FlowClass{Name: k.Name, Params: k.Preset()})
	}
	return m
}

// bookGates: in the preset book a sweep costs convexly, a paced sale concavely, its displacement fades, and the mid
// returns to the fundamental. None of it is coded: it is measured by the protocol of metaorders, over ten seeds, after
// two hours of warm-up (the background is at rest after one). The cost of a sweep is against the mid, as the protocol
// has it, and its sizes begin beyond the best quote; against the best bid itself, without the half spread that every
// sweep pays alike, the slope is steeper, and shown.
func bookGates(b *bench) error {
	p := calibrate.FullProtocol(bookSeeds * startsOfSeed)
	p.WarmUp, p.Seeds = 2*unit.Hour, bookSeeds
	if n := b.effort.Replications; n > 0 {
		p.Starts = max(p.Seeds, n*p.Starts/40_000)
	}
	impact, err := calibrate.Measure(b.ctx, presetBook(), p, runtime.GOMAXPROCS(0), nil)
	if err != nil {
		return err
	}
	b.impactRows(impact)
	if p.Starts < bookSeeds*startsOfSeed {
		return nil // too few starts a seed for the rows of single seeds
	}
	sweeps, paced := impact.BySeed()
	b.each("slope of a sweep, lowest and highest seed", 1.2, 1.8, sweeps)
	b.each("slope of a sale at 10%, lowest and highest seed", 0.4, 0.7, paced)
	return nil
}

// impactRows are the gates on an impact.
func (b *bench) impactRows(i *calibrate.Impact) {
	b.meets("sweep: slope of cost on size", 1.2, 1.8, i.Sweep.Slope)
	b.meets("the same against the best bid", 1.2, 1.8, i.Sweep.BestSlope)
	for _, s := range i.Paced {
		b.meets(fmt.Sprintf("paced at %g%%: slope of peak impact on size", 100*s.Participation), 0.4, 0.7, s.Slope)
	}
	for _, s := range i.Paced {
		b.meets(fmt.Sprintf("paced at %g%%: left one duration after the end / peak", 100*s.Participation), 0.3, 0.8, s.Decay)
	}
	b.meets("minutes until half of a jump of f is in the mid", 10, 60, i.HalfLife)
}

// each compares the estimates of single seeds, noise and all, with a band widened by two of their standard deviations.
func (b *bench) each(quantity string, low, high float64, estimates []float64) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, x := range estimates {
		least, most = math.Min(least, x), math.Max(most, x)
	}
	noise := 2 * math.Sqrt(stats.Variance(estimates))
	b.row(quantity, short(low)+" to "+short(high), short(least)+" to "+short(most), "each ± "+short(noise), least >= low-noise && most <= high+noise)
}
