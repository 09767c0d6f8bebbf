package price

import (
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// Hawkes is a diffusion with Kou's jumps, each of which makes further ones more likely for a while:
//
//	λ_t = λ₀ + Σ_{t_i<t} n·β·e^{−β(t−t_i)},   mean λ₀/(1−n)
//	Δf  = (μ − σ_d²/2)·dt − k·∫λ_t dt + σ_d√dt·Z + Σ J_i,  k = E[e^J] − 1
//
// with σ_d² = volatility² − λ₀/(1−n)·E[J²]. The intensity begins at its mean, as after a long time. Exact at any step:
// the next jump comes when ∫λ dt, which is closed between jumps, has run through an exponential amount. That is the law
// of Ogata's thinning on λ's decreasing pieces (1981), with one draw a jump instead of one a rejected candidate, so that
// parameters never shift draws; with n = 0 it is "kou", draw by draw. Misleads about calm times: volatility between
// clusters is constant. Sources: Hawkes 1971; Atak 2018 and Chen, Zhang and Bouri 2024 on bitcoin.
type Hawkes struct {
	JumpRate  float64       `toml:"jump_rate" unit:"per year" range:"[0,inf)" doc:"rate of jumps that no other caused, λ₀" source:"assumed"`
	Branching float64       `toml:"branching" unit:"jumps caused per jump" range:"[0,1)" doc:"jumps that one jump causes on average, n" source:"assumed"`
	Memory    unit.Duration `toml:"memory" range:"(0,inf)" doc:"mean time from a jump to those it causes, 1/β" source:"assumed"`
	UpShare   float64       `toml:"up_share" unit:"share of the jumps" range:"[0,1]" doc:"probability that a jump rises, p" source:"assumed"`
	UpMean    unit.Ratio    `toml:"up_mean" range:"(0,1)" doc:"mean log size of a rise, 1/η₁" source:"assumed"`
	DownMean  unit.Ratio    `toml:"down_mean" range:"(0,inf)" doc:"mean log size of a fall, 1/η₂" source:"assumed"`
}

// Open implements Params.
func (p *Hawkes) Open(c Common, step unit.Duration) (Process, error) {
	if err := timed(step); err != nil {
		return nil, err
	}
	law := exponentialSizes{p.UpShare, float64(p.UpMean), float64(p.DownMean)}
	mean := p.JumpRate / (1 - p.Branching)
	variance, err := diffusiveVariance(c, mean, law)
	if err != nil {
		return nil, err
	}
	dt := step.Years()
	h := &hawkes{
		diffusion: newDiffusion(float64(c.Drift), variance, step),
		landing:   landing{law: law},
		base:      p.JumpRate * dt,
		decay:     dt / p.Memory.Years(),
		start:     (mean - p.JumpRate) * dt,
		growth:    law.growth(),
	}
	h.kick = p.Branching * h.decay
	h.fade, h.weight = math.Exp(-h.decay), -math.Expm1(-h.decay)/h.decay
	return h, nil
}

// hawkes counts time in steps: intensities are jumps a step, decay is β·dt.
type hawkes struct {
	*diffusion
	landing
	base, decay, kick float64 // λ₀, β, and n·β: by how much a jump raises the intensity
	start             float64 // excess of the mean intensity over λ₀
	fade, weight      float64 // e^{−β} and (1 − e^{−β})/β, of a whole step
	growth            float64 // k
	times             *random.Source
	wait              float64   // integrated intensity left until the next jump
	excess            float64   // λ − λ₀ now
	moments           []float64 // of the jumps of a step, as shares of it; kept for its capacity
}

func (h *hawkes) Reset(open func(purpose string) *random.Source) {
	h.diffusion.Reset(open)
	h.landing.reset(open)
	h.times = open("jumps")
	h.excess = h.start
	h.await()
}

// await draws the intensity until the next jump: its integral between two is exponential, and has no memory.
func (h *hawkes) await() { h.wait = h.times.Exponential() }

func (h *hawkes) Fill(b *Block) {
	h.diffusion.Fill(b)
	for i := range b.LogReturn {
		run := h.base + float64(h.excess*h.weight)
		if h.wait < run {
			h.strike(b, i)
			continue
		}
		h.wait -= run
		h.excess *= h.fade
		b.LogReturn[i] -= float64(h.growth * run)
	}
}

// strike takes the path through a step with jumps.
func (h *hawkes) strike(b *Block, i int) {
	b.LogReturn[i] -= float64(h.growth * h.cluster())
	h.begin()
	diffusive := b.LogReturn[i]
	for _, at := range h.moments {
		b.LogReturn[i] += h.land(b, i, at, diffusive, h.sd*h.sd)
	}
}

// cluster finds the moments of a step's jumps, and returns the intensity integrated over the step.
func (h *hawkes) cluster() (total float64) {
	h.moments = h.moments[:0]
	for at := 0.0; ; {
		left := 1 - at
		run := h.integral(left)
		if h.wait >= run {
			h.wait -= run
			h.excess *= math.Exp(-h.decay * left)
			return total + run
		}
		s := h.until(h.wait)
		total += h.wait
		h.wait = h.times.Exponential()
		h.excess = float64(h.excess*math.Exp(-h.decay*s)) + h.kick
		at = min(at+s, math.Nextafter(1, 0))
		h.moments = append(h.moments, at)
	}
}

// integral is ∫λ over the next s of a step if no jump comes.
func (h *hawkes) integral(s float64) float64 {
	return float64(h.base*s) - h.excess*math.Expm1(-h.decay*s)/h.decay
}

// until is the s at which the integral reaches what is given. The integral is concave, so Newton's iteration from the
// left rises to the root and never passes it.
func (h *hawkes) until(want float64) float64 {
	s := want / (h.base + h.excess)
	for range 100 {
		up := (want - h.integral(s)) / (h.base + float64(h.excess*math.Exp(-h.decay*s)))
		if s += max(up, 0); up <= 1e-15*s {
			break
		}
	}
	return s
}
