package oracle

import (
	"fmt"
	"math"
	"slices"

	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim/stream"
)

// hourly is the hourly returns of the kept paths of a point, one after the other.
type hourly struct {
	r, size, volume []float64 // volume is empty outside an order book
	paths           int
}

// hourlyPaths reads the price at whole hours.
func hourlyPaths(dir string, point int) (*hourly, error) {
	h := &hourly{}
	columns := []string{"point", "replication", "time_h", "price_usd"}
	if all, err := results.Columns(dir, "paths"); err == nil && slices.ContainsFunc(all, func(c results.Column) bool { return c.Name == "volume_btc" }) {
		columns = append(columns, "volume_btc")
	}
	t, err := results.Read(dir, "paths", columns...)
	if err != nil {
		return nil, err
	}
	var last float64
	traded, replication := 0.0, int64(-1)
	at, mids, luck, points := t.Cells("time_h"), t.Cells("price_usd"), t.Cells("replication"), t.Cells("point")
	for i := range t.Len() {
		if p, _ := points[i].Int(); p != int64(point) {
			continue
		}
		if n, _ := luck[i].Int(); n != replication {
			replication, last, traded = n, 0, 0
			h.paths++
		}
		if len(columns) > 4 {
			btc, _ := t.Cells("volume_btc")[i].Float()
			traded += btc
		}
		hours, _ := at[i].Float()
		if math.Abs(hours-math.Round(hours)) > 1e-9 {
			continue
		}
		mid, _ := mids[i].Float()
		if last > 0 {
			h.r = append(h.r, math.Log(mid/last))
			if len(columns) > 4 {
				h.volume = append(h.volume, traded)
			}
		}
		last, traded = mid, 0
	}
	for _, r := range h.r {
		h.size = append(h.size, math.Abs(r))
	}
	return h, nil
}

// A seenFact is an estimate with its interval, and the band it is held to.
type seenFact struct {
	name      string
	low, high float64
	stats.Interval
}

// A factKind is one number of hourly returns, and the band it is held to. NaN: it is shown only, without an interval,
// where the joints of a resample are jumps, or cut what lasts a week.
type factKind struct {
	name      string
	low, high float64
	of        func(h *hourly) float64
}

// lags at which returns must not remember.
const firstLag, lastLag = 2, 10

// factKinds is every fact; volume is known in an order book only.
func factKinds(withVolume bool) []factKind {
	nan := math.NaN()
	kinds := []factKind{
		{"Hill index of losses, top 1%", 2, 5, func(h *hourly) float64 { return hillOfLosses(h.r, 0.01) }},
		{"Hill index of losses, top .5%", 2, 5, func(h *hourly) float64 { return hillOfLosses(h.r, 0.005) }},
		{"ACF of |r|, 1 h", nan, nan, func(h *hourly) float64 { return stats.Autocorrelation(h.size, 1) }},
		{"ACF of |r|, 24 h", 0.05, math.Inf(1), func(h *hourly) float64 { return stats.Autocorrelation(h.size, 24) }},
		{"ACF of |r|, 168 h", nan, nan, func(h *hourly) float64 { return stats.Autocorrelation(h.size, 168) }},
		{"ACF of r, 1 h", nan, nan, func(h *hourly) float64 { return stats.Autocorrelation(h.r, 1) }},
		{kurtosisFact, nan, nan, func(h *hourly) float64 { return stats.ExcessKurtosis(h.r) - stats.ExcessKurtosis(daily(h.r)) }},
		{"jumps past 5 deviations, per 1,000 h", nan, nan, func(h *hourly) float64 {
			return 1000 * float64(stats.Jumps(h.r, factRun, 5)) / float64(len(h.r))
		}},
		{"volatility, a year", nan, nan, func(h *hourly) float64 { return math.Sqrt(stats.Variance(h.r) * 8760) }},
	}
	for lag := firstLag; lag <= lastLag; lag++ {
		kinds = append(kinds, factKind{fmt.Sprintf("ACF of r, %d h", lag), -0.05, 0.05, func(h *hourly) float64 { return stats.Autocorrelation(h.r, lag) }})
	}
	if withVolume {
		kinds = append(kinds, factKind{"correlation of volume and |r|, 1 h", 0.1, 1, func(h *hourly) float64 { return stats.Correlation(h.volume, h.size) }})
	}
	return kinds
}

// kurtosisFact is shown by its sign alone: the fourth moment of a tail of index 3 does not exist.
const kurtosisFact = "excess kurtosis, 1 h less 24 h"

// facts estimates everything.
func (h *hourly) facts(luck int64) (seen []seenFact) {
	kinds := factKinds(len(h.volume) > 0)
	boot := stats.Bootstrap{Level: 0.95, Resamples: factResamples, Source: stream.Open(luck, 0, "facts", "bootstrap")}
	drawn := &hourly{r: make([]float64, len(h.r)), size: make([]float64, len(h.r)), volume: make([]float64, len(h.volume))}
	found := boot.StationaryAll(len(h.r), len(kinds), factRun, func(index []int, out []float64) {
		for k, i := range index {
			drawn.r[k], drawn.size[k] = h.r[i], h.size[i]
			if len(h.volume) > 0 {
				drawn.volume[k] = h.volume[i]
			}
		}
		for i, kind := range kinds {
			out[i] = kind.of(drawn)
		}
	})
	for i, kind := range kinds {
		seen = append(seen, seenFact{kind.name, kind.low, kind.high, found[i]})
	}
	return seen
}

// daily sums hourly returns over days.
func daily(r []float64) (days []float64) {
	for from := 0; from+24 <= len(r); from += 24 {
		days = append(days, stats.Sum(r[from:from+24]))
	}
	return days
}
