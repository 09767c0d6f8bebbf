package policy_test

import (
	"math"
	"testing"

	"firesale/agents/policy"
	"firesale/market/unit"
)

// TestTolerates: by hand, and from the frequency response of a profile K, h(ω) = ∫K(u)·e^{−iωu}du · iω/(iω+ρ): n_c is one over
// the largest h where it is real.
func TestTolerates(t *testing.T) {
	hours := func(h float64) unit.Duration { return unit.Duration(h * float64(unit.Hour)) }
	equal := func(over float64) policy.Params { return &policy.TWAP{Over: hours(over), Profile: "equal"} }
	for _, c := range []struct {
		name     string
		p        policy.Params
		recovery float64
		want     float64
		within   float64
		why      string
	}{
		{"nil", nil, 1, 1, 0, "exact: a sweep"},
		{"sweep", &policy.Sweep{}, 1, 1, 0, "exact"},
		{"pov", &policy.POV{Share: 0.1}, 1, 1, 0, "exact: below its participation it sells at once"},
		{"exponential", &policy.TWAP{Rate: 8_760, Profile: "exponential"}, 1, 2, 1e-15, "V7"},
		{"exponential, four times as fast", &policy.TWAP{Rate: 4 * 8_760, Profile: "exponential"}, 1, 1.25, 1e-15, "V7"},
		{"equal, no recovery", equal(1), 0, 1, 0, "exact"},
		{"equal, short", equal(1e-6), 1, 1 + 1e-6/3, 1e-12, "the next order of ρT"},
		{"equal, long", equal(1e4), 1, 5_000, 1e-3, "π²/(2ρT)"},
		{"equal, θ = π/2", equal(1), math.Pi / 2, math.Pi / 2, 1e-12, "tan(π/4) = 1"},
		{"equal, θ = 2π/3", equal(2), math.Pi / math.Sqrt(3), 4 * math.Pi / (3 * math.Sqrt(3)), 1e-12, "tan(π/3) = √3"},
		{"pause", &policy.Pause{Then: "twap"}, math.Pi / 2, math.Pi / 2, 1e-12, "over an hour by its preset"},
		{"preempt", &policy.Preempt{Then: "twap"}, math.Pi / 2, math.Pi / 2, 1e-12, "the same"},
		{"otc", &policy.OTC{Then: "twap"}, math.Pi / 2, 1, 0, "exact: what is hedged is sold at once"},
	} {
		if got := policy.Tolerates(c.p, c.recovery); !(math.Abs(got-c.want) <= c.within*c.want) {
			t.Errorf("%s: %v, want %v ± %v (%s)", c.name, got, c.want, c.within, c.why)
		}
	}
	for _, age := range []float64{0.1, 1, 7, 40} {
		if got, want := policy.Tolerates(equal(age), 1), toleratedBySlices(age); math.Abs(got-want) > 1e-6*want { // of the grid
			t.Errorf("slices over %v of the recovery: %v, by their frequencies %v", age, got, want)
		}
	}
}

// toleratedBySlices looks at the response of equal slices at a grid of ω·T, where its imaginary part changes sign.
func toleratedBySlices(age float64) float64 {
	response := func(theta float64) complex128 {
		i := complex(0, 1)
		slices := (1 - complex(math.Cos(theta), -math.Sin(theta))) / (i * complex(theta, 0))
		return slices * i * complex(theta, 0) / complex(age, theta)
	}
	most, before := 0.0, response(1e-4)
	for theta := 2e-4; theta < 100; theta += 1e-4 {
		now := response(theta)
		if (imag(before) > 0) != (imag(now) > 0) {
			most = math.Max(most, real(now)+(real(before)-real(now))*imag(now)/(imag(now)-imag(before)))
		}
		before = now
	}
	return 1 / most
}
