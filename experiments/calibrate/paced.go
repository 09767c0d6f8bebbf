package calibrate

import (
	"math"

	"firesale/market/unit"
)

// pace sells a share of the background's volume, a child order every so often, and looks at the displacement where a
// metaorder of each duration would have its last fill: the shorter ones are beginnings of the longest. Those not longer
// than DecayUpTo are also ended there, on a fork, to see what fades.
func (b *bench) pace(share float64) []sale {
	var out []sale
	b.with.Become(b.base)
	sold, owed, ends := 0.0, 0.0, b.protocol.Durations
	before := b.with.Count()
	for k := 1; len(out) < len(ends); k++ {
		at := unit.Duration(k) * b.protocol.Child
		b.with.Run(at, b.market.value())
		now := b.with.Count()
		background := float64(now.Volume-now.Outside-before.Volume+before.Outside) * b.market.Book.Scale.LotBTC
		before = now
		owed += share * background
		if lots := b.market.Book.Scale.Lots(owed); lots > 0 {
			_, btc := b.market.sell(b.with, lots)
			sold += btc
			owed -= btc
		}
		if at >= ends[len(out)] {
			out = append(out, b.end(sold, k, ends[len(out)]))
		}
	}
	return out
}

// end is the sale that stops here, after k child orders.
func (b *bench) end(sold float64, k int, duration unit.Duration) sale {
	s := sale{btc: sold, moved: b.mids[k] - b.with.LogMid()}
	for i := range s.after {
		s.after[i] = math.NaN()
	}
	if duration > b.protocol.DecayUpTo {
		return s
	}
	b.fading.Become(b.with)
	for i, share := range relaxed {
		later := k + int(math.Round(share*float64(duration)/float64(b.protocol.Child)))
		b.fading.Run(unit.Duration(later)*b.protocol.Child, b.market.value())
		s.after[i] = b.mids[later] - b.fading.LogMid()
	}
	return s
}

// chase lets the fundamental fall at once and watches how much of the gap to it is left, beside the pair without a fall.
func (b *bench) chase() (left []float64) {
	b.with.Become(b.base)
	perMinute := int(unit.Minute / b.protocol.Child)
	for minute := 1; minute <= gapMinutes && minute*perMinute < len(b.mids); minute++ {
		b.with.Run(unit.Duration(minute)*unit.Minute, b.market.value()-b.protocol.Gap)
		fallen := b.mids[minute*perMinute] - b.with.LogMid()
		left = append(left, 1-fallen/b.protocol.Gap)
	}
	return left
}

// halfLife is when a mean of gaps first falls under one half, between two minutes in proportion; NaN if it never does.
func halfLife(left []float64) (minutes float64) {
	last := 1.0
	for i, x := range left {
		if x <= 0.5 {
			return float64(i) + (last-0.5)/(last-x)
		}
		last = x
	}
	return math.NaN()
}
