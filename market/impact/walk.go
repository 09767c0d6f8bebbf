package impact

import (
	"errors"
	"math"
)

// Profiled is a model that stands for a book whose depth within a distance x of the mid is known: depth/100 BTC within
// 1%, refilled at a rate (1/h) after it was consumed.
type Profiled interface {
	Model
	Profile() (depth, recovery float64)
}

// profileRecovery refills the profile of a model that has no rate of its own: half of it in 30 min. assumed
const profileRecovery = math.Ln2 / 0.5

// The profile: cumulative depth d₁·m·(x/1%)^{.67}, so that consuming w costs 1%·(w/d₁)^{1.49}. measured: Amberdata, one
// pair, mid 2025: $3.50M within 10 bp and $16.53M within 100 bp, an exponent of .674.
const (
	profileUnit = 0.01
	profileCost = 1.49
)

// Walk adds to a model what a sweep pays for walking the book, where that is more than the law says:
//
//	w ← w·e^{−ρ·dt} + sold/m (≥ 0),   D gets −1%·[(w/d₁)^{1.49} − w/d₁]⁺
//
// with w the consumed depth and d₁ = Depth/100 the depth within 1%. The addition is a function of w, so cutting a sweep
// into pieces changes nothing and it fades as the book refills; up to d₁ the law stands alone. The fill is the mean along
// the joint curve. Use it in crises: a paced order costs concavely, a sweep convexly, and one law gets one of them wrong.
//
// It fails on a model without a profile: "none" and the stylised kinds.
func Walk(m Model) (Model, error) {
	law, ok := m.(Profiled)
	if !ok {
		return nil, errors.New(`want an impact with a depth profile (linear, propagator, resilient)`)
	}
	depth, recovery := law.Profile()
	return &walk{Profiled: law, within: depth / 100, fading: newFading(recovery, 0)}, nil
}

type walk struct {
	Profiled
	within   float64 // d₁, BTC
	fading   fading
	consumed float64 // w, BTC
}

func (w *walk) Reset() {
	w.Profiled.Reset()
	w.consumed = 0
}

func (w *walk) Decay(hours float64) {
	w.Profiled.Decay(hours)
	if w.consumed *= w.fading.over(hours); w.consumed < nothing {
		w.consumed = 0
	}
}

func (w *walk) Trade(flow, multiplier, hours float64) (move, fill float64) {
	law, fill := w.Profiled.Trade(flow, multiplier, hours)
	from := w.consumed
	to := from - flow/multiplier
	w.consumed = math.Max(to, 0)
	if flow == 0 || (from <= w.within && to <= w.within) {
		return law, fill
	}
	curve := sweepCurve{law: law, from: from, to: to, within: w.within}
	return curve.at(to), math.Log1p(curve.excess())
}

func (w *walk) Displacement() (permanent, transient float64) {
	permanent, transient = w.Profiled.Displacement()
	return permanent, transient - surcharge(w.consumed/w.within)
}

// surcharge is what consuming z times the depth within 1% costs beyond the law.
func surcharge(z float64) float64 {
	if z <= 1 {
		return 0
	}
	return profileUnit * (math.Pow(z, profileCost) - z)
}

// sweepCurve is the log price along one sweep, the law's part even in what is done, the surcharge in what is consumed.
type sweepCurve struct{ law, from, to, within float64 }

// at is the move when w BTC are consumed.
func (c sweepCurve) at(w float64) float64 {
	return float64(c.law*c.done(w)) - (surcharge(w/c.within) - surcharge(c.from/c.within))
}

// done is the share of the sweep made when w BTC are consumed.
func (c sweepCurve) done(w float64) float64 { return (w - c.from) / (c.to - c.from) }

// excess is the average price of the sweep over the price before, less 1. Up to d₁ the law alone has a closed mean.
func (c sweepCurve) excess() float64 {
	switch {
	case c.from < c.within:
		return c.shallow(c.from, c.within) + c.deep(c.within, c.to)
	case c.to < c.within:
		return c.deep(c.from, c.within) + c.shallow(c.within, c.to)
	}
	return c.deep(c.from, c.to)
}

func (c sweepCurve) shallow(from, to float64) float64 {
	share := c.done(to) - c.done(from)
	return share * math.Expm1(c.at(from)+logMean(c.law*share))
}

// deep integrates over ln w, in which the integrand has no singularity, in panels of at most half a unit of log price
// and one of ln w: eight points of Gauss and Legendre are then good to about 1e-13.
func (c sweepCurve) deep(from, to float64) float64 {
	start, length := math.Log(from), math.Log(to/from)
	panels := 1 + int(math.Min(math.Max(math.Abs(length), 2*math.Abs(c.at(to)-c.at(from))), 1000))
	width, sum := length/float64(panels), 0.0
	for i := range panels {
		middle := start + float64(width*(float64(i)+0.5))
		for _, g := range gauss {
			for _, x := range [2]float64{-g.node, g.node} {
				w := math.Exp(middle + float64(width/2*x))
				sum += float64(g.weight / 2 * width * w * math.Expm1(c.at(w)))
			}
		}
	}
	return sum / (c.to - c.from)
}

// gauss holds the nodes (±) and weights of the eight-point rule on [−1, 1].
var gauss = [4]struct{ node, weight float64 }{
	{0.18343464249564980494, 0.36268378337836198297},
	{0.52553240991632898582, 0.31370664587788728734},
	{0.79666647741362673959, 0.22238103445337447054},
	{0.96028985649753623168, 0.10122853629037625915},
}
