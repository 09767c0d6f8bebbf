package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"

	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// A check says what is wrong with the books, or nothing.
type check struct {
	name  string
	wrong func(*books) string
}

// checks are the invariants that concern markets and loans; those of deals are checked in the room that
// pays them.
var checks = []check{
	{"C1 coins: sold by loans = by lenders = on the path = bought by the market", coinsAddUp},
	{"C2 cents: got by loans = by lenders", centsAddUp},
	{"C3 principal lost is what sales did not bring, loan by loan", lossesAddUp},
	{"C4 no negative price, depth, queue or balance", nothingNegative},
	{"C7 one price a clearing", onePrice},
	{"C9 liquidation comes before sale, once, and no loan sells more than it has", statesFollow},
	{"C10 without delay and impact no sale below the threshold", overAtSale},
	{"C11 no metric is NaN or infinite", finite},
	{"C12 every generation has an earlier one", generationsFollow},
}

// conservation is V19.
func conservation(b *bench) error {
	worlds := min(b.replications(300), 300)
	found := make([][]string, worlds)
	sold := make([]float64, worlds)
	err := share(b.ctx, worlds, func() (func(int) error, error) {
		return func(i int) error {
			t := randomToy(rand.New(rand.NewPCG(seed+1, uint64(i))))
			run, err := t.run(sim.Keep{Path: true, Events: true})
			if err != nil {
				return fmt.Errorf("%v: %w", t, err)
			}
			opened := openBooks(t, run)
			for _, c := range checks {
				found[i] = append(found[i], c.wrong(opened))
			}
			sold[i] = totalSold(run).Float()
			return nil
		}, nil
	})
	if err != nil {
		return err
	}
	b.holds("most coins sold in a world", "> 0", number(maxOf(sold)), maxOf(sold) > 0)
	for i, c := range checks {
		wrong := make([]string, worlds)
		for w := range found {
			wrong[w] = found[w][i]
		}
		b.broken(c.name+": of %d worlds", wrong)
	}
	if err := dealsAddUp(b); err != nil {
		return err
	}
	return bookHolds(b)
}

func (b *books) differ(format string, args ...any) string {
	return fmt.Sprintf("%v: %s", b.toy, fmt.Sprintf(format, args...))
}

func coinsAddUp(b *books) string {
	onPath, all := unit.BTC(0), unit.BTC(0)
	for _, l := range b.run.Lenders {
		byLoan := unit.BTC(0)
		for _, a := range b.loans[fmt.Sprintf("%s#%d", l.Name, l.Copy)] {
			byLoan += a.sold
		}
		if byLoan != l.Sold {
			return b.differ("loans of %s#%d sold %v, it sold %v", l.Name, l.Copy, byLoan, l.Sold)
		}
		all += l.Sold
	}
	for _, row := range b.run.Path {
		onPath += row.Sold
	}
	if onPath != all {
		return b.differ("%v sold on the path, %v by lenders", onPath, all)
	}
	moved := (b.run.LogFinal - b.run.Twin.LogFinal) * -b.toy.depth
	if (b.toy.law == "linear" || b.toy.law == "exponential") && math.Abs(moved-all.Float()) > 1e-9*b.toy.depth {
		return b.differ("the price moved as if %g BTC were bought, %v were sold", moved, all)
	}
	return ""
}

func centsAddUp(b *books) string {
	for _, l := range b.run.Lenders {
		got := unit.USD(0)
		for _, a := range b.loans[fmt.Sprintf("%s#%d", l.Name, l.Copy)] {
			got += a.got
		}
		if got != l.Proceeds {
			return b.differ("loans of %s#%d got %v, it got %v", l.Name, l.Copy, got, l.Proceeds)
		}
	}
	return ""
}

// lossesAddUp: in a run without time there is no interest, and where no loan is restored or left unsold a lender is
// short of exactly what its loans are, up to the cent that a sum of loans is rounded by.
func lossesAddUp(b *books) string {
	if !b.toy.instant {
		return ""
	}
	for _, l := range b.run.Lenders {
		short, restores := unit.USD(0), false
		of := b.loans[fmt.Sprintf("%s#%d", l.Name, l.Copy)]
		for _, a := range of {
			restores = restores || a.terms.Liquidation == "restore"
			if a.liquidations > 0 {
				short += max(0, a.Principal-a.got)
			}
		}
		if off := short - l.Shortfall; !restores && (off > unit.USD(len(of)) || -off > unit.USD(len(of))) {
			return b.differ("loans of %s#%d are short of %v, it of %v", l.Name, l.Copy, short, l.Shortfall)
		}
	}
	return ""
}

func nothingNegative(b *books) string {
	for _, row := range b.run.Path {
		if !(row.Price > 0 && row.Mark > 0 && row.Depth > 0 && row.Queued >= 0 && row.Sold >= 0 && row.PoolDebt >= 0 && row.PoolCoin >= 0) {
			return b.differ("%+v", row)
		}
	}
	for _, l := range b.run.Lenders {
		if l.Proceeds < 0 || l.Shortfall < 0 || l.Sold < 0 || l.Shortfall > 2*l.Principal {
			return b.differ("%+v", l)
		}
	}
	return ""
}

// onePrice: a step of the clock has one clearing.
func onePrice(b *books) string {
	prices := map[float64]float64{}
	for _, e := range b.run.Events {
		if e.Kind != record.Sale || b.toy.instant {
			continue
		}
		if p, sold := prices[e.Hours]; sold && p != e.Price {
			return b.differ("sales at %v and %v at hour %g", p, e.Price, e.Hours)
		}
		prices[e.Hours] = e.Price
	}
	return ""
}
