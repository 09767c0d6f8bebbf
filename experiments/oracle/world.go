package oracle

import (
	"math"
	"math/rand/v2"
	"strconv"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
)

// The worlds of the theory cases: one lender that closes out over 80%, loans without interest, fixed liquidity without
// a spread, an oracle that shows the mid.

const (
	seed      = 1       // of every Monte-Carlo case
	threshold = 0.8     // liquidation LTV of the theory cases
	published = 87_508. // USD: the price at which Ledn Issuer Trust 2026-1 prints 55.78%
	fine      = 1e7     // USD: a price scale at which a cent is 1e-9, where spacing of wake prices matters
	firstDay  = 20_453  // unit.Date of the study preset, 2025-12-31; no case depends on it
)

// instant is a world of one shock e (log, > 0 a fall) and rounds until nobody sells.
func instant(start, e float64, law impact.Params, lenders ...sim.Copies) *sim.World {
	return world(start, &price.Shock{Shock: unit.Ratio(math.Expm1(-e)), Then: "constant"}, law, true, lenders)
}

// timed is a world of the given number of steps.
func timed(start float64, p price.Params, step unit.Duration, steps int, law impact.Params, lenders ...sim.Copies) *sim.World {
	w := world(start, p, law, false, lenders)
	w.Clock.Step, w.Steps = step, steps
	for i := range w.Lenders {
		w.Lenders[i].Charter.Clock = w.Clock
	}
	return w
}

func world(start float64, p price.Params, law impact.Params, atOnce bool, lenders []sim.Copies) *sim.World {
	return &sim.World{
		Seed: seed, Instant: atOnce, Clock: agents.Clock{Start: firstDay},
		Common: price.Common{Start: &start, Volatility: 0.55, Date: firstDay}, Price: p,
		Volume: 150_000, Impact: law, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
		Lenders: lenders,
	}
}

// ledn are Ledn's terms with one way of selling.
func ledn(liquidation string) credit.Terms {
	for _, kind := range credit.TermKinds {
		if kind.Name == "ledn" {
			t := *kind.Preset()
			t.Liquidation = liquidation
			return t
		}
	}
	panic("oracle: credit has no terms of ledn")
}

// lender lends on a pool, looks at it in every step and sells at once.
func lender(name string, pool *credit.Pool, terms credit.Terms) (sim.Copies, error) {
	index, err := credit.NewIndex(pool, terms, credit.Horizon{Start: firstDay, End: firstDay})
	if err != nil {
		return sim.Copies{}, err
	}
	return sim.Copies{Count: 1, Charter: &agents.Charter{Name: name, Index: index, Polling: 1, Window: -1}}, nil
}

// closeOut is a lender that sells all coins of a loan over 80%.
func closeOut(pool *credit.Pool) (sim.Copies, error) { return lender("ledn", pool, ledn("close-out")) }

// loansWaking are loans of equal coins whose wake prices lie at the log displacements at(i) from the start price, to
// the cent of their principal.
func loansWaking(n int, start float64, coins unit.BTC, at func(i int) float64) *credit.Pool {
	pool := &credit.Pool{Loans: make([]credit.Loan, n)}
	for i := range pool.Loans {
		pool.Loans[i] = loan(i, cents(threshold*start*math.Exp(at(i))*coins.Float()), coins)
	}
	return pool
}

// loan is a loan without interest that matures after every case.
func loan(i int, principal unit.USD, coins unit.BTC) credit.Loan {
	id := strconv.Itoa(i)
	return credit.Loan{ID: id, Borrower: id, Principal: principal, Collateral: coins,
		Originated: firstDay, AccruesFrom: firstDay, Matures: firstDay + 36_500}
}

// generate is the pool of Ledn Issuer Trust 2026-1 with the luck of a seed.
func generate(luck uint64) (*credit.Pool, error) {
	pool, _, err := credit.LednIssuerTrust().Generate(rand.New(rand.NewPCG(luck, 0)), unit.PriceOf(published), firstDay)
	return &pool, err
}

func cents(usd float64) unit.USD { return unit.USD(math.Round(usd * float64(unit.Dollar))) }
