package price

import (
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// GBM is geometric Brownian motion, exact at any step:
//
//	Δf = (μ − σ²/2)·dt + σ·√dt·Z
//
// with μ = drift and σ = volatility, a year. Holds as a control: its first-passage law is closed, so every other kind is
// read against it. Misleads about crashes: no jumps, no fat tails, no memory of volatility. Source: Black and Scholes
// 1973; it has no keys of its own.
type GBM struct{}

// Open implements Params.
func (*GBM) Open(c Common, step unit.Duration) (Process, error) {
	if err := timed(step); err != nil {
		return nil, err
	}
	return newDiffusion(float64(c.Drift), float64(c.Volatility)*float64(c.Volatility), step), nil
}

// diffusion moves the log price with constant drift and variance.
type diffusion struct {
	mean, sd float64 // of the log return of a step
	variance float64 // a year
	normals  *random.Source
	drawn    float64 // the last one
}

// newDiffusion is the diffusion whose price drifts by the given rate: its log drifts by drift − variance/2.
func newDiffusion(drift, variance float64, step unit.Duration) *diffusion {
	dt := step.Years()
	return &diffusion{mean: (drift - variance/2) * dt, sd: math.Sqrt(variance * dt), variance: variance}
}

func (d *diffusion) Reset(open func(purpose string) *random.Source) { d.normals = open("diffusion") }

func (d *diffusion) Fill(b *Block) {
	d.normals.Normals(b.LogReturn)
	if n := len(b.LogReturn); n > 0 {
		d.drawn = b.LogReturn[n-1]
	}
	for i, z := range b.LogReturn {
		b.LogReturn[i] = d.mean + float64(d.sd*z)
		b.Variance[i] = d.variance
	}
	b.Jumps = b.Jumps[:0]
}

// lean, own and last let a diffusion be tilted.
func (d *diffusion) lean(mean float64)       { d.mean = mean }
func (d *diffusion) own() (mean, sd float64) { return d.mean, d.sd }
func (d *diffusion) last() float64           { return d.drawn }
