package oracle

import (
	"math"

	"firesale/agents/credit"
	"firesale/experiments/metric"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// arithmetic is V17: what anybody can check with a pocket calculator, asked of the engine. Source of the figures: the
// press article on Ledn Issuer Trust 2026-1.
func arithmetic(b *bench) error {
	for _, part := range []func(*bench) error{poolArithmetic, saleShares, overshoots, noOvershoot, criticalScale} {
		if err := part(b); err != nil {
			return err
		}
	}
	return nil
}

// The pool at the cutoff.
const (
	poolPrincipal  = 199_100_000 * unit.Dollar
	poolCollateral = 407_887_000_000 * unit.Satoshi
)

// poolArithmetic finds the prices at which the pool, as one loan, is over a level, by shocks through the loop.
func poolArithmetic(b *bench) error {
	const value = 356_900_000.
	start := value / poolCollateral.Float()
	b.within("356.9M / 4,078.87", 87_499.72418832, start, 5e-9)
	b.within("LTV at it", 0.55785934, poolPrincipal.Float()/value, 5e-9)
	for _, c := range []struct {
		level         unit.Rate
		price, change float64
	}{
		{70 * unit.Percent, 69_732.19823838, -0.20305808},
		{80 * unit.Percent, 61_015.67345858, -0.30267582},
		{100 * unit.Percent, 48_812.53876686, -0.44214066},
	} {
		terms := ledn("close-out")
		terms.LiquidationLTV = c.level
		lender, err := lender("ledn", &credit.Pool{Loans: []credit.Loan{loan(0, poolPrincipal, poolCollateral)}}, terms)
		if err != nil {
			return err
		}
		e, err := firstWhere(0, 1, func(e float64) (bool, error) {
			run, err := once(instant(start, e, &impact.None{}, lender), sim.Keep{})
			return err == nil && run.Lenders[0].LiquidatedLoans == 1, err
		})
		if err != nil {
			return err
		}
		b.within("price at which the pool is over "+c.level.String(), c.price, start*math.Exp(-e), 0.01) // marks are whole cents
		b.within("fall to it", c.change, math.Expm1(-e), 0.01/start)
	}
	return publishedPool(b)
}

// publishedPool is the generated pool at the price at which all published figures agree.
func publishedPool(b *bench) error {
	pool, err := generate(seed)
	if err != nil {
		return err
	}
	interest := int64(0)
	for i := range pool.Loans {
		interest += int64(pool.Loans[i].Principal) * int64(pool.Loans[i].Rate)
	}
	worth := unit.PriceOf(published).Value(pool.Collateral())
	same(b, "value at 87,508", "356933755.96", worth.String())
	b.within("LTV at 87,508", 0.55780659, pool.Principal().Float()/worth.Float(), 5e-9)
	same(b, "loans", 5_441, len(pool.Loans))
	same(b, "borrowers", 2_914, pool.Borrowers())
	same(b, "principal", poolPrincipal, pool.Principal())
	same(b, "collateral", poolCollateral, pool.Collateral())
	same(b, "Σ principal × rate, cent·ppm", 118_000*int64(poolPrincipal), interest)
	return nil
}

// saleShares sells one loan on a market that does not answer, and sees which share of its coins went.
func saleShares(b *bench) error {
	for _, c := range []struct {
		name, mode     string
		from, to, cost unit.Rate
		share, short   float64
	}{
		{"restore 85 → 65", "restore", 85 * unit.Percent, 65 * unit.Percent, 0, 0.57142857, 0},
		{"restore 85 → 60", "restore", 85 * unit.Percent, 60 * unit.Percent, 0, 0.625, 0},
		{"restore 80 → 50", "restore", 80 * unit.Percent, 50 * unit.Percent, 0, 0.6, 0},
		{"restore 90 → 60, 5% cost", "restore", 90 * unit.Percent, 60 * unit.Percent, 5 * unit.Percent, 0.3 / 0.35, 0},
		{"debt-only at 80", "debt-only", 80 * unit.Percent, 0, 0, 0.8, 0},
		{"debt-only at 80, 1% cost", "debt-only", 80 * unit.Percent, 0, unit.Percent, 0.80808081, 0},
		{"close-out at 80", "close-out", 80 * unit.Percent, 0, 0, 1, 0},
		{"debt-only at 110", "debt-only", 110 * unit.Percent, 0, 0, 1, 0.1},
	} {
		terms := ledn(c.mode)
		terms.LiquidationLTV, terms.RestoreLTV, terms.Cost = 75*unit.Percent, c.to, c.cost
		const coins = 1_000 * unit.Coin
		worth := 100_000. * coins.Float()
		lender, err := lender("one", &credit.Pool{Loans: []credit.Loan{loan(0, cents(c.from.Float()*worth), coins)}}, terms)
		if err != nil {
			return err
		}
		run, err := once(instant(100_000, 0, &impact.None{}, lender), sim.Keep{})
		if err != nil {
			return err
		}
		l := run.Lenders[0]
		b.within("share of the coins sold, "+c.name, c.share, l.Sold.Float()/coins.Float(), 5e-9)
		b.within("shortfall over value, "+c.name, c.short, l.Shortfall.Float()/worth, 1e-10)
	}
	return nil
}

// overshoots: the published record of one lender's LTVs at sale, in log over the threshold.
func overshoots(b *bench) error {
	for _, c := range []struct{ ltv, over float64 }{{0.8032, 0.00399202}, {0.8466, 0.05661660}} {
		const coins = 1_000 * unit.Coin
		lender, err := closeOut(&credit.Pool{Loans: []credit.Loan{loan(0, cents(0.5578*published*coins.Float()), coins)}})
		if err != nil {
			return err
		}
		run, err := once(instant(published, math.Log(c.ltv/0.5578), &impact.None{}, lender), sim.Keep{})
		if err != nil {
			return err
		}
		b.within("overshoot of "+number(100*c.ltv)+" over 80, log", c.over, math.Log(run.AtSale.Max/threshold), 1e-7) // a cent of 60,000 is 1.7e-7 at most half of it
	}
	return nil
}

// noOvershoot: without latency, impact and gaps every loan of the pool is sold at its threshold, and nothing is lost.
func noOvershoot(b *bench) error {
	pool, err := generate(seed)
	if err != nil {
		return err
	}
	lender, err := closeOut(pool)
	if err != nil {
		return err
	}
	w := timed(published, &price.GBM{}, unit.Hour, 90*24, &impact.None{}, lender)
	w.Common.Drift, w.Bridge = -1, true
	n := min(b.replications(200), 200)
	runs, err := replicate(b, w, n, func(r *record.Run) record.Run { return *r })
	if err != nil {
		return err
	}
	sold, highest, short := 0, 0.0, unit.USD(0)
	for i := range runs {
		sold += runs[i].Lenders[0].LiquidatedLoans
		highest = max(highest, runs[i].AtSale.Max)
		short += runs[i].Lenders[0].Shortfall
	}
	b.holds("loans sold on a continuous path", "> 0", number(float64(sold)), sold > 0)
	b.within("highest LTV at their sale", threshold, highest, 1e-6) // a wake price is the whole cent below the threshold
	same(b, "shortfall of them", 0, short)
	return nil
}

// criticalScale asks the theory line of studies for the number of trusts at which sales feed themselves: at the peak of
// a lognormal pool a sale brings K/(sd·√(2π)) others, K = coins/depth.
func criticalScale(b *bench) error {
	const loans = 100_000
	l := lognormal{mean: math.Log(0.5578 / threshold), sd: 0.15}
	at, coins := make([]float64, loans), make([]float64, loans)
	for i := range at {
		at[i] = l.mean + l.sd*normal((float64(i)+0.5)/loans)
		coins[i] = poolCollateral.Float() / loans
	}
	profile := metric.NewProfile(at, coins)
	const window = 3e-4 // the density is an average over 1% of price: it misses the peak by (.01/.15)²/24
	b.relative("peak density, BTC per log", 10_848.22, profile.Reproduction(1), window)
	b.relative("critical number of trusts, 2,500 BTC per 1%", 23.045, 1/profile.Reproduction(250_000), window)
	return nil
}
