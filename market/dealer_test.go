package market

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
	"pgregory.net/rapid"
)

// dealerOf opens a dealer on hourly steps unless said otherwise, at a log price of 0.
func dealerOf(t testing.TB, p impact.Params, l liquidity.Params, stepHours float64) *Dealer {
	t.Helper()
	law, err := p.Open(impact.Market{StepHours: stepHours, Volatility: 0.55, VolumeBTCDay: 150_000})
	if err != nil {
		t.Fatal(err)
	}
	depth, err := l.Open(liquidity.Market{StepHours: stepHours, Volatility: 0.55, VolumeBTCDay: 150_000})
	if err != nil {
		t.Fatal(err)
	}
	d := NewDealer(DealerConfig{Impact: law, Liquidity: depth, StepHours: stepHours, VolumeBTCDay: 150_000})
	d.Reset(0, nil)
	return d
}

func preset(name string) impact.Params {
	for _, kind := range impact.Kinds {
		if kind.Name == name {
			return kind.Preset()
		}
	}
	panic("no impact kind " + name)
}

func withdrawing() liquidity.Params { return liquidity.Kinds[1].Preset() }

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %.15g, want %.15g ± %g", what, got, want, tolerance)
	}
}

func TestClearing(t *testing.T) {
	const h = 1e-4
	spread := &liquidity.Fixed{HalfSpread: h}
	for _, c := range []struct {
		name      string
		law       impact.Params
		flow      float64
		move, sum float64 // sum: average fill over the price before
	}{
		{"none", preset("none"), -5000, 0, 1},
		{"linear sale", preset("linear"), -25_000, -0.1, -math.Expm1(-0.1) / 0.1},
		{"linear purchase", preset("linear"), 25_000, 0.1, math.Expm1(0.1) / 0.1},
		{"exponential sale", preset("exponential"), -25_000, -0.1, (1 + math.Exp(-0.1)) / 2},
		{"orders that cancel out", preset("linear"), 0, 0, 1},
	} {
		d := dealerOf(t, c.law, spread, 1)
		start := math.Log(80_000)
		d.Reset(start, nil)
		d.Advance(-0.05, false)
		before := math.Exp(start - 0.05)
		got := d.Clear(Flow(c.flow))
		near(t, c.name+": move", got.Move, c.move, 1e-15)
		near(t, c.name+": mid", d.LogMid(), start-0.05+c.move, 1e-14)
		near(t, c.name+": exogenous", d.Exogenous(), start-0.05, 0)
		near(t, c.name+": sellers get", got.Sell, before*c.sum*math.Exp(-h), 1e-9) // a few ulps of 80,000
		near(t, c.name+": buyers pay", got.Buy, before*c.sum*math.Exp(h), 1e-9)
	}
}

// TestStillDealer: the fast path of models without memory is the general one, bit for bit.
func TestStillDealer(t *testing.T) {
	for _, name := range []string{"none", "linear", "exponential"} {
		fast, slow := dealerOf(t, preset(name), &liquidity.Fixed{}, 1), dealerOf(t, preset(name), &liquidity.Fixed{}, 1)
		if !fast.still {
			t.Fatalf("%s: not on the fast path", name)
		}
		slow.still, slow.fades, slow.breathes = false, true, true
		for step := range 500 {
			r := 0.01 * math.Sin(float64(step))
			fast.Advance(r, false)
			slow.Advance(r, false)
			if step%7 == 0 {
				if a, b := fast.Clear(Flow(-float64(step))), slow.Clear(Flow(-float64(step))); a != b {
					t.Fatalf("%s, step %d: %+v, the slow way %+v", name, step, a, b)
				}
			}
			if a, b := fast.View(), slow.View(); a != b {
				t.Fatalf("%s, step %d: %+v, the slow way %+v", name, step, a, b)
			}
		}
	}
}

// TestTwinIsExogenous: with impact none the mid is f, bit for bit, whatever is sold.
func TestTwinIsExogenous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dealerOf(&testing.T{}, &impact.None{}, withdrawing().Calm(), 1)
		for range 50 {
			d.Advance(rapid.Float64Range(-0.3, 0.3).Draw(t, "r"), false)
			d.Clear(Flow(rapid.Float64Range(-1e6, 1e6).Draw(t, "flow")))
			if d.LogMid() != d.Exogenous() || d.Liquidity().Multiplier != 1 {
				t.Fatalf("mid %g, f %g, m %g", d.LogMid(), d.Exogenous(), d.Liquidity().Multiplier)
			}
		}
	})
}

