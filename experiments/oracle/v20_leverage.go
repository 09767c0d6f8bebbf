package oracle

import (
	"fmt"
	"math"

	"firesale/agents"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// bands are the sizes of a day's fall, low under open, between which DeFi liquidations were measured.
var bands = []float64{0, 0.01, 0.03, 0.05, 0.07, 0.10, 0.15, 1}

// deeperDays holds other leverage to what was measured of it: the deeper a day's low lies under its open, the more the
// day liquidates. Eight years by the hour, volatile enough that every band has its days.
func deeperDays(b *bench) error {
	w := timed(published, &price.GBM{}, unit.Hour, 8*8_760, &impact.None{})
	w.Common.Volatility = 1.2
	w.Leverage = []sim.Leveraged{{Name: "defi", Stock: (&agents.DeFi{}).Table()}}
	run, err := once(w, sim.Keep{Path: true})
	if err != nil {
		return err
	}
	means := dailyMeans(run.Path)
	for i := 1; i < len(means); i++ {
		quantity := fmt.Sprintf("mean BTC of days that fall %g to %g%%", 100*bands[i], 100*bands[i+1])
		b.holds(quantity, "> "+number(means[i-1]), number(means[i]), means[i] > means[i-1])
	}
	return nil
}

// dailyMeans is the mean of what other leverage sold on the days of each band.
func dailyMeans(path []record.Step) []float64 {
	means, days := make([]float64, len(bands)-1), make([]float64, len(bands)-1)
	for k := 1; k+24 <= len(path); k += 24 {
		open, low, sold := path[k-1].Price, math.Inf(1), 0.0
		for _, row := range path[k : k+24] {
			low = math.Min(low, row.Price)
			sold += row.Unwound.Float()
		}
		for i := range means {
			if under := math.Max(0, 1-low/open); under >= bands[i] && under < bands[i+1] {
				means[i] += sold
				days[i]++
			}
		}
	}
	for i := range means {
		means[i] /= days[i]
	}
	return means
}
