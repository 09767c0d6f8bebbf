package sim

import (
	"fmt"
	"math/rand/v2"

	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
)

// A draft is a random world before it is built: plain values, so that a test can change one and build it again.
type draft struct {
	world   World
	lenders []lenderDraft
}

type lenderDraft struct {
	charter   agents.Charter
	copies    int
	behaviour *borrower.Behaviour
	terms     credit.Terms
	loans     []credit.Loan
	shifts    []unit.Rate // of thresholds, by the number of a loan in its ID
}

// build sorts the pools and puts the world together.
func (d *draft) build() *World {
	w := d.world
	for _, l := range d.lenders {
		c := l.charter
		c.Clock = w.Clock
		x, err := credit.NewStaggered(&credit.Pool{Loans: l.loans}, l.terms, credit.Horizon{Start: w.Clock.Start, End: w.lastDay()}, l.shifted())
		if err != nil {
			panic(err)
		}
		c.Index = x
		if l.behaviour != nil {
			c.Borrowers = agents.NewBorrowers(l.behaviour, x)
		}
		w.Lenders = append(w.Lenders, Copies{Charter: &c, Count: l.copies})
	}
	return &w
}

// shifted is the shift of each loan, in the order of the loans.
func (l *lenderDraft) shifted() (shifts []unit.Rate) {
	for _, loan := range l.loans {
		if l.shifts != nil {
			shifts = append(shifts, l.shifts[shiftOf(loan.ID)])
		}
	}
	return shifts
}

// shiftOf spreads loans over the shifts by their number.
func shiftOf(id string) int { return int(id[len(id)-1]-'0') % 4 }

// drawWorld draws prices violent enough that most loans are liquidated, and every mechanism of lenders.
func drawWorld(t *rapid.T) *draft {
	start := 80_000.0
	d := &draft{world: World{
		Seed: int64(rapid.IntRange(0, 1<<20).Draw(t, "seed")), Twin: true,
		Clock:     agents.Clock{Start: 20_453, Step: rapid.SampledFrom([]unit.Duration{10 * unit.Minute, unit.Hour, 6 * unit.Hour, unit.Day}).Draw(t, "step")},
		Steps:     rapid.IntRange(1, 300).Draw(t, "steps"),
		Common:    price.Common{Start: &start, Volatility: unit.Ratio(rapid.SampledFrom([]float64{0.5, 2}).Draw(t, "volatility"))},
		Price:     &price.GBM{},
		Volume:    20_000,
		Impact:    drawImpact(t, 4_000),
		Liquidity: &liquidity.Fixed{HalfSpread: unit.Ratio(rapid.SampledFrom([]float64{0, 0.001}).Draw(t, "spread"))},
		Oracle:    *market.OraclePreset(),
	}}
	if rapid.IntRange(0, 4).Draw(t, "instant") == 0 {
		d.world.Instant, d.world.Steps, d.world.Clock.Step = true, 0, 0
		d.world.Price = &price.Shock{Shock: unit.Ratio(rapid.Float64Range(-0.7, 0).Draw(t, "shock"))}
	} else {
		if rapid.IntRange(0, 3).Draw(t, "withdrawing") == 0 {
			d.world.Liquidity = &liquidity.Withdrawing{HalfSpread: 0.1e-4, SpreadExponent: 1, Floor: 0.2, VolatilitySlope: 1, FlowSlope: 1, JumpDrop: 0.5,
				Fall: 5 * unit.Minute, Recovery: 4 * unit.Hour}
			d.world.Impact = drawImpact(t, 4_000/0.2) // no thinner at the floor than a calm market
		}
		d.world.Oracle.Lag = unit.Duration(rapid.IntRange(0, 3).Draw(t, "lag")) * d.world.Clock.Step
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "lenders") {
		d.lenders = append(d.lenders, drawLender(t, i, d.world.Instant))
	}
	return d
}

