package oracle

import (
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market"
	"firesale/market/flow"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
)

// Makers leave: depth within 1% at the end of an hour in whose first ten minutes f falls by 10%, as a share of the depth
// before. The night of 10 October 2025 left a sixth to a tenth (measured on one venue). Nobody sells: what leaves, leaves
// because the price moves. At a dealer's the liquidity model takes it away, in a book makers do, each at its own limit.
const leastLeft, mostLeft = 0.02, 0.35

func makersLeave(b *bench) error {
	for _, c := range []struct {
		venue string
		world *sim.World
		runs  int
	}{
		{"withdrawing, at a dealer's", fallingDealer(), min(b.replications(200), 200)},
		{"makers, in an order book", fallingBook(), min(b.replications(10), 10)},
	} {
		left, err := depthLeft(b, c.world, c.runs)
		if err != nil {
			return err
		}
		mean := stats.Mean(left, 0.95)
		b.holds(fmt.Sprintf("depth left after a fall of 10%%: %s, mean of %d", c.venue, c.runs),
			fmt.Sprintf("%g to %g", leastLeft, mostLeft), fmt.Sprintf("%.3f ± %.3f", mean.Mean, (mean.Hi-mean.Lo)/2), leastLeft <= mean.Mean && mean.Mean <= mostLeft)
	}
	return nil
}

// falling is an hour whose first ten steps of a minute take 10%, with the noise of the usual volatility on top.
func falling() *sim.World {
	p := &price.Scripted{At: []unit.Duration{0, 10 * unit.Minute}, USD: []float64{published, 0.9 * published}, Noise: 0.55}
	return timed(published, p, unit.Minute, 60, &impact.Linear{Depth: 250_000})
}

func fallingDealer() *sim.World {
	w := falling()
	for _, k := range liquidity.Kinds {
		if k.Name == "withdrawing" {
			w.Liquidity = k.Preset()
		}
	}
	return w
}

// fallingBook is the preset background, warmed up for two hours.
func fallingBook() *sim.World {
	w := falling()
	w.Book = &market.BookConfig{Scale: flow.Scale{TickUSD: 1, LotBTC: 0.001}, WarmUp: 2 * unit.Hour}
	for _, k := range flow.Kinds[:4] {
		w.Book.Classes = append(w.Book.Classes, market.FlowClass{Name: k.Name, Params: k.Preset()})
	}
	return w
}

// depthLeft is the last depth of each run over its first.
func depthLeft(b *bench, w *sim.World, runs int) ([]float64, error) {
	left := make([]float64, runs)
	err := share(b.ctx, runs, func() (func(int) error, error) {
		runner, err := sim.NewRunner(w)
		return func(i int) error {
			run, err := runner.Run(i, sim.Keep{Path: true})
			if err != nil {
				return err
			}
			left[i] = run.Path[len(run.Path)-1].Depth / run.Path[0].Depth
			if math.IsNaN(left[i]) {
				return fmt.Errorf("replication %d: no depth at the start", i)
			}
			return nil
		}, err
	})
	return left, err
}
