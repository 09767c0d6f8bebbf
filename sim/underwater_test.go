package sim

import (
	"math"
	"slices"
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

// drawLate draws a world in which many loans are under water before they are sold: orders come late and prices fall far.
func drawLate(t *rapid.T) *draft {
	d := drawWorld(t)
	if d.world.Instant {
		d.world.Instant, d.world.Steps, d.world.Clock.Step, d.world.Price = false, 60, unit.Hour, &price.GBM{}
	}
	d.world.Clock.Step = min(d.world.Clock.Step, 6*unit.Hour) // the price stays above a cent
	d.world.Common.Volatility = unit.Ratio(rapid.SampledFrom([]float64{2, 4}).Draw(t, "wild"))
	for i := range d.lenders {
		if d.lenders[i].behaviour == nil { // who acts meanwhile parts loans that the scan sells together
			d.lenders[i].charter.Latency = rapid.IntRange(0, 40).Draw(t, "late")
		}
	}
	return d
}

// Coins are under water in the steps in which a look at every loan says so, and nobody sleeps through it.
func TestUnderWaterEqualsScan(t *testing.T) {
	sunk := 0
	rapid.Check(t, func(t *rapid.T) {
		w := drawLate(t).build()
		equalScan(t, w, 3)
		r, awake := open(t, w), open(t, w)
		awake.main.always, awake.twin.always = true, true
		out := run(t, r, 3)
		same(t, "asleep (−), awake in every step (+)", out, run(t, awake, 3))
		for _, l := range out.Lenders {
			if l.Execution.UnderWater.Value > 0 {
				sunk++
			}
		}
	})
	if sunk == 0 {
		t.Error("nothing was under water: the test judges nothing")
	}
}

// sinking is some hours by the minute of one lender, whose loans of 58 to 65% are liquidated in step 0 at 70% of the start, where they are
// covered, and for which the price falls to half of it in a later step.
func sinking(t *rapid.T, mode string, later int, change func(c *agents.Charter)) (loans []credit.Loan, out *record.Run) {
	at := []unit.Duration{0, unit.Minute, unit.Duration(later) * unit.Minute, unit.Duration(later+1) * unit.Minute}
	from := sinkingFrom
	d := &draft{world: World{
		Twin: true, Clock: agents.Clock{Start: 20_453, Step: unit.Minute}, Steps: 200, Common: price.Common{Start: &from},
		Price:  &price.Scripted{At: at, USD: []float64{from, sinkingTo, sinkingTo, sunkTo}},
		Volume: 150_000, Impact: &impact.None{}, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
	}}
	l := lenderDraft{copies: 1, terms: drawTerms(t)}
	l.terms.Liquidation, l.terms.Cost = mode, 0
	l.charter = agents.Charter{Name: "a", Polling: 1, Window: -1, Market: policy.Market{StepHours: 1. / 60, Depth: 250_000}}
	change(&l.charter)
	for n := range rapid.IntRange(1, 20).Draw(t, "loans") {
		loan := drawLoan(t, n)
		loan.Rate, loan.Collateral = 0, unit.CoinsOf(loan.Principal.Float()/from/rapid.Float64Range(0.581, 0.649).Draw(t, "ltv"))
		l.loans = append(l.loans, loan)
	}
	d.lenders = []lenderDraft{l}
	return l.loans, run(t, open(t, d.build()), 0)
}

const sinkingFrom, sinkingTo, sunkTo = 80_000.0, 56_000.0, 40_000.0

// TestUnderWaterHasClosedForms: loans are covered until step m. A sale λ steps late was under water for λ − m of them, loans together
// or one by one. Of n slices of everything, one a step from step 1 on, m − 1 are sold before the price falls; if they did not bring
// so much that what is left covers the rest, the others were under water for 1 to n − m steps.
func TestUnderWaterHasClosedForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near := func(what string, out *record.Run, coinHours, within float64) {
			e := &out.Lenders[0].Execution
			if !e.UnderWater.Exists || !(math.Abs(e.UnderWater.Value-coinHours) <= within) {
				t.Fatalf("%s: %v BTC h under water, want %v", what, e.UnderWater.Value, coinHours)
			}
		}
		m, late := rapid.IntRange(2, 40).Draw(t, "covered until"), rapid.IntRange(0, 60).Draw(t, "latency")
		mode := rapid.SampledFrom([]string{"close-out", "debt-only"}).Draw(t, "mode")
		for _, byLTV := range []bool{false, true} {
			loans, out := sinking(t, mode, m, func(c *agents.Charter) { c.Latency, c.ByLTV = late, byLTV })
			near("late", out, held(loans)*float64(max(late-m, 0))/60, 1e-9) // rounding
		}
		n := rapid.IntRange(1, 60).Draw(t, "slices")
		pieces := &policy.TWAP{Over: unit.Duration(n) * unit.Minute, Profile: "equal"}
		for _, byLTV := range []bool{false, true} {
			loans, out := sinking(t, "close-out", m, func(c *agents.Charter) { c.Policy, c.ByLTV = pieces, byLTV })
			sold, left, want := float64(min(m-1, n))/float64(n), float64(max(n-m, 0)), 0.0
			for _, l := range loans {
				owed, covered := l.Principal.Float()/l.Collateral.Float(), sold*sinkingTo+(1-sold)*sunkTo
				if math.Abs(owed/covered-1) < 1e-3 {
					t.Skip("cents of slices decide")
				}
				if owed > covered {
					want += l.Collateral.Float() * left * (left + 1) / 2 / float64(n) / 60
				}
			}
			near("in slices", out, want, 1e-8*60*20) // a satoshi a slice and a loan, for an hour
		}
	})
}

