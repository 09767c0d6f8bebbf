package calibrate

import (
	"math"

	"firesale/experiments/stats"
	"firesale/market/flow"
	"firesale/market/unit"
)

// Rest is the market when no metaorder is worked, as it stood at the end of every start's warm-up and over its last hour.
type Rest struct {
	BestBTC      stats.Interval // at the best bid
	DepthBTC     stats.Interval // bid within 1% of the mid
	SpreadBP     stats.Interval // bid to ask
	VolumeBTCDay stats.Interval // traded in the last hour, × 24
}

// look is what one start sees of the market at rest.
type look struct {
	best, depth, spread, volume float64 // BTC, BTC, bp, BTC a day
}

// looks is how often a market is looked at over the last hour of its warm-up.
const looks = 60

// watch runs the last hour of a warm-up, up to time 0, and averages what stood in the book every minute.
func (m Market) watch(c *flow.Crowd, span unit.Duration) (l look) {
	c.Run(-span, m.value())
	lot, seen, before := m.Book.Scale.LotBTC, 0.0, c.Count().Volume
	for k := range looks {
		c.Run(-span+span*unit.Duration(k+1)/looks, m.value())
		best, within, half, ok := bid(c)
		if !ok {
			continue
		}
		seen++
		l.best += float64(best) * lot
		l.depth += float64(within) * lot
		l.spread += 2e4 * half
	}
	if seen > 0 {
		l.best, l.depth, l.spread = l.best/seen, l.depth/seen, l.spread/seen
	}
	l.volume = float64(c.Count().Volume-before) * lot * float64(unit.Day) / math.Max(1, float64(span))
	return l
}

// restOf averages the looks of all starts.
func restOf(all []look) Rest {
	mean := func(of func(look) float64) stats.Interval {
		xs := make([]float64, len(all))
		for i, l := range all {
			xs[i] = of(l)
		}
		return stats.Mean(xs, level)
	}
	return Rest{
		BestBTC:      mean(func(l look) float64 { return l.best }),
		DepthBTC:     mean(func(l look) float64 { return l.depth }),
		SpreadBP:     mean(func(l look) float64 { return l.spread }),
		VolumeBTCDay: mean(func(l look) float64 { return l.volume }),
	}
}

// level is that of every interval of the package.
const level = 0.95
