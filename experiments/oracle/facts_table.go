package oracle

import (
	"math"
	"slices"

	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// A factTable is table facts: per point the estimates with their bands, and the two curves of figure facts, the
// autocorrelation by lag and how rare losses are.
type factTable struct{ *results.Table }

func newFactTable() factTable {
	return factTable{results.NewTable("facts", []results.Column{
		{Name: "point", Doc: "setting of the design, from 0", Kind: results.Ints},
		{Name: "fact", Doc: "what was estimated; acf_r, acf_abs: autocorrelation at lag x, in hours; loss: share of hours that lose at least x", Kind: results.Texts},
		{Name: "x", Doc: "lag in hours, or loss as log return; null for a single number"},
		{Name: "value", Doc: "estimate"},
		{Name: "lo", Doc: "lower end of its 95% interval"},
		{Name: "hi", Doc: "upper end"},
		{Name: "band_lo", Doc: "band it is held to; null = none"},
		{Name: "band_hi", Doc: "upper end of the band"},
	})}
}

// curveLags are those of the autocorrelations, hours.
var curveLags = []int{1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720}

// curvePoints is how many points the curve of losses has.
const curvePoints = 60

func (t factTable) add(point int, h *hourly, found []seenFact) {
	row := func(fact string, x, value, lo, hi, low, high float64) {
		maybe := func(v float64) results.Cell { return results.Maybe(v, !math.IsNaN(v) && !math.IsInf(v, 0)) }
		if err := t.Append([]results.Cell{results.Int(int64(point)), results.Text(fact), maybe(x), maybe(value), maybe(lo), maybe(hi), maybe(low), maybe(high)}); err != nil {
			panic(err) // of columns made here
		}
	}
	nan := math.NaN()
	for _, f := range found {
		row(f.name, nan, f.Mean, f.Lo, f.Hi, f.low, f.high)
	}
	band := 1.96 / math.Sqrt(float64(len(h.r)))
	for _, lag := range curveLags {
		if lag < len(h.r)/4 {
			row("acf_r", float64(lag), stats.Autocorrelation(h.r, lag), -band, band, nan, nan)
			row("acf_abs", float64(lag), stats.Autocorrelation(h.size, lag), -band, band, nan, nan)
		}
	}
	losses := make([]float64, 0, len(h.r))
	for _, r := range h.r {
		if r < 0 {
			losses = append(losses, -r)
		}
	}
	slices.Sort(losses)
	last := -1
	for k := range curvePoints { // evenly in the log of the rank
		rank := math.Exp(math.Log(float64(len(losses))) * float64(curvePoints-1-k) / (curvePoints - 1))
		i := len(losses) - int(math.Round(rank))
		if i == last {
			continue
		}
		last = i
		row("loss", losses[i], float64(len(losses)-i)/float64(len(h.r)), nan, nan, nan, nan)
	}
}
