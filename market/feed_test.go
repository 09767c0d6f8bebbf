package market

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"firesale/market/unit"
	"pgregory.net/rapid"
)

func TestWholeSteps(t *testing.T) {
	for _, c := range []struct {
		d, step unit.Duration
		want    int
	}{
		{10 * unit.Second, unit.Minute, 0}, {30 * unit.Second, unit.Minute, 1}, {29 * unit.Second, unit.Minute, 0},
		{90 * unit.Minute, unit.Hour, 2}, {unit.Hour, unit.Minute, 60}, {unit.Hour, 0, 0},
	} {
		if got := wholeSteps(c.d, c.step); got != c.want {
			t.Errorf("%v in steps of %v: %d, want %d", c.d, c.step, got, c.want)
		}
	}
	if o := (&Oracle{Lag: 10 * unit.Second}); !o.Rounded(unit.Minute) || o.Rounded(10*unit.Second) || o.Rounded(0) {
		t.Error("Rounded: 10 s is no whole number of minutes, but one of 10 s, and nothing is rounded in instant mode")
	}
}

// history is a day of mids before and after each step's clearing.
type history struct{ before, after []float64 }

func someHistory() (h history) {
	for step := range 24 {
		h.before = append(h.before, math.Sin(float64(3*step)))
		h.after = append(h.after, h.before[step]-0.01*float64(step%3))
	}
	return h
}

// marks runs a feed over a history, where the generation is the step.
func (h history) marks(f *Feed) (marks []float64, generations []int32) {
	for step := range h.before {
		f.Observe(step, h.before[step], int32(step))
		mark, generation := f.Mark(step)
		marks, generations = append(marks, mark), append(generations, generation)
		f.Observe(step, h.after[step], int32(step))
	}
	return marks, generations
}

// TestLag: without lag the mark is the mid before the clearing, with a lag of k steps the mid after the clearing of k
// steps ago, and before the start it is the starting price.
func TestLag(t *testing.T) {
	h := someHistory()
	for lag := range 4 {
		o := Oracle{Lag: unit.Duration(lag) * unit.Hour, Venues: 3} // without noise, venues see the same
		f := o.Open(unit.Hour)
		if f.Direct() != (lag == 0) {
			t.Errorf("lag %d: Direct %v", lag, f.Direct())
		}
		for range 2 {
			f.Reset(7, nil)
			marks, generations := h.marks(f)
			for step := range marks {
				want, generation := 7., NoGeneration
				switch {
				case lag == 0:
					want, generation = h.before[step], int32(step)
				case step >= lag:
					want, generation = h.after[step-lag], int32(step-lag)
				}
				if marks[step] != want || generations[step] != generation {
					t.Fatalf("lag %d, step %d: mark %g of generation %d, want %g of %d", lag, step, marks[step], generations[step], want, generation)
				}
			}
		}
	}
}

// TestMedian compares the feed with a median worked out from the whole history.
func TestMedian(t *testing.T) {
	h := someHistory()
	rapid.Check(t, func(t *rapid.T) {
		lag, window := rapid.IntRange(0, 3).Draw(t, "lag"), rapid.IntRange(2, 6).Draw(t, "window")
		o := Oracle{Lag: unit.Duration(lag) * unit.Hour, Window: unit.Duration(window) * unit.Hour, Venues: 1}
		f := o.Open(unit.Hour)
		f.Reset(0, nil)
		marks, generations := h.marks(f)
		for step := range marks {
			var seen []sample
			for at := step - lag; at > step-lag-window; at-- {
				switch {
				case at < 0:
					seen = append(seen, sample{0, NoGeneration})
				case at == step:
					seen = append(seen, sample{h.before[at], int32(at)})
				default:
					seen = append(seen, sample{h.after[at], int32(at)})
				}
			}
			slices.SortFunc(seen, func(a, b sample) int { return int(math.Copysign(1, a.logMid-b.logMid)) })
			low, high := seen[(window-1)/2], seen[window/2]
			if want := (low.logMid + high.logMid) / 2; math.Abs(marks[step]-want) > 1e-15 {
				t.Fatalf("step %d: mark %g, want %g", step, marks[step], want)
			}
			if low.logMid != high.logMid && generations[step] != min(low.generation, high.generation) {
				t.Fatalf("step %d: generation %d, want the lesser of %d and %d", step, generations[step], low.generation, high.generation)
			}
		}
	})
}

// sawtooth stands for a normal source: −1, 0, 1, −1, …
type sawtooth int

func (s *sawtooth) Normal() float64 { *s++; return float64((*s-1)%3) - 1 }

// TestNoise: noise is drawn once a step and venue, whatever is observed in the step, and the venues' median is the mark.
func TestNoise(t *testing.T) {
	for _, c := range []struct {
		venues int
		want   float64
	}{{1, 9 - 0.1}, {2, 9 - 0.05}, {3, 9}, {4, 9 - 0.05}} { // of −.1, 0, .1, −.1: the first ones
		draws := new(sawtooth)
		f := (&Oracle{Venues: c.venues, Noise: 0.1}).Open(unit.Minute)
		f.Reset(9, draws)
		*draws = 0
		f.Observe(0, 8, NoGeneration)
		f.Observe(0, 9, NoGeneration)
		if got, _ := f.Mark(0); math.Abs(got-c.want) > 1e-15 || int(*draws) != c.venues {
			t.Errorf("%d venues: mark %g after %d draws, want %g after %d", c.venues, got, int(*draws), c.want, c.venues)
		}
	}
}

func TestFeedAllocatesNothing(t *testing.T) {
	f := (&Oracle{Lag: unit.Hour, Window: 3 * unit.Hour, Venues: 5, Noise: 0.01}).Open(unit.Hour)
	draws, step := new(sawtooth), 0
	f.Reset(0, draws)
	if n := testing.AllocsPerRun(100, func() { f.Observe(step, 1, 0); f.Mark(step); step++ }); n != 0 {
		t.Errorf("%g allocations a step", n)
	}
}

func ExampleFeed() {
	f := (&Oracle{Lag: 2 * unit.Minute, Venues: 1}).Open(unit.Minute)
	f.Reset(math.Log(100), nil)
	for step, mid := range []float64{99, 97, 94, 90} {
		f.Observe(step, math.Log(mid), NoGeneration)
		mark, _ := f.Mark(step)
		fmt.Printf("mid %.0f, mark %.0f\n", mid, math.Exp(mark))
	}
	// Output:
	// mid 99, mark 100
	// mid 97, mark 100
	// mid 94, mark 99
	// mid 90, mark 97
}
