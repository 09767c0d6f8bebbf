package sim

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/agents/policy"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

// What each policy says it does, by its formula, in whole runs.

// crowded is a fall of 30% in the first of some minutes for lenders who lend on the same loans and sell by policies of one
// kind: all their loans, at 83 to 93% then, are closed out.
func crowded(t *rapid.T, lenders, minutes int, p policy.Params, law impact.Params) *record.Run {
	start := 80_000.0
	d := &draft{world: World{
		Clock: agents.Clock{Start: 20_453, Step: unit.Minute}, Steps: minutes, Twin: true,
		Common: price.Common{Start: &start}, Price: &price.Scripted{At: []unit.Duration{0, unit.Minute}, USD: []float64{start, 0.7 * start}},
		Volume: 150_000, Impact: law, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
	}}
	l := lenderDraft{copies: 1, terms: *credit.TermKinds[0].Preset(),
		charter: agents.Charter{Polling: 1, Window: -1, Policy: p, Market: policy.Market{StepHours: 1. / 60, Depth: 250_000}}}
	l.terms.Liquidation = "close-out"
	for n := range rapid.IntRange(1, 20).Draw(t, "loans") {
		loan := drawLoan(t, n)
		loan.Rate, loan.Collateral = 0, unit.CoinsOf(loan.Principal.Float()/80_000/rapid.Float64Range(0.58, 0.65).Draw(t, "ltv"))
		l.loans = append(l.loans, loan)
	}
	for i := range lenders {
		l.charter.Name = fmt.Sprint("lender", i)
		d.lenders = append(d.lenders, l)
	}
	return run(t, open(t, d.build()), 0)
}

// afterFall is the mid that crowded lenders see, in USD.
const afterFall = 56_000.0

// Auctions of the market sell A·(δ(τ) − δ(τ−dt)) in a step together, δ the discount above 0, at the offer (1 − δ) of the mark;
// nothing on the screen, and what is left at T is offered anew. Where sales move nothing each has buyers of its own.
func TestAuctionsShareTheirBuyers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		demand := rapid.Float64Range(0.1, 200).Draw(t, "demand")
		p := &policy.Auction{Over: unit.Duration(rapid.IntRange(1, 60).Draw(t, "minutes")) * unit.Minute, Demand: &demand,
			Premium: unit.Ratio(rapid.Float64Range(0, 0.05).Draw(t, "premium")), Discount: unit.Ratio(rapid.Float64Range(0.01, 0.5).Draw(t, "discount"))}
		lenders, buyers := rapid.IntRange(1, 3).Draw(t, "lenders"), demand
		var law impact.Params = &impact.Linear{Depth: 250_000}
		if rapid.Bool().Draw(t, "none") {
			law, buyers = &impact.None{}, demand*float64(lenders)
		}
		out := crowded(t, lenders, 240, p, law)
		steps := int(p.Over / unit.Minute)
		discount := func(age int) float64 {
			return float64(p.Premium+p.Discount)*float64(age)/float64(steps) - float64(p.Premium)
		}
		left := unit.BTC(0)
		for _, row := range out.Path {
			left += row.Sold
			if row.Price != out.Path[1].Price && row.Price != out.Path[0].Price {
				t.Fatalf("the screen shows %v: an auction was seen on it", row.Price)
			}
		}
		for k, row := range out.Path[2:] {
			age := k % steps
			want := min(buyers*(max(discount(age+1), 0)-max(discount(age), 0)), left.Float())
			if math.Abs(row.Sold.Float()-want) > 1e-8*float64(2*lenders) { // satoshis of each
				t.Fatalf("step %d of %d sells %s, want %.8f", age+1, steps, row.Sold, want)
			}
			left -= row.Sold
		}
		for _, e := range out.Events {
			if e.Kind == record.Sale {
				age := (int(math.Round(e.Hours*60)) - 2) % steps                                                    // the second minute's is the first
				if want := unit.PriceOf(afterFall * (1 - discount(age+1))).Float(); math.Abs(e.Price-want) > 0.01 { // a cent of rounding
					t.Fatalf("hour %v sells at %v, want %v", e.Hours, e.Price, want)
				}
			}
		}
	})
}

// A block is what a day's buyers take, each lender's its own, at its discount to the mid; the rest is swept in the same
// step, on a screen that sees it and the hedged share of the blocks: Δ ln S = −(rest + χ·blocks)/depth.
func TestBlocksAreHedged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &policy.OTC{Capacity: rapid.Float64Range(0, 300).Draw(t, "capacity"), Discount: unit.Ratio(rapid.Float64Range(0.02, 0.2).Draw(t, "discount")), // beyond what the screen falls by
			Hedged: rapid.Float64Range(0, 1).Draw(t, "hedged"), Then: "sweep"}
		lenders := rapid.IntRange(1, 3).Draw(t, "lenders")
		out := crowded(t, lenders, 10, p, &impact.Linear{Depth: 250_000})
		var blocks, rest unit.BTC
		for _, e := range out.Events {
			if e.Kind == record.Sale && math.Abs(e.Price-afterFall*(1-float64(p.Discount))) < 0.01 { // a cent
				blocks += e.Coins
			} else if e.Kind == record.Sale {
				rest += e.Coins
			}
		}
		sold := totals(out).sold
		each := unit.CoinsOf(p.Capacity)
		if want := unit.BTC(lenders) * min(each, sold/unit.BTC(lenders)); blocks != want || rest != sold-want {
			t.Fatalf("%s in blocks and %s on the screen of %s, want %s", blocks, rest, sold, want)
		}
		fell := math.Log(afterFall) - out.LogFinal
		if want := (rest.Float() + p.Hedged*blocks.Float()) / 250_000; math.Abs(fell-want) > 1e-12 { // rounding of log and exp
			t.Fatalf("the screen fell by %v, want %v", fell, want)
		}
	})
}

