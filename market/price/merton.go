package price

import "firesale/market/unit"

// Merton adds normal jumps at a constant rate to a geometric Brownian motion:
//
//	Δf = (μ − σ_d²/2 − λ(e^{a+b²/2} − 1))·dt + σ_d√dt·Z + Σ_{i≤N} J_i,  J ~ N(a, b²), N ~ Poisson(λdt)
//
// with σ_d² = volatility² − λ(a² + b²). Exact at any step. Misleads about what follows a jump: jumps come alone and
// leave the volatility as it was (take "hawkes" or "twoscale"). Source: Merton 1976.
type Merton struct {
	JumpRate float64    `toml:"jump_rate" unit:"per year" range:"[0,inf)" doc:"mean number of jumps a year, λ" source:"assumed"`
	JumpMean unit.Ratio `toml:"jump_mean" range:"(-inf,inf)" doc:"mean log jump, a" source:"assumed"`
	JumpSD   unit.Ratio `toml:"jump_sd" range:"[0,inf)" doc:"standard deviation of the log jump, b" source:"assumed"`
}

func (p *Merton) sizes() sizes { return normalSizes{float64(p.JumpMean), float64(p.JumpSD)} }

// Open implements Params.
func (p *Merton) Open(c Common, step unit.Duration) (Process, error) {
	return openJumps(c, p.JumpRate, p.sizes(), step)
}

// openJumps is the compensated jump diffusion of a rate and a law of sizes.
func openJumps(c Common, rate float64, law sizes, step unit.Duration) (Process, error) {
	if err := timed(step); err != nil {
		return nil, err
	}
	variance, err := diffusiveVariance(c, rate, law)
	if err != nil {
		return nil, err
	}
	return &jumpDiffusion{
		newDiffusion(float64(c.Drift)-float64(rate*law.growth()), variance, step),
		poisson{landing: landing{law: law}, perStep: rate * step.Years()},
	}, nil
}
