package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"

	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim"
)

// dealsAddUp is C6: what the loans of a pool lose is what its notes and its owner lose, reserve included, in instant worlds made
// by chance, in which no coupon and no fee falls due and no spread comes in. Losses of loans are added up from outside, from
// the events: principal that sales did not bring, and of open loans what their coins are not worth at the last mark.
func dealsAddUp(b *bench) error {
	worlds := min(b.replications(200), 200)
	wrong, lost := make([]string, worlds), make([]float64, worlds)
	err := share(b.ctx, worlds, func() (func(int) error, error) {
		return func(i int) error {
			t := randomToy(rand.New(rand.NewPCG(seed+2, uint64(i))))
			t.instant, t.securitized = true, true
			for j := range t.lenders {
				if t.lenders[j].terms.Liquidation == "restore" { // whose loans live on with other debts and coins
					t.lenders[j].terms.Liquidation = "close-out"
				}
			}
			run, err := t.run(sim.Keep{Path: true, Events: true})
			if err != nil {
				return fmt.Errorf("%v: %w", t, err)
			}
			opened := openBooks(t, run)
			wrong[i] = opened.dealsDiffer(unit.PriceOf(math.Exp(run.LogFinal)))
			for _, l := range run.Lenders {
				for _, n := range l.Notes {
					lost[i] += n.Loss.Float()
				}
			}
			return nil
		}, nil
	})
	if err != nil {
		return err
	}
	b.holds("C6 most that a world's notes and owners lose", "> 0", number(maxOf(lost)), maxOf(lost) > 0)
	b.broken("C6 pool loss = losses of notes and residual: of %d worlds with deals", wrong)
	return nil
}

// dealsDiffer compares both sides of every deal, to a cent a loan: what loans sold together is split by largest remainder.
func (b *books) dealsDiffer(mark unit.Price) string {
	for _, l := range b.run.Lenders {
		pool, of := unit.USD(0), b.loans[fmt.Sprintf("%s#%d", l.Name, l.Copy)]
		for _, a := range of {
			brings := mark.Value(a.Collateral)
			if a.liquidations > 0 {
				brings = a.got
			}
			pool += max(0, a.Principal-brings)
		}
		notes := unit.USD(0)
		for _, n := range l.Notes {
			notes += n.Loss
		}
		if off := pool - notes; len(l.Notes) != 3 || off > unit.USD(len(of)) || -off > unit.USD(len(of)) {
			return b.differ("the pool of %s#%d loses %v, %d notes and the residual %v", l.Name, l.Copy, pool, len(l.Notes)-1, notes)
		}
	}
	return ""
}

// smallTrust is ledn-2026-1 in the size of a pool: notes of 94%, a reserve of 5% of them.
func smallTrust(principal unit.USD) *credit.DealSpec {
	s := credit.Ledn20261()
	s.Cash = 0
	s.Note["A"].Balance, s.Note["B"].Balance = unit.Rate(800_000).Of(principal), unit.Rate(140_000).Of(principal)
	s.Reserve.Initial = unit.Rate(47_000).Of(principal)
	return s
}
