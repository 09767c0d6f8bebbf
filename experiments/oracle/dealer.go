package oracle

import (
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
)

// dealer is the venue of the loop, by itself, at a log price of 0.
func dealer(law impact.Params, liquid liquidity.Params, stepHours float64) (*market.Dealer, error) {
	moves, err := law.Open(impact.Market{StepHours: stepHours, Volatility: 0.55, VolumeBTCDay: 150_000})
	if err != nil {
		return nil, err
	}
	depth, err := liquid.Open(liquidity.Market{StepHours: stepHours, Volatility: 0.55, VolumeBTCDay: 150_000})
	if err != nil {
		return nil, err
	}
	d := market.NewDealer(market.DealerConfig{Impact: moves, Liquidity: depth, StepHours: stepHours, VolumeBTCDay: 150_000})
	d.Reset(0, nil)
	return d, nil
}

// costOf sells a schedule of shares on a still price, one sale a step, and gives what the log price gives up: Σ shares ×
// (log of the first mid − average log price of the sale). At a small size the log of an average price exceeds the
// average log price, which theory counts, by move²/24.
func costOf(d *market.Dealer, schedule []float64) (cost float64) {
	d.Reset(0, nil)
	for i, share := range schedule {
		if i > 0 {
			d.Advance(0, false)
		}
		before := d.LogMid()
		c := d.Clear(market.Flow(-share))
		cost -= share * (before + c.LogFill - c.Move*c.Move/24 - d.Liquidity().HalfSpread)
	}
	return cost
}

// ofAll is ΛX: what the whole order of one coin moves the log price by.
const ofAll = 1e-4

func evenly(trades int) []float64 {
	schedule := make([]float64, trades)
	for i := range schedule {
		schedule[i] = 1 / float64(trades)
	}
	return schedule
}