func held(loans []credit.Loan) (coins float64) {
	for _, l := range loans {
		coins += l.Collateral.Float()
	}
	return coins
}

// The same between the ends of steps, where loans are liquidated at their own wake prices and wait from then on.
func TestUnderWaterOnABridge(t *testing.T) {
	sunk := 0
	rapid.Check(t, func(t *rapid.T) {
		d := drawLate(t)
		d.world.Bridge, d.world.Impact, d.world.Oracle.Lag = true, &impact.None{}, 0
		for i := range d.lenders {
			d.lenders[i].charter.Capacity, d.lenders[i].charter.Polling = 0, 1
		}
		w := d.build()
		r, awake := open(t, w), open(t, w)
		awake.main.always, awake.twin.always = true, true
		out := run(t, r, 3)
		same(t, "asleep (−), awake in every step (+)", out, run(t, awake, 3))
		for _, l := range out.Lenders {
			if l.Execution.UnderWater.Value > 0 {
				sunk++
			}
		}
	})
	if sunk == 0 {
		t.Error("nothing was under water: the test judges nothing")
	}
}

// A loan that waits covered, at 99.9%, is under water from the day on which its interest is more than the rest: 15% a year make that
// the third. Nobody looks at it in between.
func TestUnderWaterByInterest(t *testing.T) {
	from, late := 80_000.0, 24*10
	d := &draft{world: World{
		Twin: true, Clock: agents.Clock{Start: 20_453, Step: unit.Hour}, Steps: 24 * 20, Common: price.Common{Start: &from},
		Price: &price.Scripted{At: []unit.Duration{0, unit.Hour}, USD: []float64{from, sinkingTo}}, Volume: 150_000,
		Impact: &impact.None{}, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
	}}
	l := lenderDraft{copies: 1, terms: *credit.TermKinds[0].Preset(), charter: agents.Charter{Name: "a", Polling: 1, Window: -1, Latency: late}}
	l.loans = []credit.Loan{{ID: "L000", Borrower: "B", Principal: 1_000_000_00, Collateral: unit.CoinsOf(1_000_000 / sinkingTo / 0.999),
		Rate: 15 * unit.Percent, AccruesFrom: 20_453, Pays: credit.PIK, Matures: 40_000}}
	d.lenders = []lenderDraft{l}
	e := run(t, open(t, d.build()), 0).Lenders[0].Execution
	third := 24*3 - 1                                                                                        // the step that ends with the third day
	if got, want := e.UnderWater.Value/e.Sold.Float(), float64(late-third); math.Abs(got-want) > 1e-9*want { // rounding
		t.Errorf("under water for %v h, want %v", got, want)
	}
}

// TestUnderWaterInsideOfSteps: in a book orders arrive inside of a step, and coins were under water until then. By the events and
// the marks of a run: the time between two looks counts by the mark of the first.
func TestUnderWaterInsideOfSteps(t *testing.T) {
	w := bookWorld(50*unit.Minute+20*unit.Second, 70*unit.Minute)
	w.Steps = 150
	w.Price = &price.Scripted{At: []unit.Duration{0, 10 * unit.Minute, 20 * unit.Minute}, USD: []float64{100_000, 100_000, 40_000}}
	w.Lenders[0].Charter.Index.Terms.Liquidation = "close-out"
	principal := 2_000_000.0
	r, judged := open(t, w), 0
	for replication := range 5 {
		out := run(t, r, replication)
		want := map[string]float64{}
		for _, lender := range out.Lenders {
			for _, loan := range w.Lenders[0].Charter.Index.Pool.Loans {
				breach, owed, left := math.Inf(1), principal, loan.Collateral.Float()
				at := 0.0 // until which it was judged
				for _, e := range append(slices.Clone(out.Events), record.Event{Hours: 2.5, Loan: loan.ID, Lenders: []string{lender.Name + "#0"}}) {
					if e.Loan != loan.ID || e.Lenders[0] != lender.Name+"#0" {
						continue
					}
					for k, row := range out.Path { // of the time from its look to the next, what is after the breach and before the event
						until := math.Min(e.Hours, row.Hours+1./60)
						if from := math.Max(at, math.Max(row.Hours, breach)); until > from && k > 0 && owed > left*row.Mark {
							want[lender.Name] += left * (until - from)
						}
					}
					at = e.Hours
					switch e.Kind {
					case record.Liquidation:
						breach = e.Hours
					case record.Sale:
						owed, left = owed-e.Amount.Float(), left-e.Coins.Float()
					}
				}
			}
			if got := lender.Execution.UnderWater.Value; math.Abs(got-want[lender.Name]) > 1e-6 { // coins of a loan are whole satoshis
				t.Errorf("replication %d: %s had %v BTC h under water, by its events %v", replication, lender.Name, got, want[lender.Name])
			}
			if want[lender.Name] > 0 {
				judged++
			}
		}
	}
	if judged == 0 {
		t.Error("nothing was under water: the test judges nothing")
	}
}
