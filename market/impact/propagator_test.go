package impact

import (
	"fmt"
	"math"
	"testing"

	"firesale/market/unit"
)

// TestPowerLawFit: the sum of exponentials stays within 1% of the law over 30 d and beyond, its weights are ≥ 0 and add
// up to 1, and the presets take no more than the ten terms that are known to be enough.
func TestPowerLawFit(t *testing.T) {
	for _, scale := range []float64{1. / 3600, 1. / 60, 1, 24} {
		for _, exponent := range []float64{0.05, 0.25, 0.4, 0.5, 0.75, 1, 1.5} {
			law, err := fitPowerLaw(exponent, scale)
			if err != nil {
				t.Error(err)
				continue
			}
			sum := 0.0
			for _, term := range law {
				sum += term.weight
				if term.weight < 0 {
					t.Errorf("b %g, t₀ %gh: weight %g at rate %g", exponent, scale, term.weight, term.rate)
				}
			}
			if miss := missOf(law, exponent, scale); miss > 0.01 || math.Abs(sum-1) > 1e-12 {
				t.Errorf("b %g, t₀ %gh: misses by %.2f%%, weights add up to %.15g", exponent, scale, 100*miss, sum)
			}
		}
	}
	if law, _ := fitPowerLaw(0.25, 1./60); len(law) > 10 {
		t.Errorf("the preset takes %d terms, want at most 10", len(law))
	}
}

// TestPropagatorRatios is V12: a sale at constant rate over T, then nothing. I(zT)/I(T) of the pure power law.
func TestPropagatorRatios(t *testing.T) {
	for _, c := range []struct {
		b       float64
		t0, end int // minutes
	}{{0.25, 1, 100}, {0.25, 1, 1000}, {0.5, 2, 60}, {0.4, 5, 600}} {
		model := open(t, &Propagator{Depth: 1e5, Exponent: c.b, Scale: unit.Duration(c.t0) * unit.Minute}, Market{StepHours: 1. / 60})
		integral := func(minutes float64) float64 { return math.Pow(1+minutes/float64(c.t0), 1-c.b) - 1 }
		T, peak := float64(c.end), 0.0
		for minute := 1; minute <= 2*c.end; minute++ {
			model.Decay(1. / 60)
			if minute <= c.end {
				model.Trade(-1, 1, 1./60)
				peak = total(model)
			}
			z := float64(minute) / T
			if z != 1.1 && z != 2 {
				continue
			}
			want := (integral(z*T) - integral(z*T-T)) / integral(T)
			if got := total(model) / peak; math.Abs(got/want-1) > 0.01 { // the gate of V12; the fit's own error is .3%
				t.Errorf("b %g, t₀ %d, T %d: I(%gT)/I(T) = %.6f, want %.6f", c.b, c.t0, c.end, z, got, want)
			}
		}
	}
	if got := (math.Pow(111, .75) - math.Pow(11, .75)) / (math.Pow(101, .75) - 1); math.Abs(got-0.912429) > 1e-6 {
		t.Errorf("the law itself gives %.6f, want the known .912429", got)
	}
}

// TestPropagatorSpreadsFlow: a step's flow is spread over the step, so the step's length matters only through the fit.
func TestPropagatorSpreadsFlow(t *testing.T) {
	coarse := open(t, propagatorPreset(), Market{StepHours: 1})
	fine := open(t, propagatorPreset(), Market{StepHours: 1. / 60})
	for range 10 {
		coarse.Decay(1)
		coarse.Trade(-600, 1, 1)
		for range 60 {
			fine.Decay(1. / 60)
			fine.Trade(-10, 1, 1./60)
		}
	}
	if a, b := total(coarse), total(fine); math.Abs(a/b-1) > 1e-12 {
		t.Errorf("in hours %g, in minutes %g", a, b)
	}
}

func ExamplePropagator() {
	p := Propagator{Depth: 250_000, Exponent: 0.25, Scale: unit.Minute}
	model, _ := p.Open(Market{StepHours: 1. / 60})
	move, _ := model.Trade(-2500, 1, 0)
	fmt.Printf("at once       %.4f\n", move)
	for _, hours := range []float64{1, 24, 24 * 30} {
		model.Reset()
		model.Trade(-2500, 1, 0)
		model.Decay(hours)
		_, left := model.Displacement()
		fmt.Printf("%4.0f h later  %.4f\n", hours, left)
	}
	// Output:
	// at once       -0.0100
	//    1 h later  -0.0036
	//   24 h later  -0.0016
	//  720 h later  -0.0007
}
