package sim

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/agents/policy"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
)

// hourly is the pace of a sale of one e-th an hour.
func hourly(rate float64) *policy.TWAP {
	return &policy.TWAP{Profile: "exponential", Rate: 8_760 * rate}
}

// TestStrain is what of the reproduction number counts, in whole runs of lenders who lend on the same loans.
func TestStrain(t *testing.T) {
	start, sweep, hour := 80_000.0, policy.Params(nil), float64(unit.Hour)
	resilient := func(stays float64) impact.Params {
		return &impact.Resilient{Depth: 2_500, Permanent: stays, HalfLife: unit.Duration(math.Ln2 * hour)} // ρ = 1/h
	}
	rapid.Check(t, func(rt *rapid.T) {
		pool := lenderDraft{copies: 1, terms: drawTerms(rt)}
		pool.terms.Liquidation = rapid.SampledFrom([]string{"close-out", "debt-only"}).Draw(rt, "mode") // restored loans come back when they are sold
		for n := range rapid.IntRange(1, 20).Draw(rt, "loans") {
			pool.loans = append(pool.loans, drawLoan(rt, n))
		}
		for _, c := range []struct {
			name     string
			law      impact.Params
			instant  bool
			policies []policy.Params
			share    float64
		}{
			{"sold at once", resilient(0), false, []policy.Params{sweep}, 1},
			{"as fast as the market recovers", resilient(0), false, []policy.Params{hourly(1)}, 1. / 2},
			{"four times as fast", resilient(0), false, []policy.Params{hourly(4)}, 1 / 1.25},
			{"one of three lenders is slow", resilient(0), false, []policy.Params{sweep, hourly(1), sweep}, (1 + 1./2 + 1) / 3},
			{"what stays", resilient(0.75), false, []policy.Params{hourly(1)}, 0.75},
			{"what stays of little", resilient(0.25), false, []policy.Params{hourly(1)}, 1. / 2},
			{"nothing recovers", &impact.Linear{Depth: 2_500}, false, []policy.Params{hourly(1)}, 1},
			{"in an instant", resilient(0), true, []policy.Params{sweep, sweep}, 1},
			{"nothing moves", &impact.None{}, false, []policy.Params{sweep}, 1},
		} {
			d := &draft{world: World{
				Clock: agents.Clock{Start: 20_453, Step: unit.Minute}, Steps: 300, Twin: true, Common: price.Common{Start: &start},
				Price:  &price.Scripted{At: []unit.Duration{0, 5 * unit.Hour}, USD: []float64{start, 0.5 * start}},
				Volume: 150_000, Impact: c.law, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
			}}
			if d.world.Instant = c.instant; c.instant {
				d.world.Steps, d.world.Clock.Step, d.world.Price = 0, 0, &price.Shock{Shock: -0.5}
			}
			for i, p := range c.policies {
				l := pool
				l.charter = agents.Charter{Name: string(rune('a' + i)), Polling: 1, Window: -1, Policy: p, Market: policy.Market{StepHours: 1. / 60, Depth: 2_500}}
				d.lenders = append(d.lenders, l)
			}
			out := run(rt, open(rt, d.build()), 0)
			if out.Strain.Value == 0 != (out.ReproductionPeak == 0) || !out.Strain.Exists {
				rt.Fatalf("%s: %+v of %v", c.name, out.Strain, out.ReproductionPeak)
			}
			if want := c.share * out.ReproductionPeak; math.Abs(out.Strain.Value-want) > 2e-8*float64(len(c.policies))/window/2_500 { // satoshis of each lender
				rt.Fatalf("%s: %v of %v, want %v", c.name, out.Strain.Value, out.ReproductionPeak, want)
			}
		}
	})
}

// TestStrainIsCautious: with H(iω) = Σ n_i·κ_i/(κ_i+iω) · (iω+ρφ)/(iω+ρ), the linear system of V7 with several paces runs away
// once H is real and above 1 at some frequency. The strain is never below the largest such value, and is it for one pace.
func TestStrainIsCautious(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		within := func(low, high float64, name string) float64 { return rapid.Float64Range(low, high).Draw(t, name) }
		rho, stays := within(0.1, 10, "recovery"), within(0, 1, "permanent")
		tolerates := tolerance{recovery: impact.Recovery{Permanent: stays, Fades: []impact.Fade{{Rate: rho, Share: 1}}}, shares: map[policy.Params]float64{}}
		n := make([]float64, rapid.IntRange(1, 4).Draw(t, "lenders"))
		pace, all, counts := make([]float64, len(n)), 0.0, 0.0
		for i := range n {
			n[i], pace[i] = within(0.01, 3, "n"), within(0.1, 10, "pace")
			all += n[i]
			counts += n[i] * tolerates.share(hourly(pace[i]))
		}
		response := func(omega float64) complex128 {
			sum := complex(0, 0)
			for i := range n {
				sum += complex(n[i]*pace[i], 0) / complex(pace[i], omega)
			}
			return sum * complex(rho*stays, omega) / complex(rho, omega)
		}
		most, before := stays*all, response(1e-3) // the frequency 0
		for omega := 1e-3; omega < 1e4; omega *= 1.001 {
			now := response(omega)
			if (imag(before) > 0) != (imag(now) > 0) {
				most = max(most, real(now)+(real(before)-real(now))*imag(now)/(imag(now)-imag(before)))
			}
			before = now
		}
		strain := max(counts, stays*all)
		if most > strain*(1+1e-6) { // of the grid
			t.Fatalf("runs away at %v times as many loans, the strain is %v", 1/most, strain)
		}
		if len(n) == 1 && math.Abs(most-strain) > 1e-6*strain {
			t.Fatalf("one pace: the strain is %v, want %v", strain, most)
		}
	})
}
