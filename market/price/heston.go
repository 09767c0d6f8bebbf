package price

import (
	"firesale/market/random"
	"firesale/market/unit"
)

// Heston lets the variance wander around its mean and move with the price:
//
//	dv = κ(θ − v)dt + ξ√v·dW₂,   df = (μ − v/2)dt + √v·dW₁,   corr(dW₁, dW₂) = ρ
//
// with θ = volatility², by Andersen's QE scheme with martingale correction (qe.go): right in the mean at any step, and
// close in law at steps up to a day. Misleads about hours: no jumps, and an absolute return forgets within 1/κ. Sources:
// Heston 1993; Andersen 2008.
type Heston struct {
	Reversion       float64     `toml:"reversion" unit:"per year" range:"(0,inf)" doc:"rate at which the variance reverts to its mean, κ" source:"assumed"`
	VolOfVol        float64     `toml:"vol_of_vol" unit:"per year" range:"(0,inf)" doc:"volatility of the variance at variance 1, ξ" source:"assumed"`
	Correlation     float64     `toml:"correlation" unit:"1" range:"[-1,1]" doc:"of the price's and the variance's noise, ρ" source:"assumed"`
	StartVolatility *unit.Ratio `toml:"start_volatility" range:"[0,inf)" doc:"volatility at the start, √v₀; absent = the mean's, √θ" source:"assumed"`
}

// Open implements Params.
func (p *Heston) Open(c Common, step unit.Duration) (Process, error) {
	if err := timed(step); err != nil {
		return nil, err
	}
	theta := float64(c.Volatility) * float64(c.Volatility)
	if !(theta > 0) {
		return nil, &Fault{"volatility", "more than 0%: the variance reverts to its square"}
	}
	return p.process(float64(c.Drift), theta, step), nil
}

// process is the compensated process with mean variance theta > 0.
func (p *Heston) process(drift, theta float64, step unit.Duration) *heston {
	h := &heston{scheme: newQE(p.Reversion, theta, p.VolOfVol, p.Correlation, step.Years()), start: theta, drift: drift * step.Years()}
	if p.StartVolatility != nil {
		h.start = float64(*p.StartVolatility) * float64(*p.StartVolatility)
	}
	return h
}

type heston struct {
	scheme            qe
	start, drift      float64 // variance at the start; drift of a step
	variance          float64 // now
	normals, variates *random.Source
}

func (h *heston) Reset(open func(purpose string) *random.Source) {
	h.normals, h.variates = open("diffusion"), open("variance")
	h.variance = h.start
}

func (h *heston) Fill(b *Block) {
	h.normals.Normals(b.LogReturn)
	for i, z := range b.LogReturn {
		next, move := h.scheme.step(h.variance, h.variates.Normal(), z)
		b.LogReturn[i] = h.drift + move
		b.Variance[i] = (h.variance + next) / 2
		h.variance = next
	}
	b.Jumps = b.Jumps[:0]
}
