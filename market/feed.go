package market

import (
	"cmp"
	"slices"
)

// NoGeneration is the generation of a mid that no clearing has lowered: a breach's generation is 1 + that of its mark.
const NoGeneration int32 = -1

// Normal is a source of standard normal draws.
type Normal interface{ Normal() float64 }

// Feed is an oracle at work. It carries, beside each mid, the generation of the last clearing that lowered it, so that
// a breach knows whose sales made its mark.
//
// In every step the loop calls Observe with the mid before the step's clearing, asks for the Mark, and calls Observe
// again for the same step with the mid after it: without lag the mark is the former, with a lag of k ≥ 1 steps the
// latter, of k steps ago.
type Feed struct {
	lag, samples, venues int
	noise                float64
	direct               bool
	draws                Normal

	step   int       // the last step observed, −1 before the first
	latest sample    // of that step
	ring   []sample  // by step modulo their number
	errors []float64 // a venue's deviation from the mid: by place in the ring, then venue
	sorted []sample  // scratch space of the median
}

type sample struct {
	logMid     float64
	generation int32
}

// Direct reports whether the mark is simply the mid before the step's clearing: quiet steps need not be observed then.
func (f *Feed) Direct() bool { return f.direct }

// Reset begins a replication at a log price that no clearing has lowered. Draws may be nil if the oracle has no noise.
func (f *Feed) Reset(logPrice float64, draws Normal) {
	f.step, f.draws = -1, draws
	f.latest = sample{logPrice, NoGeneration}
	for place := range f.ring {
		f.ring[place] = f.latest
		f.disturb(place)
	}
}

// Observe shows the feed the mid of a step and the least generation of the last clearing that lowered it, or
// NoGeneration. The last observation of a step is the one that later marks see.
func (f *Feed) Observe(step int, logMid float64, generation int32) {
	f.latest = sample{logMid, generation}
	if f.direct {
		return
	}
	place := step % len(f.ring)
	f.ring[place] = f.latest
	if step != f.step {
		f.disturb(place)
		f.step = step
	}
}

// disturb draws what the venues see beside the mid of a place of the ring: once a step, whatever is observed in it.
func (f *Feed) disturb(place int) {
	if f.noise == 0 {
		return
	}
	for venue := range f.venues {
		f.errors[place*f.venues+venue] = f.noise * f.draws.Normal()
	}
}

// Mark is the log price in force in a step that was observed last, and the generation that comes with it. Before the
// start, the mid was the starting price.
func (f *Feed) Mark(step int) (logMark float64, generation int32) {
	if f.direct {
		return f.latest.logMid, f.latest.generation
	}
	if f.samples == 1 && f.noise == 0 {
		seen := f.ring[f.place(step-f.lag)]
		return seen.logMid, seen.generation
	}
	return f.median(step - f.lag)
}

func (f *Feed) place(step int) int {
	if step < 0 {
		step += len(f.ring)
	}
	return step % len(f.ring)
}

// median is over all samples of all venues up to a step. Of an even number it is the mean of the middle two, with the
// lesser generation.
func (f *Feed) median(last int) (logMark float64, generation int32) {
	f.sorted = f.sorted[:0]
	for step := last; step > last-f.samples; step-- {
		place := f.place(step)
		for venue := range f.venues {
			seen := f.ring[place]
			seen.logMid += f.errors[place*f.venues+venue]
			f.sorted = append(f.sorted, seen)
		}
	}
	slices.SortFunc(f.sorted, func(a, b sample) int {
		return cmp.Or(cmp.Compare(a.logMid, b.logMid), cmp.Compare(a.generation, b.generation))
	})
	middle := len(f.sorted) / 2
	low, high := f.sorted[(len(f.sorted)-1)/2], f.sorted[middle]
	return low.logMid + (high.logMid-low.logMid)/2, min(low.generation, high.generation)
}