// TestWithdrawalSeesThePast: a sale or a jump thins the book of the next step, never its own.
func TestWithdrawalSeesThePast(t *testing.T) {
	for name, shock := range map[string]func(d *Dealer){
		"sale": func(d *Dealer) { d.Advance(0, false); d.Clear(Flow(-20_000)) },
		"jump": func(d *Dealer) { d.Advance(-0.0001, true) },
		"fall": func(d *Dealer) { d.Advance(-0.2, false) },
	} {
		d := dealerOf(t, preset("resilient"), withdrawing(), 1./60)
		d.Advance(0, false)
		shock(d)
		near(t, name+": m in the same step", d.Liquidity().Multiplier, 1, 0)
		d.Advance(0, false)
		if m := d.Liquidity().Multiplier; !(m < 0.95) {
			t.Errorf("%s: m a step later is %g, want less depth", name, m)
		}
	}
}

// TestJumpsBySize: a replay's jump is whatever exceeds five standard deviations of a step.
func TestJumpsBySize(t *testing.T) {
	step := 1. / 60
	deviation := 0.55 * math.Sqrt(step/unit.Year.Hours())
	for _, c := range []struct {
		deviations float64
		jump       bool
	}{{4.9, false}, {5.1, true}} {
		d := dealerOf(t, preset("linear"), withdrawing(), step)
		d.jumpSize = jumpDeviations * math.Sqrt(step/unit.Year.Hours())
		d.Advance(-c.deviations*deviation, false)
		if d.jumped != c.jump {
			t.Errorf("a fall of %g deviations: jump %v", c.deviations, d.jumped)
		}
	}
}

func TestNoPriceBelowACent(t *testing.T) {
	const depth, alone = "the depth is too small for what was sold", "without any sale"
	for _, c := range []struct {
		move, sold float64
		why        string
	}{{0, 1000, ""}, {0, 15_000, ""}, {0, 17_000, depth}, {0, 1e12, depth}, {0, math.Inf(1), depth}, {-16, 0, ""}, {-17, 0, alone}, {-17, 10, alone}} { // ln(1e5 USD / 1 cent) is 16.1
		d := dealerOf(t, &impact.Linear{Depth: 1000}, &liquidity.Fixed{}, 1)
		d.Reset(math.Log(100_000), nil)
		d.Advance(c.move, false)
		d.Clear(Flow(-c.sold))
		if err := d.Err(); (err == nil) != (c.why == "") || err != nil && !strings.HasSuffix(err.Error(), c.why) {
			t.Errorf("a move of %g and %g BTC into a depth of 1000 from $100,000: %v, want %q", c.move, c.sold, err, c.why)
		}
	}
}

func TestDealerAllocatesNothing(t *testing.T) {
	for _, name := range []string{"linear", "squareroot", "propagator", "resilient"} {
		d := dealerOf(t, preset(name), withdrawing(), 1./60)
		if n := testing.AllocsPerRun(200, func() { d.Advance(-1e-4, false); d.Clear(Flow(-10)); d.View() }); n != 0 {
			t.Errorf("%s: %g allocations a step", name, n)
		}
	}
}

func BenchmarkAdvance(b *testing.B) {
	for _, c := range []struct {
		name string
		law  string
		l    liquidity.Params
	}{{"still", "linear", &liquidity.Fixed{}}, {"resilient", "resilient", &liquidity.Fixed{}}, {"resilient-withdrawing", "resilient", withdrawing()}, {"propagator-withdrawing", "propagator", withdrawing()}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			d := dealerOf(b, preset(c.law), c.l, 1./60)
			d.Advance(0, false)
			d.Clear(Flow(-1000))
			returns := [8]float64{1e-4, -2e-4, 3e-4, -1e-4, 0, 2e-4, -3e-4, 0}
			for i := range b.N {
				d.Advance(returns[i&7], false)
			}
		})
	}
}

func ExampleDealer() {
	law, _ := (&impact.Resilient{Depth: 250_000, Permanent: 0.1, HalfLife: 30 * unit.Minute}).Open(impact.Market{StepHours: 1})
	book, _ := (&liquidity.Fixed{HalfSpread: 1e-4}).Open(liquidity.Market{StepHours: 1})
	d := NewDealer(DealerConfig{Impact: law, Liquidity: book, StepHours: 1, VolumeBTCDay: 150_000})
	d.Reset(math.Log(87_508), nil)

	d.Advance(-0.02, false) // an hour in which the price falls by itself
	sold := d.Clear(Flow(-4079))
	fmt.Printf("sellers get %.2f, the mid is %.2f\n", sold.Sell, d.View().Mid)

	d.Advance(0, false) // an hour in which it does not
	fmt.Printf("an hour later %.2f, on its own it would be %.2f\n", d.View().Mid, math.Exp(d.Exogenous()))
	// Output:
	// sellers get 85070.75, the mid is 84387.07
	// an hour later 85321.59, on its own it would be 85775.23
}
