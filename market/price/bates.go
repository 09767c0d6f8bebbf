package price

import (
	"firesale/market/random"
	"firesale/market/unit"
)

// Bates is "heston" with the jumps of "merton":
//
//	df = (μ − λk − v/2)dt + √v·dW₁ + J·dN,   θ = volatility² − λE[J²]
//
// Volatility clusters and the price can fall through a threshold. Misleads as both do: no jump makes another, and
// memory is that of one time scale. Source: Bates 1996.
type Bates struct {
	Reversion       float64     `toml:"reversion" unit:"per year" range:"(0,inf)" doc:"rate at which the variance reverts to its mean, κ" source:"assumed"`
	VolOfVol        float64     `toml:"vol_of_vol" unit:"per year" range:"(0,inf)" doc:"volatility of the variance at variance 1, ξ" source:"assumed"`
	Correlation     float64     `toml:"correlation" unit:"1" range:"[-1,1]" doc:"of the price's and the variance's noise, ρ" source:"assumed"`
	StartVolatility *unit.Ratio `toml:"start_volatility" range:"[0,inf)" doc:"diffusive volatility at the start, √v₀; absent = the mean's, √θ" source:"assumed"`
	JumpRate        float64     `toml:"jump_rate" unit:"per year" range:"[0,inf)" doc:"mean number of jumps a year, λ" source:"assumed"`
	JumpMean        unit.Ratio  `toml:"jump_mean" range:"(-inf,inf)" doc:"mean log jump, a" source:"assumed"`
	JumpSD          unit.Ratio  `toml:"jump_sd" range:"[0,inf)" doc:"standard deviation of the log jump, b" source:"assumed"`
}

// Open implements Params.
func (p *Bates) Open(c Common, step unit.Duration) (Process, error) {
	if err := timed(step); err != nil {
		return nil, err
	}
	law := normalSizes{float64(p.JumpMean), float64(p.JumpSD)}
	theta, err := diffusiveVariance(c, p.JumpRate, law)
	if err != nil {
		return nil, err
	}
	wander := &Heston{p.Reversion, p.VolOfVol, p.Correlation, p.StartVolatility}
	drift := float64(c.Drift) - float64(p.JumpRate*law.growth())
	return &bates{
		wander.process(drift, theta, step),
		poisson{landing: landing{law: law}, perStep: p.JumpRate * step.Years()},
		step.Years(),
	}, nil
}

type bates struct {
	*heston
	jumps poisson
	years float64
}

func (p *bates) Reset(open func(purpose string) *random.Source) {
	p.heston.Reset(open)
	p.jumps.reset(open)
}

func (p *bates) await() { p.jumps.await() }

func (p *bates) Fill(b *Block) {
	p.heston.Fill(b)
	for i, v := range b.Variance {
		p.jumps.step(b, i, v*p.years)
	}
}
