package sim

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

// A loopDraft is a market of lenders who make new loans, on a price so violent that everything happens: loans are
// liquidated, mature, are renewed and refused; warehouses are called; deals are issued, buy loans and amortize early.
type loopDraft struct {
	world       World
	loop        agents.Loop
	investor    agents.Investor
	line        agents.WarehouseTerms
	lenders     int
	copies      int
	deal        bool
	basis, kind string
	pays        string
	behaviour   *borrower.Behaviour // of those whose loans were there at the start
	alike       int                 // if not 0, so many equal loans at 50%, due in a month
}

var loops = rapid.Custom(drawLoop)

// eachLoop runs a check on some markets, the same in every run of the test: a shrunk one would not say more.
func eachLoop(t *testing.T, check func(d *loopDraft)) {
	for i := range 16 {
		check(loops.Example(i))
	}
}

func drawLoop(t *rapid.T) *loopDraft {
	start := 80_000.0
	d := &loopDraft{world: World{
		Seed: int64(rapid.IntRange(0, 1<<20).Draw(t, "seed")), Twin: true,
		Clock:     agents.Clock{Start: 20_453, Step: rapid.SampledFrom([]unit.Duration{6 * unit.Hour, unit.Day, unit.Day}).Draw(t, "step")},
		Steps:     rapid.IntRange(300, 900).Draw(t, "steps"),
		Common:    price.Common{Start: &start, Volatility: unit.Ratio(rapid.SampledFrom([]float64{0.4, 0.9}).Draw(t, "volatility"))},
		Price:     &price.GBM{},
		Impact:    rapid.SampledFrom([]impact.Params{&impact.None{}, &impact.Linear{Depth: 20_000}}).Draw(t, "impact"),
		Liquidity: &liquidity.Fixed{},
		Oracle:    *market.OraclePreset(),
	}}
	d.loop.Preset()
	d.investor.Preset()
	d.loop.Cyclicality = rapid.SampledFrom([]float64{-1, 0, 0.5, 1}).Draw(t, "cyclicality")
	d.loop.Origination = unit.Ratio(rapid.SampledFrom([]float64{0.1, 0.5, 3}).Draw(t, "origination"))
	d.investor.SpreadMax = unit.Ratio(rapid.SampledFrom([]float64{0.05, 0.5}).Draw(t, "window"))
	d.line = agents.WarehouseTerms{Limit: rapid.SampledFrom([]unit.USD{4_500_000, 9_000_000}).Draw(t, "limit") * unit.Dollar, Issue: 4_000_000 * unit.Dollar, Advance: 85 * unit.Percent,
		Cure: rapid.IntRange(0, 5).Draw(t, "cure")}
	d.lenders = rapid.IntRange(1, 2).Draw(t, "lenders")
	d.copies = rapid.IntRange(1, 3).Draw(t, "copies")
	d.deal = rapid.IntRange(0, 3).Draw(t, "deal") > 0
	d.basis = rapid.SampledFrom([]string{"principal", "debt"}).Draw(t, "basis")
	d.kind = rapid.SampledFrom([]string{"debt-only", "close-out", "restore"}).Draw(t, "sale")
	d.pays = rapid.SampledFrom([]string{"cash", "pik"}).Draw(t, "pays")
	if rapid.Bool().Draw(t, "borrowers act") {
		d.behaviour = drawBehaviour(t)
	}
	return d
}

// build puts the world together. Its loans mature within the run, month by month.
func (d *loopDraft) build() *World {
	w := d.world
	w.Loop, w.Investor = &d.loop, &d.investor
	horizon := credit.Horizon{Start: w.Clock.Start, End: w.lastDay()}
	terms := *credit.TermKinds[0].Preset()
	terms.LTVBasis, terms.Liquidation, terms.RestoreLTV, terms.Pays = d.basis, d.kind, 50*unit.Percent, d.pays
	pays, _ := credit.ParsePays(d.pays)
	for l := range d.lenders {
		pool := &credit.Pool{}
		for i := range 12 {
			pool.Loans = append(pool.Loans, credit.Loan{ID: fmt.Sprint(i), Borrower: fmt.Sprint(i), Principal: 600_000 * unit.Dollar,
				Collateral: unit.BTC(12+i%4) * unit.Coin, Rate: 12 * unit.Percent, Pays: pays,
				AccruesFrom: w.Clock.Start, Matures: w.Clock.Start.AddMonths(i + 1)})
		}
		if d.alike > 0 {
			pool.Loans = d.alikes(pays)
		}
		index := func(p *credit.Pool) *credit.Index {
			x, err := credit.NewIndex(p, terms, horizon)
			if err != nil {
				panic(err)
			}
			x.AddContracts(12*unit.Percent, horizon)
			return x
		}
		line := d.line
		c := &agents.Charter{Name: string(rune('a' + l)), Clock: w.Clock, Index: index(pool), Polling: 1, Window: -1, Calls: true,
			Lends: index(&credit.Pool{}), Warehouse: &line}
		if d.behaviour != nil {
			c.Borrowers = agents.NewBorrowers(d.behaviour, c.Index)
		}
		if d.deal {
			c.Deal = smallDeal(c, w.Clock.Start)
		}
		w.Lenders = append(w.Lenders, Copies{Charter: c, Count: d.copies})
	}
	return &w
}

