package oracle

import (
	"fmt"
	"math"

	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
)

// relaxation is the displacement left by a sale at constant rate over T under the power law G(t) = (1 + t/t₀)^{−b}, at a
// time zT ≥ T, over the peak:
//
//	I(T) ∝ (1+T/t₀)^{1−b} − 1;   after the end, I(zT) ∝ [(1+zT/t₀)^{1−b} − 1] − [(1+(z−1)T/t₀)^{1−b} − 1]
//
// Source: Bouchaud, Gefen, Potters and Wyart 2004 for the law; the integral is elementary.
type relaxation struct{ exponent, duration float64 } // duration in units of t₀

func (r relaxation) left(z float64) float64 {
	area := func(t float64) float64 { return math.Pow(1+t, 1-r.exponent) - 1 }
	return (area(z*r.duration) - area((z-1)*r.duration)) / area(r.duration)
}

// relaxations is V12.
func relaxations(b *bench) error {
	b.within("formula, b .25, T 100, z 1.1", 0.912429, relaxation{0.25, 100}.left(1.1), 1e-6)
	b.within("formula, b .25, T 100, z 2", 0.697436, relaxation{0.25, 100}.left(2), 1e-6)
	for _, r := range []relaxation{{0.25, 100}, {0.25, 2_000}, {0.4, 300}, {0.6, 50}} {
		if err := relaxes(b, r); err != nil {
			return err
		}
	}
	for _, exponent := range []float64{0.25, 0.5, 0.75} {
		if err := powerLaw(b, exponent); err != nil {
			return err
		}
	}
	return nil
}

const relaxationScale = unit.Minute // t₀

// relaxes sells at a constant rate, a step a t₀, then waits.
func relaxes(b *bench, r relaxation) error {
	d, err := dealer(&impact.Propagator{Depth: 1e6, Exponent: r.exponent, Scale: relaxationScale}, &liquidity.Fixed{}, relaxationScale.Hours())
	if err != nil {
		return err
	}
	peak, steps := 0.0, int(r.duration)
	for i := range 3*steps + 1 {
		d.Advance(0, false)
		if i < steps {
			d.Clear(market.Flow(-100))
		}
		for _, z := range []float64{1.1, 2, 3} {
			if i+1 == int(math.Round(z*r.duration)) {
				b.relative(fmt.Sprintf("I(%gT)/I(T): b %g, T %g t0", z, r.exponent, r.duration), r.left(z), d.LogMid()/peak, 0.01)
			}
		}
		if i+1 == steps {
			peak = d.LogMid()
		}
	}
	return nil
}

// powerLaw sells once, at an instant, and compares what is left with G itself over 30 d.
func powerLaw(b *bench, exponent float64) error {
	law, err := (&impact.Propagator{Depth: 1e6, Exponent: exponent, Scale: relaxationScale}).Open(impact.Market{})
	if err != nil {
		return err
	}
	law.Trade(-1e6, 1, 0)
	worst, age := 0.0, 0.0
	for last := 30 * unit.Day.Hours(); age < last; {
		_, left := law.Displacement()
		want := -math.Pow(1+age/relaxationScale.Hours(), -exponent)
		worst = math.Max(worst, math.Abs(left/want-1))
		hours := math.Max(age/20, relaxationScale.Hours()/50) // ages spaced by 5%
		law.Decay(hours)
		age += hours
	}
	b.holds(fmt.Sprintf("greatest relative error of G within 30 d: b %g", exponent), "< 0.01", number(worst), worst < 0.01)
	return nil
}
