package oracle

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"

	"firesale/experiments"
	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// What the interval of a stylised fact is made of.
const (
	factRun       = 168 // mean run of the stationary bootstrap, hours
	factResamples = 400
	leastHours    = 24 * factRun // of a path: fewer have too few runs to draw from
)

// A FactsConfig says how stylised facts of a study are looked for.
type FactsConfig struct {
	Workers int
	Starts  int    // of the metaorders in the order book; 0 = none
	Out     string // new folder for table facts; empty = none

	Metaorders Metaorders // runs them
}

// An UnfitStudy is one whose kept paths say nothing about hourly returns: the user's mistake.
type UnfitStudy struct{ Reason string }

// Error says what is wanted.
func (e *UnfitStudy) Error() string { return e.Reason }

// keptEnough refuses a study before it runs for nothing.
func keptEnough(s *experiments.Study) error {
	kept := min(s.Spec.Record.Paths, s.Spec.Run.Replications)
	hours := s.Spec.Clock.Horizon.Hours()
	switch {
	case s.Spec.Clock.Mode != "timed":
		return &UnfitStudy{`clock.mode = "instant": want "timed": stylised facts are those of hourly returns`}
	case kept < 1:
		return &UnfitStudy{"record.paths = 0: want at least 1: the facts are those of kept paths"}
	case unit.Hour%s.Spec.Clock.Step != 0:
		return &UnfitStudy{fmt.Sprintf("clock.step = %q: want one that divides an hour", s.Spec.Clock.Step)}
	case float64(kept)*(hours-1) < leastHours:
		return &UnfitStudy{fmt.Sprintf("record.paths = %d, clock.horizon = %q: %.0f hourly returns: want at least %d", kept, s.Spec.Clock.Horizon, float64(kept)*(hours-1), leastHours)}
	}
	return nil
}

// Facts runs a study, takes the hourly returns of its kept paths, point by point, and holds their stylised facts to the
// bands of V20, each with the 95% interval of a stationary bootstrap: a row passes where the interval meets the band. In
// an order book it also holds what metaorders do. The error is the user's or the engine's; a row that misses is none.
func Facts(ctx context.Context, study *experiments.Study, c FactsConfig, report func(Row)) error {
	if err := keptEnough(study); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "firesale-facts-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	out, err := study.Run(ctx, dir, c.Workers, func(int64, int64) {})
	if err != nil {
		return err
	}
	b := &bench{ctx: ctx, name: "facts", report: report}
	table := newFactTable()
	for point := range study.Points {
		paths, err := hourlyPaths(out.Dir, point)
		if err != nil {
			return err
		}
		label := ""
		if len(study.Points) > 1 {
			label = fmt.Sprintf("point %d: ", point)
		}
		found := paths.facts(study.Spec.Run.Seed)
		b.judge(label, found)
		table.add(point, paths, found)
	}
	if err := b.orders(study, c); err != nil || c.Out == "" {
		return err
	}
	return experiments.KeepTable(c.Out, table.Table, study.Name, study.Config, study.Spec.Run.Seed)
}

// orders holds what metaorders do in the study's book.
func (b *bench) orders(study *experiments.Study, c FactsConfig) error {
	w := study.Points[0].World
	if w.Book == nil || c.Starts == 0 {
		return nil
	}
	e, err := c.Metaorders(b.ctx, BookMarket{*w.Book, w.Common.StartUSD(w.Price), float64(w.Common.Volatility), w.Seed}, c.Starts, 1)
	if err == nil {
		b.emerges(e)
	}
	return err
}

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
	low, high float64 // NaN: shown, without an interval: the joints of a resample are jumps, and cut what lasts a week
	stats.Interval
}

// lags at which returns must not remember.
const firstLag, lastLag = 2, 10

// facts estimates everything.
func (h *hourly) facts(luck int64) []seenFact {
	nan := math.NaN()
	seen := []seenFact{
		{name: "Hill index of losses, top 1%", low: 2, high: 5},
		{name: "Hill index of losses, top .5%", low: 2, high: 5},
		{name: "ACF of |r|, 1 h", low: nan},
		{name: "ACF of |r|, 24 h", low: 0.05, high: math.Inf(1)},
		{name: "ACF of |r|, 168 h", low: nan},
		{name: "ACF of r, 1 h", low: nan},
		{name: "excess kurtosis, 1 h less 24 h", low: nan},
		{name: "jumps past 5 deviations, per 1,000 h", low: nan},
		{name: "volatility, a year", low: nan},
	}
	for lag := firstLag; lag <= lastLag; lag++ {
		seen = append(seen, seenFact{name: fmt.Sprintf("ACF of r, %d h", lag), low: -0.05, high: 0.05})
	}
	if len(h.volume) > 0 {
		seen = append(seen, seenFact{name: "correlation of volume and |r|, 1 h", low: 0.1, high: 1})
	}
	n := len(h.r)
	boot := stats.Bootstrap{Level: 0.95, Resamples: factResamples, Source: stream.Open(luck, 0, "facts", "bootstrap")}
	r, size, volume := make([]float64, n), make([]float64, n), make([]float64, len(h.volume))
	found := boot.StationaryAll(n, len(seen), factRun, func(index []int, out []float64) {
		for k, i := range index {
			r[k], size[k] = h.r[i], h.size[i]
			if len(volume) > 0 {
				volume[k] = h.volume[i]
			}
		}
		out[0], out[1] = hillOfLosses(r, 0.01), hillOfLosses(r, 0.005)
		out[2], out[3], out[4] = stats.Autocorrelation(size, 1), stats.Autocorrelation(size, 24), stats.Autocorrelation(size, 168)
		out[5] = stats.Autocorrelation(r, 1)
		out[6] = stats.ExcessKurtosis(r) - stats.ExcessKurtosis(daily(r))
		out[7] = 1000 * float64(stats.Jumps(r, factRun, 5)) / float64(n)
		out[8] = math.Sqrt(stats.Variance(r) * 8760)
		for lag := firstLag; lag <= lastLag; lag++ {
			out[9+lag-firstLag] = stats.Autocorrelation(r, lag)
		}
		if len(volume) > 0 {
			out[len(out)-1] = stats.Correlation(volume, size)
		}
	})
	for i := range seen {
		seen[i].Interval = found[i]
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

// judge reports the facts.
func (b *bench) judge(label string, found []seenFact) {
	for _, f := range found {
		switch {
		case math.IsNaN(f.low) && f.name == "excess kurtosis, 1 h less 24 h":
			b.told(label+f.name, "sign only", sign(f.Mean), "shown", true)
		case math.IsNaN(f.low):
			b.told(label+f.name, "-", number(f.Mean), "shown", true)
		default:
			b.meets(label+f.name, f.low, f.high, f.Interval)
		}
	}
}

func sign(x float64) string {
	if x > 0 {
		return "+"
	}
	return "-"
}
