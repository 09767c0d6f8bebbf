package oracle

import (
	"context"
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market"
	"firesale/market/flow"
)

// seeds of the book gates, and the starts of each.
const bookSeeds, startsOfSeed = 10, 16

// A BookMarket is an order book to run large sales through.
type BookMarket struct {
	Book       market.BookConfig
	StartUSD   float64
	Volatility float64
	Seed       int64
}

// Emergence is what large sales do to a book, with 95% intervals over starts.
type Emergence struct {
	Sweep, FromBest          stats.Interval // slope of a sweep's cost on its size: against the mid, and the best bid
	Paced                    []PacedSale
	HalfLife                 stats.Interval // minutes until half of a jump of f is in the mid
	SweepBySeed, PacedBySeed []float64      // slopes of single seeds, of sweeps and of the fastest paced sales
}

// A PacedSale is what sales at one participation do.
type PacedSale struct {
	Participation float64
	Slope, Left   stats.Interval // of peak impact on size; what is left of it one duration after the end
}

// Metaorders runs the full protocol of experiments/calibrate over so many starts, spread over consecutive seeds. experiments/calibrate has
// one; it is passed in, because the suite stands beside that package and not on it.
type Metaorders func(ctx context.Context, b BookMarket, starts, seeds int) (*Emergence, error)

// presetBook is the order book of a study that says nothing about it.
func presetBook() BookMarket {
	m := BookMarket{Book: market.BookConfig{Scale: flow.Scale{TickUSD: 1, LotBTC: 0.001}}, StartUSD: published, Volatility: 0.55, Seed: seed}
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
	starts := bookSeeds * startsOfSeed
	if n := b.effort.Replications; n > 0 {
		starts = max(bookSeeds, min(n, 40_000)*starts/40_000)
	}
	if b.effort.Metaorders == nil {
		b.skip("sales in the preset book", "nobody was given who runs metaorders")
		return nil
	}
	e, err := b.effort.Metaorders(b.ctx, presetBook(), starts, bookSeeds)
	if err != nil {
		return err
	}
	b.emerges(e)
	if starts < bookSeeds*startsOfSeed {
		return nil // too few starts a seed for the rows of single seeds
	}
	b.each("slope of a sweep, lowest and highest seed", 1.2, 1.8, e.SweepBySeed)
	b.each("slope of a sale at 10%, lowest and highest seed", 0.4, 0.7, e.PacedBySeed)
	return nil
}

// emerges holds what large sales do to the gates.
func (b *bench) emerges(e *Emergence) {
	b.meets("sweep: slope of cost on size", 1.2, 1.8, e.Sweep)
	b.meets("the same against the best bid", 1.2, 1.8, e.FromBest)
	for _, s := range e.Paced {
		b.meets(fmt.Sprintf("paced at %g%%: slope of peak impact on size", 100*s.Participation), 0.4, 0.7, s.Slope)
	}
	for _, s := range e.Paced {
		b.meets(fmt.Sprintf("paced at %g%%: left one duration after the end / peak", 100*s.Participation), 0.3, 0.8, s.Left)
	}
	b.meets("minutes until half of a jump of f is in the mid", 10, 60, e.HalfLife)
}

// each compares the estimates of single seeds, noise and all, with a band widened by two of their standard deviations.
func (b *bench) each(quantity string, low, high float64, estimates []float64) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, x := range estimates {
		least, most = math.Min(least, x), math.Max(most, x)
	}
	expected, noise := short(low)+" to "+short(high), 2*math.Sqrt(stats.Variance(estimates))
	low, high = low-noise, high+noise
	b.row(quantity, expected, short(least)+" to "+short(most), "each ± "+short(noise), math.Max(outwards(low, high, least), outwards(low, high, most)))
}
