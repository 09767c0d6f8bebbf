package market

import (
	"math"

	"firesale/market/unit"
)

// Halt stops trading when the price runs away: once the mid has moved by more than Band from any mid of the last Over,
// nothing trades for Pause. f moves on meanwhile and orders collect; reopening is one call auction of a book, one clearing
// of a dealer. Times are rounded up to whole steps. A clearing that carries a dealer over the band is not cut short: the
// halt follows it; in a book it stops at the band.
//
// Misleads for bitcoin's spot venues, which have none: it is the rule of stock exchanges. Source: after the limit-up
// limit-down plan of US exchanges; the numbers are assumed.
type Halt struct {
	Band  unit.Ratio    `toml:"band" range:"(0,1)" doc:"move of the mid that stops trading" source:"assumed"`
	Over  unit.Duration `toml:"over" range:"(0,8760]" doc:"time within which it counts" source:"assumed"`
	Pause unit.Duration `toml:"pause" range:"(0,8760]" doc:"how long nothing trades" source:"assumed"`
}

// Preset is a tenth in five minutes.
func (h *Halt) Preset() { *h = Halt{Band: 0.10, Over: 5 * unit.Minute, Pause: 5 * unit.Minute} }

// guard is a Halt at work.
type guard struct {
	down, up float64   // ln(1 ∓ band)
	pause    int       // steps
	seen     []float64 // log mids at the ends of the last steps
	next     int       // place in seen
	until    int       // the step of the reopening
	halted   bool
}

// open makes a guard for steps of a length; nil without a halt.
func (h *Halt) open(step unit.Duration) *guard {
	if h == nil {
		return nil
	}
	steps := func(d unit.Duration) int { return int((d + step - 1) / step) }
	return &guard{
		down: math.Log1p(-float64(h.Band)), up: math.Log1p(float64(h.Band)),
		pause: steps(h.Pause), seen: make([]float64, steps(h.Over)),
	}
}

// begin lets the guard compare with one mid only: at the start, and after a reopening.
func (g *guard) begin(logMid float64) {
	for i := range g.seen {
		g.seen[i] = logMid
	}
	g.next, g.halted = 0, false
}

// see takes in the mid at the end of a step.
func (g *guard) see(logMid float64) {
	g.seen[g.next] = logMid
	if g.next++; g.next == len(g.seen) {
		g.next = 0
	}
}

// edges is the band in force, in log.
func (g *guard) edges() (floor, ceiling float64) {
	low, high := g.seen[0], g.seen[0]
	for _, x := range g.seen {
		low, high = math.Min(low, x), math.Max(high, x)
	}
	return high + g.down, low + g.up
}

// stop halts trading in a step.
func (g *guard) stop(step int) { g.halted, g.until = true, step+g.pause }

// waits reports whether trading stands still in a step; in the step of the reopening it does not.
func (g *guard) waits(step int) bool { return g != nil && g.halted && step < g.until }

// reopens reports whether a halt ends in a step.
func (g *guard) reopens(step int) bool { return g != nil && g.halted && step >= g.until }

// become makes the guard what another is.
func (g *guard) become(o *guard) {
	seen := append(g.seen[:0], o.seen...)
	*g = *o
	g.seen = seen
}
