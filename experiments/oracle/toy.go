package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"firesale/agents"
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// A toy is a small world made by chance, for rules that hold in every world. It is a value that a rule may change before
// it runs.
type toy struct {
	seed       int64
	start      float64 // USD
	instant    bool
	shock      float64 // log fall, instant
	steps      int     // timed
	volatility float64
	law        string
	depth      float64 // BTC per unit of log price
	spread     float64
	lenders    []toyLender

	securitized bool // every lender's pool backs a deal
}

// A toyLender has thresholds, a way of selling, and delays of its own.
type toyLender struct {
	name             string
	copies           int
	terms            credit.Terms
	loans            []credit.Loan
	polling, latency int // steps
	capacity         unit.BTC
	borrowers        borrower.Params // nil: who never act
}

// randomToy makes a world of one to four lenders with up to thirty loans each, whose coins are up to twice what moves the
// price by a factor of e.
func randomToy(luck *rand.Rand) toy {
	t := toy{
		seed: luck.Int64(), start: 87_508, instant: luck.IntN(2) == 0, shock: 0.5 * luck.Float64(),
		steps: 24 * (1 + luck.IntN(20)), volatility: 0.3 + 1.5*luck.Float64(),
		law:    [...]string{"none", "linear", "exponential", "squareroot", "resilient"}[luck.IntN(5)],
		spread: [...]float64{0, 0.001}[luck.IntN(2)],
	}
	coins := unit.BTC(0)
	for i := range 1 + luck.IntN(4) {
		l := randomLender(luck, fmt.Sprint("lender", i))
		for _, one := range l.loans {
			coins += one.Collateral * unit.BTC(l.copies)
		}
		t.lenders = append(t.lenders, l)
	}
	t.depth = math.Ceil(coins.Float() * (0.5 + 10*luck.Float64()))
	return t
}

func randomLender(luck *rand.Rand, name string) toyLender {
	l := toyLender{name: name, copies: 1 + luck.IntN(3), polling: 1 + luck.IntN(2), latency: luck.IntN(3)}
	l.terms = ledn([...]string{"close-out", "debt-only", "restore"}[luck.IntN(3)])
	l.terms.LiquidationLTV += unit.Rate(luck.IntN(5)) * unit.Percent
	l.terms.RestoreLTV = 60 * unit.Percent
	l.terms.Cost = unit.Rate(luck.IntN(2)) * unit.Percent
	if luck.IntN(4) == 0 {
		l.capacity = unit.Coin * unit.BTC(1+luck.IntN(20))
	}
	for i := range 1 + luck.IntN(30) {
		l.loans = append(l.loans, randomLoan(luck, i))
	}
	return l
}

// randomLoan has an even number of cents and satoshis, so that it can be cut in two.
func randomLoan(luck *rand.Rand, i int) credit.Loan {
	coins := 2 * unit.BTC(luck.Int64N(int64(5*unit.Coin))+int64(unit.Coin)/10)
	ltv := 0.4 + 0.42*luck.Float64()
	one := loan(i, 2*cents(ltv*87_508*coins.Float()/2), coins)
	one.Rate = unit.Rate(luck.IntN(3)) * 6 * unit.Percent
	return one
}

// plain takes away what a rule of pure mean field cannot have: sales of part of a loan, delays, costs, a spread, interest.
func (t *toy) plain() {
	t.spread = 0
	for i := range t.lenders {
		l := &t.lenders[i]
		l.terms.Liquidation, l.terms.Cost, l.polling, l.latency, l.capacity = "close-out", 0, 1, 0, 0
		for j := range l.loans {
			l.loans[j].Rate = 0
		}
	}
}

// permanent lets the impact be none, linear or exponential.
func (t *toy) permanent() {
	if t.law == "squareroot" || t.law == "resilient" {
		t.law = "linear"
	}
}

// clone is a copy whose lenders and loans may be changed.
func (t toy) clone() toy {
	t.lenders = slices.Clone(t.lenders)
	for i := range t.lenders {
		t.lenders[i].loans = slices.Clone(t.lenders[i].loans)
	}
	return t
}

// params is the impact: the square root is scaled to cost what the linear law costs for a sale of a tenth of the depth.
func (t toy) params() impact.Params {
	switch t.law {
	case "none":
		return &impact.None{}
	case "linear":
		return &impact.Linear{Depth: t.depth}
	case "exponential":
		return &impact.Exponential{Depth: t.depth}
	case "resilient":
		return &impact.Resilient{Depth: t.depth, Permanent: 0.3, HalfLife: 2 * unit.Hour}
	}
	start := t.depth / 1_000
	return &impact.SquareRoot{Prefactor: math.Sqrt(0.1) / (t.volatility / math.Sqrt(365)), LinearStart: &start, Window: unit.Day}
}

// world is the toy as the engine wants it.
func (t toy) world() (*sim.World, error) {
	w := timed(t.start, &price.GBM{}, unit.Hour, t.steps, t.params())
	if t.instant {
		w = instant(t.start, t.shock, t.params())
	}
	w.Seed, w.Twin, w.Volume = t.seed, true, t.depth
	w.Common.Volatility = unit.Ratio(t.volatility)
	w.Liquidity = &liquidity.Fixed{HalfSpread: unit.Ratio(t.spread)}
	for _, l := range t.lenders {
		end := w.Clock.Day(max(w.Steps, 1) - 1)
		index, err := credit.NewIndex(&credit.Pool{Loans: l.loans}, l.terms, credit.Horizon{Start: firstDay, End: end})
		if err != nil {
			return nil, err
		}
		c := &agents.Charter{Name: l.name, Clock: w.Clock, Index: index, Polling: 1, Window: -1, Capacity: l.capacity}
		if !t.instant {
			c.Polling, c.Latency = l.polling, l.latency
		}
		if l.borrowers != nil && !t.instant {
			c.Borrowers = agents.NewBorrowers(l.borrowers.Open(t.volatility), index)
		}
		if t.securitized {
			if c.Deal, err = smallTrust(index.Principal).Open(c.Opening(unit.PriceOf(t.start))); err != nil {
				return nil, err
			}
		}
		w.Lenders = append(w.Lenders, sim.Copies{Charter: c, Count: l.copies})
	}
	return w, nil
}

func (t toy) run(keep sim.Keep) (*record.Run, error) {
	w, err := t.world()
	if err != nil {
		return nil, err
	}
	return once(w, keep)
}

// String is what one must know to look at a world that breaks a rule.
func (t toy) String() string {
	loans := 0
	for _, l := range t.lenders {
		loans += len(l.loans) * l.copies
	}
	return fmt.Sprintf("seed %d, instant %v, %d lenders, %d loans, impact %s of depth %g", t.seed, t.instant, len(t.lenders), loans, t.law, t.depth)
}
