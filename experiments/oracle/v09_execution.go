package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"

	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
)

// Costs of selling X over a time T into a book that recovers at ρ, in units of ΛX² (Obizhaeva and Wang 2013):
//
//	optimum  1/(ρT+2): blocks of that share at both ends, a constant rate between
//	flat     (ρT − 1 + e^{−ρT})/(ρT)²
//	N+1 equally spaced trades, a = e^{−ρT/N}: (1+a)/(2[(N+1)(1−a)+2a])
func optimumCost(rhoT float64) float64 { return 1 / (rhoT + 2) }

func flatCost(rhoT float64) float64 { return (rhoT + math.Expm1(-rhoT)) / (rhoT * rhoT) }

func tradesCost(rhoT float64, trades int) float64 {
	a, n := math.Exp(-rhoT/float64(trades-1)), float64(trades)
	return (1 + a) / (2 * (float64(n*(1-a)) + 2*a))
}

// bestTrades is the optimal split: equal shares at both ends, equal ones between, in the ratio 1 : 1 − a.
func bestTrades(rhoT float64, trades int) []float64 {
	a := math.Exp(-rhoT / float64(trades-1))
	schedule, sum := make([]float64, trades), 2+float64(trades-2)*(1-a)
	for i := range schedule {
		schedule[i] = (1 - a) / sum
	}
	schedule[0], schedule[trades-1] = 1/sum, 1/sum
	return schedule
}

// recovering is a book with recovery ρ an hour that the whole order moves by ofAll.
func recovering(rho float64) impact.Params {
	return &impact.Resilient{Depth: 1 / ofAll, HalfLife: unit.Duration(math.Ln2 / rho * float64(unit.Hour))}
}

// execution is V9: T is an hour, the dealer sells.
func execution(b *bench) error {
	for _, c := range []struct{ rhoT, optimum, flat float64 }{{1, 1. / 3, 0.367879}, {10, 1. / 12, 0.09}, {3, 0.2, flatCost(3)}} {
		const slices = 100_000
		at := fmt.Sprintf(": recovery × time %g", c.rhoT)
		b.within("formula, optimum"+at, c.optimum, optimumCost(c.rhoT), 1e-6)
		b.within("formula, flat"+at, c.flat, flatCost(c.rhoT), 1e-6)
		d, err := dealer(recovering(c.rhoT), &liquidity.Fixed{}, 1./slices)
		if err != nil {
			return err
		}
		b.relative("flat, 100,000 slices"+at, flatCost(c.rhoT), costOf(d, evenly(slices))/ofAll, 1e-3)
		blocks := make([]float64, slices)
		for i := range blocks {
			blocks[i] = c.rhoT / (c.rhoT + 2) / (slices - 2)
		}
		blocks[0], blocks[slices-1] = optimumCost(c.rhoT), optimumCost(c.rhoT)
		b.relative("blocks and a rate, 100,000 slices"+at, optimumCost(c.rhoT), costOf(d, blocks)/ofAll, 1e-3)
	}
	b.within("formula, 6 trades: recovery × time 10", 0.10399398, tradesCost(10, 6), 5e-9)
	for _, c := range []struct {
		rhoT   float64
		trades int
	}{{10, 6}, {4, 9}, {1, 3}} {
		if err := fewTrades(b, c.rhoT, c.trades); err != nil {
			return err
		}
	}
	return nil
}

func fewTrades(b *bench, rhoT float64, trades int) error {
	d, err := dealer(recovering(rhoT), &liquidity.Fixed{}, 1/float64(trades-1))
	if err != nil {
		return err
	}
	at := fmt.Sprintf(": recovery × time %g", rhoT)
	best := costOf(d, bestTrades(rhoT, trades)) / ofAll
	b.relative(fmt.Sprintf("best %d trades%s", trades, at), tradesCost(rhoT, trades), best, 1e-6)
	random, cheaper := rand.New(rand.NewPCG(seed, 9)), 0
	for range 100 {
		split, sum := make([]float64, trades), 0.0
		for i := range split {
			split[i] = random.ExpFloat64()
			sum += split[i]
		}
		for i := range split {
			split[i] /= sum
		}
		if costOf(d, split)/ofAll <= best {
			cheaper++
		}
	}
	same(b, fmt.Sprintf("of 100 other splits into %d cheaper%s", trades, at), 0, cheaper)
	return nil
}
