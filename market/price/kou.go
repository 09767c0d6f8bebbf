package price

import "firesale/market/unit"

// Kou adds double exponential jumps at a constant rate to a geometric Brownian motion: up with probability p by an
// exponential size of mean 1/η₁, else down by one of mean 1/η₂, so that
//
//	Δf = (μ − σ_d²/2 − λk)·dt + σ_d√dt·Z + Σ J_i,  k = pη₁/(η₁−1) + (1−p)η₂/(η₂+1) − 1
//
// with σ_d² = volatility² − λE[J²], E[J²] = 2(p/η₁² + (1−p)/η₂²). Exact at any step. Its first passage and overshoot are
// known in closed form: what a jump takes past a threshold is exponential again. Misleads as "merton" does. Sources: Kou
// 2002; Kou and Wang 2003.
type Kou struct {
	JumpRate float64    `toml:"jump_rate" unit:"per year" range:"[0,inf)" doc:"mean number of jumps a year, λ" source:"assumed"`
	UpShare  float64    `toml:"up_share" unit:"share of the jumps" range:"[0,1]" doc:"probability that a jump rises, p" source:"assumed"`
	UpMean   unit.Ratio `toml:"up_mean" range:"(0,1)" doc:"mean log size of a rise, 1/η₁" source:"assumed"`
	DownMean unit.Ratio `toml:"down_mean" range:"(0,inf)" doc:"mean log size of a fall, 1/η₂" source:"assumed"`
}

func (p *Kou) sizes() sizes {
	return exponentialSizes{p.UpShare, float64(p.UpMean), float64(p.DownMean)}
}

// Open implements Params.
func (p *Kou) Open(c Common, step unit.Duration) (Process, error) {
	return openJumps(c, p.JumpRate, p.sizes(), step)
}
