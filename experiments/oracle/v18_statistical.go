package oracle

import (
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

// statisticalRules are M6 and M7, which hold in expectation.
func statisticalRules(b *bench) error {
	if err := delayCosts(b); err != nil {
		return err
	}
	return gapsShrink(b)
}

// delayCosts is M6: on a price without drift and impact, faster polling and lower latency lose no more, in expectation.
func delayCosts(b *bench) error {
	pool := loansWaking(50, published, unit.Coin, func(i int) float64 { return -0.05 - 0.004*float64(i) })
	n := b.replications(20_000)
	var before []float64
	for _, delay := range []struct {
		name             string
		polling, latency int // hours
	}{{"polled hourly, sold at once", 1, 0}, {"after 12 h", 1, 12}, {"after 48 h", 1, 48}, {"polled daily, after 96 h", 24, 96}} {
		lender, err := closeOut(pool)
		if err != nil {
			return err
		}
		lender.Charter.Polling, lender.Charter.Latency = delay.polling, delay.latency
		w := timed(published, &price.GBM{}, unit.Hour, 30*24, &impact.None{}, lender)
		w.Common.Volatility = 1
		losses, err := replicate(b, w, n, func(r *record.Run) float64 { return r.Lenders[0].Shortfall.Float() })
		if err != nil {
			return err
		}
		if before != nil {
			more := stats.Differences(losses, before)
			mean, se := stats.Sum(more)/float64(n), math.Sqrt(stats.Variance(more)/float64(n))
			b.holds("M6 loss more than with less delay: "+delay.name, "≥ 0 − 4 × "+short(se), number(mean), mean >= -4*se)
		}
		before = losses
	}
	return nil
}

// gapsShrink is M7: what looking at the ends of steps misses against looking always shrinks as √dt.
func gapsShrink(b *bench) error {
	p := passage{0.55, 0, 30 * day, 0.5578}
	n, gaps, errors := b.replications(60_000), [3]float64{}, [3]float64{}
	steps := [3]unit.Duration{unit.Day, 6 * unit.Hour, 90 * unit.Minute}
	for i, step := range steps {
		missed, err := p.missed(b, step, n)
		if err != nil {
			return err
		}
		gaps[i] = stats.Sum(missed) / float64(n)
		errors[i] = math.Sqrt(stats.Variance(missed) / float64(n))
	}
	for i := 1; i < len(steps); i++ {
		ratio := gaps[i-1] / gaps[i]
		se := ratio * math.Hypot(errors[i-1]/gaps[i-1], errors[i]/gaps[i])
		b.within(fmt.Sprintf("M7 breaches of 70%% missed with steps of %v over %v", steps[i-1], steps[i]), 2, ratio, 4*se+0.1) // √4, in the limit
	}
	return nil
}

// missed is, path by path, whether the bridge finds a breach of 70% that looking at the ends of steps does not.
func (p passage) missed(b *bench, step unit.Duration, n int) ([]float64, error) {
	w, err := p.world(step, int(math.Round(p.years*float64(unit.Year)/float64(step))))
	if err != nil {
		return nil, err
	}
	var found [2][]float64
	for i, bridge := range []bool{false, true} {
		w.Bridge = bridge
		if found[i], err = replicate(b, w, n, func(r *record.Run) float64 { return float64(r.Lenders[0].LiquidatedLoans) }); err != nil {
			return nil, err
		}
	}
	return stats.Differences(found[1], found[0]), nil
}
