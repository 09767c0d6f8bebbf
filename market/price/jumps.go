package price

import (
	"fmt"
	"math"

	"firesale/market/random"
)

// sizes is the law of a jump J of the log price.
type sizes interface {
	second() float64                  // E[J²]
	growth() float64                  // E[e^J] − 1, what a jump adds to the price on average
	draw(from *random.Source) float64 // a fixed number of draws, whatever the parameters
}

// normalSizes are J ~ N(mean, sd²) (Merton 1976).
type normalSizes struct{ mean, sd float64 }

func (s normalSizes) second() float64 { return float64(s.mean*s.mean) + float64(s.sd*s.sd) }
func (s normalSizes) growth() float64 { return math.Expm1(s.mean + float64(s.sd*s.sd)/2) }
func (s normalSizes) draw(from *random.Source) float64 {
	return s.mean + float64(s.sd*from.Normal())
}

// exponentialSizes rise by an exponential amount of mean up with probability share, else fall by one of mean down (Kou
// 2002, with up = 1/η₁ < 1 and down = 1/η₂).
type exponentialSizes struct{ share, up, down float64 }

func (s exponentialSizes) second() float64 {
	return 2 * (float64(s.share*s.up*s.up) + float64((1-s.share)*s.down*s.down))
}

func (s exponentialSizes) growth() float64 {
	return float64(s.share*s.up/(1-s.up)) - float64((1-s.share)*s.down/(1+s.down))
}

func (s exponentialSizes) draw(from *random.Source) float64 {
	rises, size := from.Uniform() < s.share, from.Exponential()
	if rises {
		return s.up * size
	}
	return -s.down * size
}

// diffusiveVariance is what jumps of the given mean rate leave of the total variance to the diffusive part,
//
//	σ_d² = volatility² − λE[J²]
//
// and a fault, with the numbers, where that is nothing.
func diffusiveVariance(c Common, rate float64, law sizes) (float64, error) {
	vol, jumps := float64(c.Volatility), rate*law.second()
	if left := float64(vol*vol) - jumps; left > 0 {
		return left, nil
	}
	return 0, &Fault{"volatility", fmt.Sprintf("the total, above the %.4g%% that %.4g jumps a year with E[J²] = %.4g make alone: %.4g%% leaves nothing to diffuse",
		100*math.Sqrt(jumps), rate, law.second(), 100*vol)}
}

// landing puts jumps into the steps of a block: their sizes, and where the diffusive path stood when they came. Each has
// its own stream, of which a jump takes a fixed number of draws.
type landing struct {
	law          sizes
	sizes, split *random.Source
	at, before   float64 // of the last jump in this step, 0 and 0 at its start
}

func (l *landing) reset(open func(purpose string) *random.Source) {
	l.sizes, l.split = open("sizes"), open("split")
}

// begin opens a step.
func (l *landing) begin() { l.at, l.before = 0, 0 }

// land adds a jump to a step of the block at a share of it, later than the last one, and returns its size. The step's
// diffusive return and its variance over the step are given: the path between the last jump and the step's end is a
// Brownian bridge.
func (l *landing) land(b *Block, step int, at, diffusive, variance float64) float64 {
	left := 1 - l.at
	share := (at - l.at) / left
	mean := l.before + float64(share*(diffusive-l.before))
	l.before = mean + float64(math.Sqrt(variance*left*share*(1-share))*l.split.Normal())
	l.at = at
	size := l.law.draw(l.sizes)
	b.Jumps = append(b.Jumps, Jump{Step: step, At: at, Before: l.before, Size: size})
	return size
}

// poisson are jumps at a constant rate. A clock of unit rate runs λ·dt a step and strikes after exponential waits: a
// changed rate moves jumps in time, and leaves their order, sizes and number of draws as they were.
type poisson struct {
	landing
	perStep float64 // λ·dt
	times   *random.Source
	wait    float64 // to the next jump, on the clock of unit rate
}

func (p *poisson) reset(open func(purpose string) *random.Source) {
	p.landing.reset(open)
	p.times = open("jumps")
	p.await()
}

// await draws the next jump, anew if it was drawn before: an exponential wait has no memory.
func (p *poisson) await() { p.wait = p.times.Exponential() }

// step advances one step of the block, whose diffusive return is there already, and adds its jumps.
func (p *poisson) step(b *Block, i int, variance float64) {
	if p.wait >= p.perStep {
		p.wait -= p.perStep
		return
	}
	p.begin()
	diffusive := b.LogReturn[i]
	for ; p.wait < p.perStep; p.wait += p.times.Exponential() {
		b.LogReturn[i] += p.land(b, i, p.wait/p.perStep, diffusive, variance)
	}
	p.wait -= p.perStep
}

// waiting is a process that has drawn its next jump before it comes, and can draw it anew.
type waiting interface{ await() }

// jumpDiffusion is a diffusion with constant variance and jumps at a constant rate (Merton's and Kou's kinds).
type jumpDiffusion struct {
	*diffusion
	jumps poisson
}

func (j *jumpDiffusion) Reset(open func(purpose string) *random.Source) {
	j.diffusion.Reset(open)
	j.jumps.reset(open)
}

func (j *jumpDiffusion) await() { j.jumps.await() }

func (j *jumpDiffusion) Fill(b *Block) {
	j.diffusion.Fill(b)
	for i := range b.LogReturn {
		j.jumps.step(b, i, j.sd*j.sd)
	}
}
