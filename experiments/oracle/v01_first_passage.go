package oracle

import (
	"fmt"
	"math"

	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// passage is a geometric Brownian motion with yearly volatility and drift of the price, over a time in years, and a
// loan that starts at an LTV.
type passage struct {
	volatility, drift, years, ltv float64
}

// barrier is ln h: the log price, from its start, at which the loan stands at a level of LTV.
func (p passage) barrier(level float64) float64 { return math.Log(p.ltv / level) }

// touches is the probability that the path touches a log barrier b < 0, its log drift being ν = μ − σ²/2 (− r where the
// debt grows at r):
//
//	P = Φ((b−νT)/(σ√T)) + e^{2νb/σ²}·Φ((b+νT)/(σ√T))
//
// Source: the reflection principle; Harrison 1985.
func (p passage) touches(b, r float64) float64 {
	nu := p.drift - p.volatility*p.volatility/2 - r
	sd := p.volatility * math.Sqrt(p.years)
	return upper((nu*p.years-b)/sd) + math.Exp(2*nu*b/(p.volatility*p.volatility))*upper(-(b+nu*p.years)/sd)
}

const day = 1. / 365 // of a year

// printedPassage is what the laws give, to 1e-6.
type printedPassage struct {
	passage
	at80, grows, at100, at70 float64 // looking always; grows: 80% with a debt that grows at 11.8%
	hourly, daily            float64 // 80%, looking at the ends of hours or days
	replications             int
}

// firstPassage is V1.
func firstPassage(b *bench) error {
	for _, c := range []printedPassage{
		{passage{0.40, 0, 90 * day, 0.5578}, 0.082869, 0.106174, 0.004391, 0.282550, 0.080716, 0.073100, 200_000},
		{passage{0.55, 0, 30 * day, 0.5578}, 0.026518, 0.030363, 0.000285, 0.167510, 0.025111, 0.020679, 200_000},
		{passage{0.55, 0, 1, 0.5578}, 0.604171, 0.673576, 0.378452, 0.753590, 0.600427, 0.586021, 200_000},
	} {
		b.within("formula, 80%"+c.String(), c.at80, c.touches(c.barrier(0.8), 0), 1e-6)
		b.within("formula, 80%, debt growing at 11.8%"+c.String(), c.grows, c.touches(c.barrier(0.8), 0.118), 1e-6)
		b.within("formula, 100%"+c.String(), c.at100, c.touches(c.barrier(1), 0), 1e-6)
		b.within("formula, 70%"+c.String(), c.at70, c.touches(c.barrier(0.7), 0), 1e-6)
		if err := passageEngine(b, c); err != nil {
			return err
		}
	}
	if err := rarePassages(b); err != nil {
		return err
	}
	return passageEngine(b, printedPassage{passage: passage{0.75, -0.3, 45 * day, 0.62}, replications: 100_000})
}

func (p passage) String() string {
	return fmt.Sprintf(": volatility %g, drift %g, %.0f d, LTV %g", p.volatility, p.drift, p.years*365, p.ltv)
}

// passageLevels are the liquidation LTVs of the three lenders in the world, by name.
var passageLevels = []struct {
	name  string
	level unit.Rate
}{{"70%", 70 * unit.Percent}, {"80%", 80 * unit.Percent}, {"100%", 100 * unit.Percent}}

// passageEngine counts liquidations of one loan under three thresholds, on the same paths, against the law of looking at
// the ends of steps and, with a bridge, that of looking always.
func passageEngine(b *bench, c printedPassage) error {
	for _, clock := range []struct {
		name    string
		step    unit.Duration
		bridge  bool
		printed float64
	}{{"hourly", unit.Hour, false, c.hourly}, {"daily", unit.Day, false, c.daily}, {"daily, bridge", unit.Day, true, 0}} {
		looks := int(math.Round(c.years * float64(unit.Year) / float64(clock.step)))
		passed, err := c.count(b, clock.step, looks, clock.bridge, c.replications)
		if err != nil {
			return err
		}
		for i, l := range passageLevels {
			barrier := c.barrier(l.level.Float())
			want := c.touches(barrier, 0)
			if !clock.bridge {
				want = c.seen(barrier, looks)
				if l.name == "80%" && clock.printed > 0 {
					b.within("recursion, 80%, "+clock.name+c.String(), clock.printed, want, 1e-6)
				}
			}
			b.share(l.name+", "+clock.name+c.String(), want, passed[i], b.replications(c.replications))
		}
	}
	return nil
}

// count is how many of a number of paths pass each level.
func (p passage) count(b *bench, step unit.Duration, steps int, bridge bool, replications int) (passed [3]int, err error) {
	w, err := p.world(step, steps)
	if err != nil {
		return passed, err
	}
	w.Bridge = bridge
	all, err := replicate(b, w, b.replications(replications), func(r *record.Run) (passes [3]int) {
		for i := range passes {
			passes[i] = r.Lenders[i].LiquidatedLoans
		}
		return passes
	})
	for _, one := range all {
		for i := range passed {
			passed[i] += one[i]
		}
	}
	return passed, err
}

// world holds one loan of a thousand coins thrice.
func (p passage) world(step unit.Duration, steps int) (*sim.World, error) {
	const coins = 1_000 * unit.Coin
	pool := &credit.Pool{Loans: []credit.Loan{loan(0, cents(p.ltv*published*coins.Float()), coins)}}
	var lenders []sim.Copies
	for _, l := range passageLevels {
		terms := ledn("close-out")
		terms.LiquidationLTV = l.level
		one, err := lender(l.name, pool, terms)
		if err != nil {
			return nil, err
		}
		lenders = append(lenders, one)
	}
	w := timed(published, &price.GBM{}, step, steps, &impact.None{}, lenders...)
	w.Common.Volatility, w.Common.Drift = unit.Ratio(p.volatility), unit.Ratio(p.drift)
	return w, nil
}
