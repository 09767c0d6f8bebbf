package price

import (
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// A Tilt draws paths of which more fall far, and keeps account of how much less likely they are in truth. Until the log
// price has come down by Until, its diffusion drifts by Drift instead of its own mean; then the path goes on by its own law.
// The weight of a path is its likelihood ratio,
//
//	w = Π exp(−δz − δ²/2)
//
// over the tilted steps, z the normal number drawn and δ the shift of the mean in standard deviations of a step. Under
// the tilt the mean of w·x is that of x without it, whatever x. Misleads where what is asked does not come from a fall of
// the diffusion: jumps are drawn by their own law. Source: Siegmund 1976; Asmussen and Glynn 2007, chapter VI.
type Tilt struct {
	Drift float64 // of the log price, a year
	Until float64 // log, < 0, from the start
}

// leaning is a process with one diffusion of constant variance, whose mean can be changed between two steps.
type leaning interface {
	Process
	lean(mean float64)
	own() (mean, sd float64)
	last() (z float64)
}

// Open makes a tilted process of one that diffuses; kinds whose variance moves are refused.
func (t Tilt) Open(p Process, step unit.Duration) (*Tilted, error) {
	inner, ok := p.(leaning)
	if !ok {
		return nil, &Fault{"kind", `"gbm", "merton", "kou" or "hawkes", whose diffusion can be tilted`}
	}
	mean, sd := inner.own()
	if sd == 0 {
		return nil, &Fault{"volatility", "more than 0%: nothing diffuses"}
	}
	return &Tilted{leaning: inner, until: t.Until, tilted: t.Drift * step.Years(), mean: mean, sd: sd}, nil
}

// Tilted is a process under a tilt. It fills blocks step by step: the tilt ends within one.
type Tilted struct {
	leaning
	until, tilted, mean, sd float64
	level, logWeight        float64
	one                     Block
}

// Reset implements Process.
func (t *Tilted) Reset(open func(purpose string) *random.Source) {
	t.leaning.Reset(open)
	t.level, t.logWeight = 0, 0
}

// Fill implements Process.
func (t *Tilted) Fill(b *Block) {
	b.Jumps = b.Jumps[:0]
	for i := range b.LogReturn {
		mean := t.mean
		if t.level > t.until {
			mean = t.tilted
		}
		t.lean(mean)
		b.fillOne(i, t.leaning, &t.one)
		shift := (mean - t.mean) / t.sd
		t.logWeight -= float64(shift*t.last()) + float64(shift*shift/2)
		t.level += b.LogReturn[i]
	}
}

// Weight is the likelihood ratio of the path so far.
func (t *Tilted) Weight() float64 { return math.Exp(t.logWeight) }
