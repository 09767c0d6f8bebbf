package impact

import (
	"errors"
	"math"

	"firesale/market/unit"
)

// Resilient leaves a share φ of a move for good and lets the rest fade at one rate ρ = ln 2 / HalfLife:
//
//	ΔP = φ·q/(m·Depth),   ΔD = (1−φ)·q/(m·Depth),   D ← D·e^{−ρ·dt},   fill = logarithmic mean
//
// for a net flow q (BTC, negative for a sale) at depth multiplier m. Holds minutes to hours after block sales. φ decides
// the damage that stays: sales that cause φ·n ≥ 1 of their own kind never come to rest, however slowly they are made.
// ρ is fragile: treat it as a distribution, not as a number. Source: Obizhaeva and Wang 2013.
type Resilient struct {
	Depth     float64       `toml:"depth" unit:"BTC per unit of log price" range:"(0,inf)" doc:"BTC that lower the log price by 1 at once" source:"assumed"`
	Permanent float64       `toml:"permanent" unit:"share" range:"[0,1]" doc:"share of a move that stays" source:"assumed"`
	HalfLife  unit.Duration `toml:"half_life" range:"(0,inf)" doc:"time in which half of the rest has faded" source:"assumed"`
}

func resilientPreset() Params {
	return &Resilient{Depth: spotDepth, Permanent: 0.1, HalfLife: 30 * unit.Minute}
}

// Open fails on parameters out of their range.
func (p *Resilient) Open(m Market) (Model, error) {
	switch {
	case !(p.Depth > 0):
		return nil, errDepth
	case !(p.Permanent >= 0 && p.Permanent <= 1):
		return nil, errors.New("permanent: want a share between 0 and 1")
	case p.HalfLife <= 0:
		return nil, errors.New("half_life: want a duration above zero")
	}
	rate := math.Ln2 / p.HalfLife.Hours()
	return &resilient{depth: p.Depth, share: p.Permanent, fading: newFading(rate, m.StepHours)}, nil
}

type resilient struct {
	depth, share         float64
	fading               fading
	permanent, transient float64
}

// invisible is a log displacement far below the last digit of any log price.
const invisible = 1e-20

func (r *resilient) Reset() { r.permanent, r.transient = 0, 0 }

func (r *resilient) Decay(hours float64) {
	if r.transient *= r.fading.over(hours); math.Abs(r.transient) < invisible {
		r.transient = 0
	}
}

func (r *resilient) Trade(flow, multiplier, _ float64) (move, fill float64) {
	move = flow / float64(multiplier*r.depth)
	stays := float64(r.share * move)
	r.permanent += stays
	r.transient += move - stays
	return move, logMean(move)
}

func (r *resilient) Displacement() (permanent, transient float64) { return r.permanent, r.transient }
func (r *resilient) Depth(multiplier float64) float64             { return multiplier * r.depth }
func (r *resilient) Profile() (depth, recovery float64)           { return r.depth, r.fading.rate }

func (r *resilient) Recovery() Recovery {
	return Recovery{Permanent: r.share, Fades: []Fade{{Rate: r.fading.rate, Share: 1}}}
}
