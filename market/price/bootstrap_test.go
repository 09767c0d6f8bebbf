package price_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestBootstrapMeans: the price drifts as told, and steps have the file's variance, whatever the block.
func TestBootstrapMeans(t *testing.T) {
	for _, days := range []unit.Duration{1, 5, 30} {
		mean := days * unit.Day
		p := loaded(t, wave(1000), func(p *price.Replay) { p.Block = &mean })
		c := price.Common{Drift: 0.3}
		process, b := mustOpen(t, p, c, unit.Day), block(365)
		var end, variance []float64
		for r := range 4000 {
			reset(process, r)
			process.Fill(b)
			end = append(end, math.Exp(sum(b.LogReturn)))
			variance = append(variance, quadratic(b))
		}
		within(t, "E[S]/S₀ after a year", end, math.Exp(0.3), 0.02) // right in growth, not in the first blocks
		within(t, "variance a year", variance, b.Variance[0], 0.01)
	}
}

// TestBootstrapBlocks: nearly all returns are followed by the file's next one, and a block has the mean length asked for.
func TestBootstrapBlocks(t *testing.T) {
	mean := 20 * unit.Day
	p := loaded(t, wave(1000), func(p *price.Replay) { p.Block = &mean })
	process, b := mustOpen(t, p, price.Preset(), unit.Day), block(100_000)
	reset(process, 0)
	process.Fill(b)
	file, err := price.Read(strings.NewReader(wave(1000)), "wave.csv")
	if err != nil {
		t.Fatal(err)
	}
	var sorted []pair
	for i := range 999 {
		sorted = append(sorted, pair{math.Log(file.Price[i+1] / file.Price[i]), i})
	}
	slices.SortFunc(sorted, func(a, b pair) int { return int(math.Copysign(1, a.r-b.r)) })
	shift := slices.Min(b.LogReturn) - sorted[0].r
	var renewed []float64
	last := -2
	for _, r := range b.LogReturn {
		row := nearest(sorted, r-shift)
		if last >= 0 {
			renewed = append(renewed, indicator(row != (last+1)%999))
		}
		last = row
	}
	within(t, "share of days that begin a block", renewed, 1./20, 1./20/999)
}

type pair struct {
	r   float64
	row int
}

// nearest is the row whose return comes closest.
func nearest(sorted []pair, r float64) int {
	i, _ := slices.BinarySearchFunc(sorted, r, func(p pair, r float64) int { return int(math.Copysign(1, p.r-r)) })
	if i > 0 && (i == len(sorted) || r-sorted[i-1].r < sorted[i].r-r) {
		i--
	}
	return sorted[i].row
}

// TestBootstrapLeavesOutGaps: what the price did in a gap that was filled is no return of a row.
func TestBootstrapLeavesOutGaps(t *testing.T) {
	mean := 2 * unit.Hour
	p := loaded(t, "time,price\n0,100\n3600,101\n7200,100\n720000,900\n723600,909\n727200,900\n", func(p *price.Replay) { p.Block, p.Fill = &mean, "hold" })
	process, b := mustOpen(t, p, price.Preset(), unit.Hour), block(1000)
	reset(process, 0)
	process.Fill(b)
	for i, r := range b.LogReturn {
		if math.Abs(r) > 0.011 {
			t.Fatalf("step %d: return %v, want one of 1%%", i, r)
		}
	}
}

func TestBootstrapNeedsWholeRows(t *testing.T) {
	mean := 20 * unit.Day
	p := loaded(t, wave(100), func(p *price.Replay) { p.Block = &mean })
	_, err := p.Open(price.Preset(), 36*unit.Hour)
	if want := "price.block: want clock.step as a multiple of the file's 1d, not 36h"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
	if _, stated := p.StartUSD(); stated {
		t.Error("a bootstrap states a start: want price.start, for only the file's returns are used")
	}
	if _, ends := p.Lasts(); ends {
		t.Error("a bootstrap ends")
	}
}
