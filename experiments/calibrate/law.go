package calibrate

import (
	"math"

	"firesale/experiments/stats"
)

// A Law is a reduced-form impact law fitted to paced sales.
type Law struct {
	Kind       string
	Parameters []Parameter
}

// A Parameter is a fitted key of a law.
type Parameter struct {
	Key   string
	Value stats.Interval
}

// The laws are fitted to the peaks and to what was left after them, each mean weighted by one over its variance:
//
//	squareroot   peak = A·(√(q+X₀) − √X₀)                                  A = Y·σ_D/√V, X₀ = V/10,000
//	propagator   I(t) = Λ₀·v·t₀/(1−b)·[(1+t/t₀)^{1−b} − (1+(t−T)⁺/t₀)^{1−b}], v the speed of the sale, t₀ 1 min
//	resilient    I(t) = Λ·[φ·q + (1−φ)·v·(e^{−ρ(t−T)⁺} − e^{−ρt})/ρ]
//
// The first is linear in A. The second and the third are linear but for b and ρ, which are found by golden section.
const (
	atScale = iota // A of squareroot
	atDepth        // 1/Λ₀
	atExponent
	atStiffness // 1/Λ of resilient
	atPermanent
	atHalfLife // minutes
	lawParameters
)

// startShare is X₀ as a share of a day's volume, as market.impact has it where nothing is written.
const startShare = 1e-4

// lawsOf names what fitLaws found.
func lawsOf(found []stats.Interval) []Law {
	return []Law{
		{"squareroot", []Parameter{{"prefactor", found[atScale]}}},
		{"propagator", []Parameter{{"depth", found[atDepth]}, {"exponent", found[atExponent]}}},
		{"resilient", []Parameter{{"depth", found[atStiffness]}, {"permanent", found[atPermanent]}, {"half_life", found[atHalfLife]}}},
	}
}

// An observation is a mean displacement at a time, in minutes, of a sale of q BTC that lasted T.
type observation struct{ q, lasted, at, moved, weight float64 }

func observations(points []Point) (all []observation) {
	for _, p := range points {
		all = append(all, observation{p.BTC, p.Minutes, p.Minutes, p.Moved, weight(p.Error)})
		for k, share := range relaxed {
			if p.Fades {
				all = append(all, observation{p.BTC, p.Minutes, p.Minutes * (1 + share), p.After[k], weight(p.AfterError[k])})
			}
		}
	}
	return all
}

func weight(standardError float64) float64 { return 1 / math.Max(standardError*standardError, 1e-24) }

// fitLaws writes the parameters in their places, for a market of a volume a day.
func fitLaws(points []Point, volume float64, to []float64) {
	all := observations(points)
	var products, squares float64
	for _, p := range points {
		start := startShare * volume
		root := math.Sqrt(p.BTC+start) - math.Sqrt(start)
		products += weight(p.Error) * root * p.Moved
		squares += weight(p.Error) * root * root
	}
	to[atScale] = products / squares

	b := golden(0.01, 0.95, func(b float64) float64 { _, misfit := fitOne(all, fading(b)); return misfit })
	stiffness, _ := fitOne(all, fading(b))
	to[atDepth], to[atExponent] = 1/stiffness, b

	lnRho := golden(math.Log(1./2000), math.Log(1), func(l float64) float64 { _, _, misfit := fitTwo(all, math.Exp(l)); return misfit })
	stays, fades, _ := fitTwo(all, math.Exp(lnRho))
	to[atStiffness], to[atPermanent], to[atHalfLife] = 1/(stays+fades), stays/(stays+fades), math.Ln2/math.Exp(lnRho)
}

// fading is the shape of the propagator for Λ₀ = 1, t₀ = 1 min.
func fading(b float64) func(observation) float64 {
	return func(o observation) float64 {
		rise := func(t float64) float64 { return math.Pow(1+t, 1-b) - 1 }
		return o.q / o.lasted / (1 - b) * (rise(o.at) - rise(o.at-o.lasted))
	}
}

// fitOne is the factor of a shape, and the weighted sum of squares that is left.
func fitOne(all []observation, shape func(observation) float64) (factor, misfit float64) {
	var products, squares float64
	for _, o := range all {
		x := shape(o)
		products += o.weight * x * o.moved
		squares += o.weight * x * x
	}
	factor = products / squares
	for _, o := range all {
		d := o.moved - factor*shape(o)
		misfit += o.weight * d * d
	}
	return factor, misfit
}

// fitTwo is the permanent and the fading part of Λ at a recovery ρ a minute, neither below 0.
func fitTwo(all []observation, rho float64) (stays, fades, misfit float64) {
	waning := func(o observation) float64 {
		return o.q / o.lasted / rho * (math.Exp(-rho*(o.at-o.lasted)) - math.Exp(-rho*o.at))
	}
	lasting := func(o observation) float64 { return o.q }
	var aa, ab, bb, ay, by float64
	for _, o := range all {
		a, b := lasting(o), waning(o)
		aa, ab, bb = aa+o.weight*a*a, ab+o.weight*a*b, bb+o.weight*b*b
		ay, by = ay+o.weight*a*o.moved, by+o.weight*b*o.moved
	}
	det := aa*bb - ab*ab
	stays, fades = (ay*bb-by*ab)/det, (by*aa-ay*ab)/det
	switch {
	case stays < 0 || math.IsNaN(stays):
		stays = 0
		fades, misfit = fitOne(all, waning)
		return stays, fades, misfit
	case fades < 0:
		fades = 0
		stays, misfit = fitOne(all, lasting)
		return stays, fades, misfit
	}
	for _, o := range all {
		d := o.moved - stays*lasting(o) - fades*waning(o)
		misfit += o.weight * d * d
	}
	return stays, fades, misfit
}

// golden is the place of the least value of a function with one valley, by golden section.
func golden(low, high float64, f func(float64) float64) float64 {
	ratio := (math.Sqrt(5) - 1) / 2
	a, b := high-ratio*(high-low), low+ratio*(high-low)
	fa, fb := f(a), f(b)
	for range 60 {
		if fa < fb {
			high, b, fb = b, a, fa
			a = high - ratio*(high-low)
			fa = f(a)
		} else {
			low, a, fa = a, b, fb
			b = low + ratio*(high-low)
			fb = f(b)
		}
	}
	return (low + high) / 2
}
