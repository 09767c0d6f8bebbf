package sim

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/agents/policy"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

// drawPolicies gives the lenders of a timed world policies of every kind, in a market that fades and breathes.
func drawPolicies(t *rapid.T) *draft {
	d := drawWorld(t)
	d.world.Volume = 40
	if d.world.Instant {
		d.world.Instant, d.world.Steps, d.world.Clock.Step, d.world.Price = false, 60, unit.Hour, &price.GBM{}
	}
	if _, none := d.world.Impact.(*impact.None); !none && rapid.Bool().Draw(t, "resilient") {
		d.world.Impact = &impact.Resilient{Depth: 4_000 / 0.1, Permanent: 0.2, HalfLife: 30 * unit.Minute} // 4,000 at the floor of the depth
		d.world.Liquidity = liquidity.Kinds[1].Preset()
	}
	if rapid.Bool().Draw(t, "leverage") {
		d.world.Leverage = []Leveraged{
			{"perps", &agents.LeverageProfile{OpenInterest: 2_000, Scale: 0.5, Reach: 0.1}}, {"defi", (&agents.DeFi{}).Table()}}
	}
	for i := range d.lenders {
		d.lenders[i].charter.Policy = drawPolicy(t)
		d.lenders[i].charter.Market = policy.Market{StepHours: d.world.Clock.Step.Hours(), Depth: 4_000}
	}
	return d
}

func drawPolicy(t *rapid.T) policy.Params {
	then := rapid.SampledFrom([]string{"sweep", "twap", "pov", "auction"}).Draw(t, "then")
	return rapid.SampledFrom([]policy.Params{
		nil,
		&policy.TWAP{Over: 3 * unit.Hour, Profile: "equal"},
		&policy.TWAP{Rate: 0.3 * 8_760, Profile: "exponential"},
		&policy.POV{Share: 0.1},
		&policy.Auction{Over: 4 * unit.Hour, Premium: 0.01, Discount: 0.08},
		&policy.OTC{Capacity: 0.5, Discount: 0.015, Hedged: 0.3, Then: then},
		&policy.Preempt{Then: then, FlowShare: 0.02, DepthBelow: 0.5, Herding: rapid.SampledFrom([]float64{0, 0.4, 1}).Draw(t, "herding")},
		&policy.Pause{Then: then, Band: 0.03},
	}).Draw(t, "policy")
}

func TestPoliciesWakeAndForget(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawPolicies(t).build()
		r, awake := open(t, w), open(t, w)
		awake.main.always, awake.twin.always = true, true
		same(t, "asleep (−), awake in every step (+)", run(t, r, 0), run(t, awake, 0))
		same(t, "fresh (−), after another replication (+)", run(t, open(t, w), 1), run(t, r, 1))
	})
}

// V18 M4: where sales move nothing no lender changes another's result, whatever its policy, and nobody is anybody's
// cause.
func TestPoliciesWithoutImpact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawPolicies(t)
		d.world.Impact, d.world.Liquidity = &impact.None{}, &liquidity.Fixed{}
		out := run(t, open(t, d.build()), 0)
		at := 0
		for i := range d.lenders {
			alone := *d
			alone.lenders = d.lenders[i : i+1]
			for _, want := range run(t, open(t, alone.build()), 0).Lenders {
				same(t, fmt.Sprintf("%s alone (−), among others (+)", want.Name), want, out.Lenders[at])
				if at++; len(want.SoldByGeneration) > 1 {
					t.Fatalf("%s: sold %v by generation", want.Name, want.SoldByGeneration)
				}
			}
		}
		if out.LogMin != out.Twin.LogMin || totals(out).sold != out.Twin.Sold {
			t.Fatalf("lowest %g, %s sold: the twin has %+v", out.LogMin, totals(out).sold, *out.Twin)
		}
	})
}

// Copies are played once; lenders with names of their own, played one by one, sell the same, auctions included.
func TestPoliciesOfCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawPolicies(t)
		want, got := asCopiesAndLenders(t, d)
		got.Events, want.Events, got.LTV, want.LTV = nil, nil, nil, nil // told once for all copies
		same(t, "copies (−), lenders (+)", want, got)
	})
}

// Herding 0 changes nothing: the wrapped policy, to the bit.
func TestHerdingNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawPolicies(t)
		for i := range d.lenders {
			d.lenders[i].charter.Policy = nil
		}
		want := run(t, open(t, d.build()), 0)
		for i := range d.lenders {
			d.lenders[i].charter.Policy = &policy.Preempt{Then: "sweep", FlowShare: 1e-9, DepthBelow: 1}
		}
		same(t, "sweep (−), preempt without herding (+)", want, run(t, open(t, d.build()), 0))
	})
}

// What is sold leaves no coin and no cent behind: coins sold by loan, by lender and on the path are the same, and an
// off-screen sale is no price of the clearing.
func TestPoliciesKeepTheBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		out := run(t, open(t, drawPolicies(t).build()), 0)
		var path, loans, unwound, ofPath, ofOthers unit.BTC
		var cents, got unit.USD
		for _, row := range out.Path {
			path, ofPath = path+row.Sold, ofPath+row.Unwound
		}
		for _, e := range out.Events {
			if e.Kind == record.Sale && e.Loan == "" {
				unwound += e.Coins
			} else if e.Kind == record.Sale {
				loans += e.Coins * unit.BTC(len(e.Lenders))
				cents += e.Amount * unit.USD(len(e.Lenders))
			}
		}
		for _, l := range out.Lenders {
			got += l.Proceeds
		}
		for _, g := range out.Leverage {
			ofOthers += g.Sold
		}
		if diff := gocmp.Diff([]any{totals(out).sold, totals(out).sold, got, ofOthers, ofOthers}, []any{path, loans, cents, unwound, ofPath}); diff != "" {
			t.Fatalf("by lender (−), on the path, by loan, and cents by loan; then of other leverage, by event and on the path (+):\n%s", diff)
		}
	})
}

// Paced steps allocate nothing either.
func TestPacedStepsAllocateNothing(t *testing.T) {
	for _, kind := range policy.Kinds {
		w := benchWorld(600, 2)
		w.Volume = 150_000
		for _, c := range w.Lenders {
			c.Charter.Policy, c.Charter.Market = kind.Preset(), policy.Market{StepHours: 1, Depth: 250_000}
			c.Charter.Index.Terms.Liquidation = "close-out"
		}
		r := opened(t, w)
		days := func() {
			begin(r.main)
			for k := range 500 {
				r.main.step(k, -2e-3, false)
			}
		}
		days()
		if n := testing.AllocsPerRun(3, days); n != 0 {
			t.Errorf("%s: %g allocations in 500 steps", kind.Name, n)
		}
		if n := r.main.lenders[0].Holding.Ledger.Sold; n == 0 {
			t.Errorf("%s: nothing was sold: the test judges nothing", kind.Name)
		}
	}
}