// A pause orders nothing while the mid is more than its band below that of an hour before, and all there is otherwise.
func TestPauseWaits(t *testing.T) {
	waited, sold := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		start := 80_000.0
		d.world = World{Seed: d.world.Seed, Clock: agents.Clock{Start: 20_453, Step: 10 * unit.Minute}, Steps: 300, Twin: true,
			Common: price.Common{Start: &start, Volatility: 4}, Price: &price.GBM{}, Volume: 40,
			Impact: &impact.None{}, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset()}
		band := rapid.Float64Range(0.001, 0.05).Draw(t, "band")
		for i := range d.lenders {
			c := &d.lenders[i].charter
			c.Polling, c.Latency, c.Capacity, c.Offset = 1, 0, 0, 0
			c.Policy, c.Market = &policy.Pause{Then: "sweep", Band: unit.Ratio(band)}, policy.Market{StepHours: 1. / 6, Depth: 4_000}
			d.lenders[i].behaviour = nil
		}
		out := run(t, open(t, d.build()), 0)
		for k := range out.Path[1:] {
			now, before := out.Path[k+1].Price, out.Path[max(0, k+1-6)].Price
			switch paused := now < (1-band)*before; {
			case paused && out.Path[k+1].Sold > 0:
				t.Fatalf("step %d: %s sold at %v, %v below an hour ago", k, out.Path[k+1].Sold, now, 1-now/before)
			case !paused && out.Path[k+1].Queued > 0:
				t.Fatalf("step %d: %s waits at %v, only %v below an hour ago", k, out.Path[k+1].Queued, now, 1-now/before)
			case paused && out.Path[k+1].Queued > 0:
				waited++
			case out.Path[k+1].Sold > 0:
				sold++
			}
		}
	})
	if waited == 0 || sold == 0 {
		t.Errorf("%d steps waited and %d sold: the test judges nothing", waited, sold)
	}
}

// While a peer has sold within the hour, who runs liquidates the loans over L_liq − a·(L_liq − L_call), and no other.
func TestRunnersThreshold(t *testing.T) {
	ran := 0
	rapid.Check(t, func(t *rapid.T) {
		herding := rapid.Float64Range(0, 1).Draw(t, "herding")
		start := 80_000.0
		d := &draft{world: World{
			Clock: agents.Clock{Start: 20_453, Step: unit.Minute}, Steps: 50, Twin: true,
			Common: price.Common{Start: &start}, Price: &price.Scripted{At: []unit.Duration{0, unit.Minute}, USD: []float64{start, 0.7 * start}},
			Volume: 150_000, Impact: &impact.Linear{Depth: 4_000}, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
		}}
		terms := *credit.TermKinds[0].Preset()
		terms.Liquidation = "close-out"
		for i, ltv := range []float64{0.62, 0.49} { // 89% and 70% after the fall
			l := lenderDraft{copies: 1, terms: terms, charter: agents.Charter{Name: fmt.Sprint("lender", i), Polling: 1, Window: -1}}
			for n := range 10 {
				loan := drawLoan(t, n)
				loan.Rate, loan.Collateral = 0, unit.CoinsOf(loan.Principal.Float()/80_000/(ltv+0.007*float64(n*i)))
				l.loans = append(l.loans, loan)
			}
			d.lenders = append(d.lenders, l)
		}
		d.lenders[1].charter.Policy = &policy.Preempt{Then: "sweep", FlowShare: 1e-9, Herding: herding}
		d.lenders[1].charter.Market = policy.Market{StepHours: 1. / 60, Depth: 4_000}
		out := run(t, open(t, d.build()), 0)
		exit := terms.LiquidationLTV - unit.Rate(math.Round(herding*float64(terms.LiquidationLTV-terms.MarginCallLTV)))
		mark, over := unit.PriceOf(out.Path[len(out.Path)-1].Mark), 0
		for _, loan := range d.lenders[1].loans {
			if unit.Over(loan.Principal, loan.Collateral, mark, exit) {
				over++
			}
		}
		if got := out.Lenders[1].LiquidatedLoans; got != over {
			t.Fatalf("herding %v: %d loans liquidated, %d are over %v at %v", herding, got, over, exit, mark)
		}
		ran += over
	})
	if ran == 0 {
		t.Error("nobody ran: the test judges nothing")
	}
}
