package oracle

import (
	"fmt"
	"math"
	"math/cmplx"

	"firesale/market/price"
	"firesale/market/unit"
)

// hestonLaws: E[v_T] = θ + (v₀−θ)·e^{−κT}, and put prices at 90 d by Fourier inversion (Heston 1993). The printed ones
// are of κ 6, θ .3025, ξ 1.5, ρ −.2, v₀ θ; others follow from the inversion itself.
func hestonLaws(b *bench) error {
	preset := heston{6, 0.3025, 1.5, -0.2, 0.3025}
	for _, c := range []struct {
		strike, printed float64
	}{{0.6974, 0.012197}, {0.8, 0.029522}, {1, 0.104991}} {
		b.within(fmt.Sprintf("formula, put at %g", c.strike), c.printed, preset.put(c.strike, 90./365), 1e-6)
	}
	for _, h := range []heston{preset, {3, 0.2, 0.8, -0.6, 0.4}, {9, 0.5, 2.5, 0.3, 0.3}} {
		if err := h.engine(b, 90); err != nil {
			return err
		}
	}
	return preset.engine(b, 9) // steps of ten days
}

// heston has mean reversion κ to θ, volatility of variance ξ, correlation ρ and starts at v₀.
type heston struct{ kappa, theta, xi, rho, v0 float64 }

func (h heston) engine(b *bench, steps int) error {
	start, common := unit.Ratio(math.Sqrt(h.v0)), price.Preset()
	common.Volatility = unit.Ratio(math.Sqrt(h.theta))
	p := &price.Heston{Reversion: h.kappa, VolOfVol: h.xi, Correlation: h.rho, StartVolatility: &start}
	years := 90. / 365
	s, err := draw(b, p, common, 90*unit.Day/unit.Duration(steps), steps, b.replications(50_000))
	if err != nil {
		return err
	}
	at := fmt.Sprintf(": κ %g, θ %g, ξ %g, ρ %g, v0 %g, %d steps", h.kappa, h.theta, h.xi, h.rho, h.v0, steps)
	for _, strike := range []float64{0.6974, 0.8, 1, 1.2} {
		b.mean(fmt.Sprintf("put at %g%s", strike, at), h.put(strike, years), s.ends, func(f float64) float64 {
			return max(strike-math.Exp(f), 0)
		})
	}
	last := years / float64(steps) // the block's variance of a step is the mean of those at its ends
	meanAt := func(t float64) float64 { return h.theta + (h.v0-h.theta)*math.Exp(-h.kappa*t) }
	b.mean("E[v] at the end"+at, (meanAt(years)+meanAt(years-last))/2, s.variance, itself)
	return nil
}

// put is the price of a put at a strike on a start price of 1 without drift, by Lewis's integral over the
// characteristic function:
//
//	put = K − √K/π · ∫₀^∞ Re[e^{−iu ln K}·φ(u − i/2)] / (u² + ¼) du
//
// Sources: Heston 1993, Lewis 2001.
func (h heston) put(strike, years float64) float64 {
	const du, most = 2e-3, 200.
	k, sum := math.Log(strike), 0.0
	for i := range int(most / du) {
		u := (float64(i) + 0.5) * du
		sum += real(cmplx.Exp(complex(0, -u*k))*h.characteristic(complex(u, -0.5), years)) / (u*u + 0.25) * du
	}
	return strike - math.Sqrt(strike)/math.Pi*sum
}

// characteristic is φ(u) = E[e^{iu·f_T}], in the form without branch cuts (Albrecher and others 2007).
func (h heston) characteristic(u complex128, years float64) complex128 {
	iu, xi, t := complex(0, 1)*u, complex(h.xi, 0), complex(years, 0)
	b := complex(h.kappa, 0) - complex(h.rho, 0)*xi*iu
	d := cmplx.Sqrt(b*b + xi*xi*(iu+u*u))
	g := (b - d) / (b + d)
	fade := cmplx.Exp(-d * t)
	c := complex(h.kappa*h.theta, 0) / (xi * xi) * ((b-d)*t - 2*cmplx.Log((1-g*fade)/(1-g)))
	return cmplx.Exp(c + complex(h.v0, 0)*(b-d)/(xi*xi)*(1-fade)/(1-g*fade))
}
