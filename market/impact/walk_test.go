package impact

import (
	"fmt"
	"math"
	"testing"

	"firesale/market/unit"
)

// TestWalkIsTheProfile: from rest, linear impact and surcharge together are the walk of the depth profile, and its fill
// is the mean of the price along it.
func TestWalkIsTheProfile(t *testing.T) {
	for _, c := range []struct{ sold, m float64 }{{100, 1}, {2500, 1}, {2500, 0.5}, {20_000, 1}, {40_000, 0.3}} {
		model, _ := Walk(open(t, &Linear{Depth: 250_000}, spot))
		move, fill := model.Trade(-c.sold, c.m, 1)
		z := c.sold / c.m / 2500
		want := -0.01 * math.Max(z, math.Pow(z, 1.49))
		if math.Abs(move/want-1) > 1e-12 {
			t.Errorf("%g BTC at m %g: log price moves by %g, want %g", c.sold, c.m, move, want)
		}
		const slices = 100_000
		sum := 0.0
		for i := range slices {
			x := z * (float64(i) + 0.5) / slices
			sum += math.Expm1(-0.01*math.Max(x, math.Pow(x, 1.49))) / slices
		}
		if mean := math.Log1p(sum); math.Abs(fill/mean-1) > 1e-7 { // of the midpoint rule at the kink
			t.Errorf("%g BTC at m %g: fill %.10g, along the curve %.10g", c.sold, c.m, fill, mean)
		}
	}
}

// TestWalkRefills: the surcharge fades with the consumed depth, at the model's own rate or half of it in 30 min.
func TestWalkRefills(t *testing.T) {
	for _, c := range []struct {
		law      Params
		halfLife float64 // h
	}{{&Linear{Depth: 250_000}, 0.5}, {&Resilient{Depth: 250_000, Permanent: 1, HalfLife: 2 * unit.Hour}, 2}} {
		model, _ := Walk(open(t, c.law, spot))
		model.Trade(-20_000, 1, 1)
		model.Decay(c.halfLife)
		if got, want := total(model), -0.08-0.01*(math.Pow(4, 1.49)-4); math.Abs(got/want-1) > 1e-12 {
			t.Errorf("%T: a half-life after a walk of 8%% of depth the price is at %.12g, want %.12g", c.law, got, want)
		}
		model.Decay(2 * c.halfLife)
		if got := total(model); got != -0.08 {
			t.Errorf("%T: with the book refilled the law alone should stand: %g", c.law, got)
		}
	}
}

func ExampleWalk() {
	for _, sold := range []float64{1000, 5000, 25_000} {
		linear := Linear{Depth: 250_000}
		law, _ := linear.Open(Market{StepHours: 1})
		byLaw, _ := law.Trade(-sold, 1, 1)

		law.Reset()
		sweep, _ := Walk(law)
		bySweep, _ := sweep.Trade(-sold, 1, 1)
		fmt.Printf("%5.0f BTC: law %.3f, walk %.3f\n", sold, byLaw, bySweep)
	}
	// Output:
	//  1000 BTC: law -0.004, walk -0.004
	//  5000 BTC: law -0.020, walk -0.028
	// 25000 BTC: law -0.100, walk -0.309
}