// alikes are equal loans of as much as the twelve others.
func (d *loopDraft) alikes(pays credit.Pays) (loans []credit.Loan) {
	principal := 7_200_000 * unit.Dollar / unit.USD(d.alike)
	for i := range d.alike {
		loans = append(loans, credit.Loan{ID: fmt.Sprint(i), Borrower: fmt.Sprint(i), Principal: principal, Collateral: unit.PriceOf(40_000).Coins(principal),
			Rate: 12 * unit.Percent, Pays: pays, AccruesFrom: d.world.Clock.Start, Matures: d.world.Clock.Start.AddMonths(1)})
	}
	return loans
}

// smallDeal is Ledn Issuer Trust 2026-1 for a pool of 7.2 million that it may replenish with any loan.
func smallDeal(c *agents.Charter, start unit.Date) *credit.Deal { return dealFor(smallSpec(start), c) }

func smallSpec(start unit.Date) *credit.DealSpec {
	spec := credit.Ledn20261()
	spec.Closing, spec.Cash = start, 30_000*unit.Dollar
	spec.Note["A"].Balance, spec.Note["B"].Balance = 5_800_000*unit.Dollar, 1_000_000*unit.Dollar
	spec.Reserve.Initial = 340_000 * unit.Dollar
	spec.Fee["trustee"].Month = 500 * unit.Dollar
	spec.Revolving.MaxLTV = 70 * unit.Percent
	return spec
}

func dealFor(spec *credit.DealSpec, c *agents.Charter) *credit.Deal {
	deal, err := spec.Open(c.Opening(unit.PriceOf(80_000)))
	if err != nil {
		panic(err)
	}
	return deal
}

// Coins, dollars, lines and deals of every run are audited as it ends (C1 to C3, I1 to I9), and a lender who sleeps until
// its wake does what one does who is asked in every step.
func TestLoopConserves(t *testing.T) {
	var seen record.Loop
	eachLoop(t, func(d *loopDraft) {
		w := d.build()
		r, awake := open(t, w), open(t, w)
		awake.main.always, awake.twin.always = true, true
		run(t, r, 1) // another replication before
		got := run(t, r, 0)
		same(t, "asleep (−), awake in every step (+)", got, run(t, awake, 0))
		seen.Issued += got.Loop.Issued
		seen.Early += got.Loop.Early
		seen.Calls += got.Loop.Calls
		seen.Renewed += got.Loop.Renewed
		seen.Refused += got.Loop.Refused
		for _, l := range r.main.lenders {
			seen.Bought += l.Holding.Ledger.CoinsOut
		}
	})
	if seen.Issued == 0 || seen.Early == 0 || seen.Calls == 0 || seen.Renewed == 0 || seen.Refused == 0 || seen.Bought == 0 {
		t.Errorf("something never happened in any run, so nothing is known of it: %+v", seen)
	}
}

// Without impact the twin liquidates the same loans, those made during the run among them: all are generation 0.
func TestLoopTwin(t *testing.T) {
	eachLoop(t, func(d *loopDraft) {
		d.world.Impact, d.line.Cure = &impact.None{}, 10_000 // a called warehouse would sell what the twin does not
		out := run(t, open(t, d.build()), 0)
		if out.Loop.Early > 0 {
			return // a redeemed deal calls its loans in, the twin has no deal
		}
		for _, l := range out.Lenders {
			if len(l.SoldByGeneration) > 1 {
				t.Fatalf("%s: sold %v by generation", l.Name, l.SoldByGeneration)
			}
		}
		if out.LogMin != out.Twin.LogMin {
			t.Fatalf("lowest %v, the twin's %v", out.LogMin, out.Twin.LogMin)
		}
	})
}

// With fixed terms nothing but losses and early amortizations moves credit conditions: their amplitude is 0 without any.
func TestFixedTermsDoNotCycle(t *testing.T) {
	quiet := 0
	eachLoop(t, func(d *loopDraft) {
		d.loop.Cyclicality, d.world.Steps = 0, 900
		out := run(t, open(t, d.build()), 0)
		lost := unit.USD(0)
		for _, l := range out.Lenders {
			lost += l.Shortfall
		}
		if lost == 0 && out.Loop.Early == 0 && out.Loop.Amplitude.Exists {
			quiet++
			if out.Loop.Amplitude.Value > 1e-12 { // roundings of a mean
				t.Fatalf("amplitude %v", out.Loop.Amplitude.Value)
			}
		}
	})
	if quiet == 0 {
		t.Error("no run was without losses: the test judges nothing")
	}
}

// The more terms follow the market, the more they swing: on the same draws, point by point.
func TestAmplitudeRises(t *testing.T) {
	d := loopDraft{lenders: 1, copies: 1, basis: "principal", kind: "debt-only", pays: "cash"}
	start := 80_000.0
	d.world = World{Seed: 1, Clock: agents.Clock{Start: 20_453, Step: unit.Day}, Steps: 900, Common: price.Common{Start: &start, Volatility: 0.55},
		Price: &price.GBM{}, Impact: &impact.None{}, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset()}
	d.loop.Preset()
	d.investor.Preset()
	d.line = *agents.WarehousePreset()
	last := math.Inf(-1)
	for _, c := range []float64{0, 0.25, 0.5, 0.75, 1} {
		d.loop.Cyclicality = c
		r, sum := open(t, d.build()), 0.0
		for replication := range 10 {
			sum += run(t, r, replication).Loop.Amplitude.Value
		}
		if sum <= last {
			t.Errorf("cyclicality %v: mean amplitude %v, less than %v before", c, sum/10, last/10)
		}
		last = sum
	}
}