// drawImpact draws a law under which what these lenders sell moves the price by some percent.
func drawImpact(t *rapid.T, depth float64) impact.Params {
	return rapid.SampledFrom([]impact.Params{
		&impact.None{}, &impact.Linear{Depth: depth}, &impact.Exponential{Depth: depth},
		&impact.SquareRoot{Prefactor: 1, Window: unit.Day}, &impact.Propagator{Depth: depth, Exponent: 0.25, Scale: unit.Minute},
		&impact.Resilient{Depth: depth, Permanent: 0.1, HalfLife: 2 * unit.Hour},
	}).Draw(t, "impact")
}

// drawSweep may let sweeps walk the depth profile, of a market that is deep enough for it.
func (d *draft) drawSweep(t *rapid.T) {
	if rapid.IntRange(0, 3).Draw(t, "walk") == 0 {
		d.world.Walk = true
		d.world.Impact = rapid.SampledFrom([]impact.Params{
			&impact.Linear{Depth: 200_000}, &impact.Propagator{Depth: 200_000, Exponent: 0.25, Scale: unit.Minute},
			&impact.Resilient{Depth: 200_000, Permanent: 0.1, HalfLife: 2 * unit.Hour},
		}).Draw(t, "deep impact")
	}
}

func drawLender(t *rapid.T, i int, instant bool) lenderDraft {
	l := lenderDraft{copies: rapid.IntRange(0, 2).Draw(t, "copies"), terms: drawTerms(t)}
	l.charter = agents.Charter{Name: fmt.Sprintf("lender%d", i), Polling: 1, Window: -1, Calls: rapid.Bool().Draw(t, "calls")}
	if !instant {
		l.charter.Polling = rapid.IntRange(1, 3).Draw(t, "polling")
		l.charter.Latency = rapid.IntRange(0, 8).Draw(t, "latency")
		if rapid.Bool().Draw(t, "window") {
			l.charter.Window = rapid.IntRange(1, 20).Draw(t, "cure window")
		}
		if rapid.IntRange(0, 2).Draw(t, "capacity") == 0 {
			l.charter.Capacity = unit.CoinsOf(rapid.Float64Range(0.01, 5).Draw(t, "coins a step"))
		}
		l.charter.ByLTV = rapid.IntRange(0, 3).Draw(t, "by-ltv") == 0
		l.charter.Release = rapid.IntRange(0, 3).Draw(t, "release") == 0
	}
	if !instant && rapid.Bool().Draw(t, "borrowers act") {
		l.behaviour = drawBehaviour(t)
	}
	if rapid.IntRange(0, 2).Draw(t, "staggered") == 0 {
		l.shifts = []unit.Rate{-2 * unit.Percent, 0, 50 * unit.BP, 3 * unit.Percent}
	}
	for n := range rapid.IntRange(0, 25).Draw(t, "loans") {
		l.loans = append(l.loans, drawLoan(t, n))
		if l.behaviour != nil {
			l.loans[n].Matures = unit.Date(rapid.SampledFrom([]int{20_460, 20_500, 40_000}).Draw(t, "matures"))
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "crowd") == 0 {
		l.loans = crowd(rapid.Uint64().Draw(t, "crowd's seed"), l.behaviour != nil)
	}
	return l
}

// crowd is loans of which no two are alike, and many share a bucket: what rapid draws one by one is mostly few of a kind.
func crowd(seed uint64, mature bool) (loans []credit.Loan) {
	r := rand.New(rand.NewPCG(seed, 0))
	for n := range 60 {
		principal := unit.USD(10_000_00 + r.Int64N(3_000_000_00))
		l := credit.Loan{
			ID: fmt.Sprintf("L%03d", n), Borrower: fmt.Sprint("B", n/2), Principal: principal,
			Collateral: unit.CoinsOf(principal.Float() / 80_000 / (0.3 + 0.49*r.Float64())),
			Rate:       []unit.Rate{0, 11 * unit.Percent}[r.IntN(2)], Pays: []credit.Pays{credit.Cash, credit.PIK}[r.IntN(2)],
			AccruesFrom: unit.Date([]int{20_253, 20_453, 20_463}[r.IntN(3)]), Matures: 40_000,
		}
		if mature {
			l.Matures = unit.Date([]int{20_460, 20_500, 40_000, 40_000}[r.IntN(4)])
		}
		loans = append(loans, l)
	}
	return loans
}

// drawBehaviour draws borrowers of whom many cure in time, and many do not.
func drawBehaviour(t *rapid.T) *borrower.Behaviour {
	if rapid.IntRange(0, 3).Draw(t, "strategic") == 0 {
		s := borrower.StrategicPreset().(*borrower.Strategic)
		s.SaleCost = unit.Ratio(rapid.SampledFrom([]float64{0.2, 1}).Draw(t, "sale cost"))
		s.Habits = drawHabits(t)
		return s.Open(0.5)
	}
	h := borrower.HazardPreset().(*borrower.Hazard)
	h.Probability = rapid.SampledFrom([]float64{0.6, 1}).Draw(t, "probability")
	h.Severity = rapid.SampledFrom([]float64{0.25, 0, 2}).Draw(t, "severity")
	h.Fatigue = rapid.SampledFrom([]float64{0.8, 0, 1}).Draw(t, "fatigue")
	h.Habits = drawHabits(t)
	return h.Open(0.5)
}

func drawHabits(t *rapid.T) borrower.Habits {
	h := borrower.HabitsPreset()
	h.Delay = unit.Duration(rapid.IntRange(1, 24).Draw(t, "delay")) * unit.Hour
	h.DelaySigma = rapid.SampledFrom([]float64{1, 0, 3}).Draw(t, "delay sigma")
	h.Cure = rapid.SampledFrom([]string{"cash", "top-up", "sell"}).Draw(t, "cure")
	h.BoughtShare = rapid.SampledFrom([]float64{0.5, 0, 1}).Draw(t, "bought")
	h.PrepayRate = unit.Ratio(rapid.SampledFrom([]float64{0, 1, 10}).Draw(t, "prepayment"))
	h.PrepaySlope = rapid.SampledFrom([]float64{2, 0, -5}).Draw(t, "prepayment's slope")
	h.ReleaseLTV = rapid.SampledFrom([]unit.Rate{0, 30 * unit.Percent, 38 * unit.Percent, 60 * unit.Percent}).Draw(t, "release")
	h.Sticky = rapid.IntRange(0, 2).Draw(t, "sticky") == 0
	return h
}

func drawTerms(t *rapid.T) credit.Terms {
	return credit.Terms{
		MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 80 * unit.Percent, CureLTV: rapid.SampledFrom([]unit.Rate{50 * unit.Percent, 70 * unit.Percent, 0}).Draw(t, "cure"), RestoreLTV: 60 * unit.Percent,
		Liquidation: rapid.SampledFrom([]string{"close-out", "debt-only", "restore"}).Draw(t, "liquidation"),
		Cost:        rapid.SampledFrom([]unit.Rate{0, 2 * unit.Percent}).Draw(t, "cost"),
		LTVBasis:    rapid.SampledFrom([]string{"principal", "debt"}).Draw(t, "basis"),
		DayCount:    rapid.SampledFrom([]string{"act/365", "30/360"}).Draw(t, "day count"),
	}
}

func drawLoan(t *rapid.T, n int) credit.Loan {
	principal := unit.USD(rapid.Int64Range(10_000_00, 3_000_000_00).Draw(t, "principal"))
	ltv := rapid.Float64Range(0.3, 0.79).Draw(t, "ltv")
	return credit.Loan{
		ID: fmt.Sprintf("L%03d", n), Borrower: fmt.Sprint("B", n/2), Principal: principal, Collateral: unit.CoinsOf(principal.Float() / 80_000 / ltv),
		Rate:        rapid.SampledFrom([]unit.Rate{0, 11 * unit.Percent, 15 * unit.Percent}).Draw(t, "rate"),
		AccruesFrom: unit.Date(20_453 + rapid.SampledFrom([]int{-200, 0, 10}).Draw(t, "accrues from")),
		Pays:        rapid.SampledFrom([]credit.Pays{credit.Cash, credit.PIK}).Draw(t, "pays"), Matures: 40_000,
	}
}
