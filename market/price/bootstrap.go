package price

import (
	"fmt"
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// bootstrap draws paths from the returns of a file: blocks of consecutive returns, beginning anywhere, geometric in
// length, the file's end joined to its beginning (the stationary bootstrap). The returns are moved by a constant, so that
// the mean price grows by `drift` in the long run; `volatility` is the file's own. Misleads about memory longer than the
// mean block. Source: Politis and Romano 1994.
type bootstrap struct {
	returns  []float64
	shift    float64 // added to a return of the file
	renewal  float64 // probability that a block ends after a row
	bars     int     // rows a step
	variance float64 // mean, a year
	blocks   *random.Source
	at       int // the last return used, −1 before the first
}

func openBootstrap(p *Replay, c Common, step unit.Duration) (Process, error) {
	t := p.path
	if step%t.spacing != 0 {
		return nil, &Fault{"block", fmt.Sprintf("clock.step as a multiple of the file's %s, not %s", t.spacing, step)}
	}
	b := &bootstrap{
		returns: t.returns(),
		shift:   float64(float64(c.Drift)*t.spacing.Years()) - t.pace,
		renewal: t.spacing.Years() / p.Block.Years(),
		bars:    int(step / t.spacing),
	}
	for _, r := range b.returns {
		b.variance += float64(r*r) / float64(len(b.returns)) / t.spacing.Years()
	}
	return b, nil
}

func (b *bootstrap) Reset(open func(purpose string) *random.Source) {
	b.blocks = open("blocks")
	b.at = -1
}

func (b *bootstrap) Fill(steps *Block) {
	for i := range steps.LogReturn {
		total := 0.0
		for range b.bars {
			total += b.returns[b.draw()] + b.shift
		}
		steps.LogReturn[i], steps.Variance[i] = total, b.variance
	}
	steps.Jumps = steps.Jumps[:0]
}

// draw is the index of the next return: the following one, or where a new block begins. It takes two uniforms each time.
func (b *bootstrap) draw() int {
	ends, where := b.blocks.Uniform() < b.renewal, b.blocks.Uniform()
	if ends || b.at < 0 {
		b.at = int(where * float64(len(b.returns)))
	} else {
		b.at = (b.at + 1) % len(b.returns)
	}
	return b.at
}

// returns is the log returns from knot to knot, without what happened in a gap that was filled: it took longer than a row.
func (t *path) returns() []float64 {
	rs := make([]float64, 0, len(t.log))
	for i := 1; i < len(t.log); i++ {
		if !t.held[i] && !t.held[i-1] {
			rs = append(rs, t.log[i]-t.log[i-1])
		}
	}
	return rs
}

// meanPace is the c for which E[e^{Σ(r−c)}] over a whole block is 1, so that the mean of e^{Σ(r−c)} over many blocks
// neither grows nor falls. It is not the mean of e^r alone: returns within a block depend on each other. With w_i the
// expectation of a block that begins at row i and q the chance that it ends after a row,
//
//	w_i = e^{r_i−c}·(q + (1−q)·w_{i+1}),  mean(w) = 1
func (t *path) meanPace(block unit.Duration) (float64, error) {
	q := t.spacing.Years() / block.Years()
	if q > 1 {
		return 0, &Fault{"block", fmt.Sprintf("at least the file's %s between two rows, not %s", t.spacing, block)}
	}
	growth := t.returns()
	if len(growth) == 0 {
		return 0, &Fault{"block", "a file with returns outside its gaps"}
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, r := range growth {
		lo, hi = min(lo, r), max(hi, r)
		growth[i] = math.Exp(r)
	}
	for range 60 {
		if c := (lo + hi) / 2; meanBlock(growth, q, math.Exp(-c)) > 1 {
			lo = c
		} else {
			hi = c
		}
	}
	return (lo + hi) / 2, nil
}

// meanBlock is mean(w) for growth factors e^r, each times the given one: w_0 from one round backwards, in which
// w_i = sum_i + again_i·w_0, then the mean from another.
func meanBlock(growth []float64, q, factor float64) float64 {
	sum, again := 0.0, 1.0
	for i := len(growth) - 1; i >= 0; i-- {
		g := growth[i] * factor
		sum, again = g*(q+float64((1-q)*sum)), g*(1-q)*again
	}
	if again >= 1 {
		return math.Inf(1)
	}
	w, mean := sum/(1-again), 0.0
	for i := len(growth) - 1; i >= 0; i-- {
		w = growth[i] * factor * (q + float64((1-q)*w))
		mean += w / float64(len(growth))
	}
	return mean
}
