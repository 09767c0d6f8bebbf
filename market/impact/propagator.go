package impact

import (
	"errors"
	"math"

	"firesale/market/unit"
)

// Propagator lets every trade fade as a power law of its age:
//
//	D(t) = Σ_s (q_s/m_s)·G(t−s),   G(t) = (1 + t/Scale)^{−Exponent} / Depth
//
// for flows q_s (BTC, negative for a sale) at depth multiplier m_s. G is fitted by Σ_k w_k·e^{−ρ_k·t} to better than 1%
// over 90 d, and a step's flow is spread over the step: D_k ← D_k·e^{−ρ_k·dt} + w_k·q/m·(1−e^{−ρ_k·dt})/(ρ_k·dt). The
// fill is the logarithmic mean.
//
// Holds for the price around long orders and for its relaxation after a cascade. Linear in size, so it misses the
// concavity of large orders. With order signs of memory γ, an exponent below (1−γ)/2 makes prices predictable. Nothing is
// permanent, though at the presets 7% of a move is left after 30 d. Source: Bouchaud, Gefen, Potters and
// Wyart 2004 for the form.
type Propagator struct {
	Depth    float64       `toml:"depth" unit:"BTC per unit of log price" range:"(0,inf)" doc:"BTC that lower the log price by 1 at once" source:"assumed"`
	Exponent float64       `toml:"exponent" unit:"1" range:"(0,2]" doc:"b: how fast a move fades in the long run" source:"assumed"`
	Scale    unit.Duration `toml:"scale" range:"(0,inf)" doc:"t0: age at which fading sets in" source:"assumed"`
}

func propagatorPreset() Params {
	return &Propagator{Depth: spotDepth, Exponent: 0.25, Scale: unit.Minute}
}

// Open fits the power law. It fails on parameters out of their range and where the fit misses by 1%.
func (p *Propagator) Open(m Market) (Model, error) {
	switch {
	case !(p.Depth > 0):
		return nil, errDepth
	case !(p.Exponent > 0):
		return nil, errors.New("exponent: want a positive number")
	case p.Scale <= 0:
		return nil, errors.New("scale: want a duration above zero")
	}
	law, err := fitPowerLaw(p.Exponent, p.Scale.Hours())
	if err != nil {
		return nil, err
	}
	g := &propagator{depth: p.Depth, modes: make([]mode, len(law))}
	for k, e := range law {
		g.modes[k] = mode{rate: e.rate, weight: e.weight / p.Depth}
	}
	g.pace(m.StepHours)
	return g, nil
}

type propagator struct {
	depth     float64
	hours     float64 // the step that the modes' factors stand for
	modes     []mode
	transient float64 // the sum over modes
}

// mode is one exponential of the propagator.
type mode struct {
	rate, weight float64 // 1/h; log per BTC
	fade         float64 // e^{−rate·hours}
	reach        float64 // weight·(1−e^{−rate·hours})/(rate·hours): what a flow spread over the step leaves at its end
	displacement float64
}

func (g *propagator) pace(hours float64) {
	g.hours = hours
	for k := range g.modes {
		mode := &g.modes[k]
		age := float64(mode.rate * hours)
		mode.fade, mode.reach = math.Exp(-age), mode.weight
		if age > 0 {
			mode.reach = mode.weight * -math.Expm1(-age) / age
		}
	}
}

func (g *propagator) Reset() {
	g.transient = 0
	for k := range g.modes {
		g.modes[k].displacement = 0
	}
}

func (g *propagator) Decay(hours float64) {
	if g.transient == 0 {
		return
	}
	if hours != g.hours {
		g.pace(hours)
	}
	g.transient = 0
	for k := range g.modes {
		g.modes[k].displacement *= g.modes[k].fade
		g.transient += g.modes[k].displacement
	}
}

func (g *propagator) Trade(flow, multiplier, hours float64) (move, fill float64) {
	if flow == 0 {
		return 0, 0
	}
	if hours != g.hours {
		g.pace(hours)
	}
	effective := flow / multiplier
	g.transient = 0
	for k := range g.modes {
		pushed := float64(effective * g.modes[k].reach)
		move += pushed
		g.modes[k].displacement += pushed
		g.transient += g.modes[k].displacement
	}
	return move, logMean(move)
}

func (g *propagator) Displacement() (permanent, transient float64) { return 0, g.transient }
func (g *propagator) Depth(multiplier float64) float64             { return multiplier * g.depth }
func (g *propagator) Profile() (depth, recovery float64)           { return g.depth, profileRecovery }

func (g *propagator) Recovery() (r Recovery) {
	for _, mode := range g.modes {
		r.Fades = append(r.Fades, Fade{Rate: mode.rate, Share: mode.weight * g.depth})
	}
	return r
}
