package price

import (
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// Bridge finds how low a path goes between the ends of its steps, which looking at the ends misses. Between two points a
// diffusive path is a Brownian bridge, whose minimum is known in law: with ends x and y, variance v and U uniform,
//
//	low = ½·(x + y − √((y − x)² − 2v·ln U))
//
// A step with jumps is split at them. Exact for kinds whose variance is constant within a step; it misleads when sales
// move the price inside the step. It has its own streams and changes no end point. Source: the reflection principle;
// Broadie, Glasserman and Kou 1997 on what is missed without it.
type Bridge struct {
	years    float64 // of a step
	first    *random.Source
	others   *random.Source
	segments []Segment
	begins   []int // of each step the index of its first segment; one more for the end
}

// Segment is a diffusive piece of a step: the whole, or what lies between jumps. Levels are log, from the step's start.
type Segment struct{ Start, End, Low float64 }

// NewBridge is the bridge for processes opened with the same step.
func NewBridge(step unit.Duration) *Bridge { return &Bridge{years: step.Years()} }

// Reset begins a replication.
func (g *Bridge) Reset(open func(purpose string) *random.Source) {
	g.first, g.others = open("bridge"), open("bridge-jumps")
}

// Lay draws the lows of a block that a process has just filled: one number for each step, and one more for each jump.
func (g *Bridge) Lay(b *Block) {
	g.segments, g.begins = g.segments[:0], append(g.begins[:0], 0)
	jumps := b.Jumps
	for i, end := range b.LogReturn {
		n := 0
		for n < len(jumps) && jumps[n].Step == i {
			n++
		}
		g.lay(jumps[:n], end, b.Variance[i]*g.years)
		jumps = jumps[n:]
		g.begins = append(g.begins, len(g.segments))
	}
}

// lay adds the segments of a step with the given jumps, log return and variance.
func (g *Bridge) lay(jumps []Jump, end, variance float64) {
	var last Jump
	level, draw := 0.0, g.first
	for _, j := range jumps {
		to := level + (j.Before - last.Before)
		g.add(level, to, variance*(j.At-last.At), draw)
		level, last, draw = to+j.Size, j, g.others
	}
	g.add(level, end, variance*(1-last.At), draw)
}

func (g *Bridge) add(from, to, variance float64, draw *random.Source) {
	reach := math.Sqrt(float64((to-from)*(to-from)) + float64(2*variance*draw.Exponential())) // −ln U is exponential
	g.segments = append(g.segments, Segment{from, to, (from + to - reach) / 2})
}

// Step is the segments of the i-th step of the block laid last, in time order, one more than it has jumps. The slice is
// good until the next Lay.
func (g *Bridge) Step(i int) []Segment { return g.segments[g.begins[i]:g.begins[i+1]] }
