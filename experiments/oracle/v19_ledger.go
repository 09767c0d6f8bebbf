package oracle

import (
	"fmt"
	"iter"

	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim/record"
)

// books are what a run says of itself, loan by loan, beside the loans that went in. The checks read nothing else: they
// add up from outside what the engine audits inside.
type books struct {
	toy   toy
	run   *record.Run
	loans map[string]map[string]*account // by lender#copy and loan
}

// An account is what happened to one loan.
type account struct {
	credit.Loan
	terms        *credit.Terms
	liquidations int
	sold         unit.BTC
	got          unit.USD // net of cost
	roundings    unit.BTC // a satoshi a sale: loans sold together are split by largest remainder
}

func openBooks(t toy, run *record.Run) *books {
	b := &books{toy: t, run: run, loans: map[string]map[string]*account{}}
	for i := range t.lenders {
		for c := range t.lenders[i].copies {
			of := map[string]*account{}
			for _, one := range t.lenders[i].loans {
				of[one.ID] = &account{Loan: one, terms: &t.lenders[i].terms}
			}
			b.loans[fmt.Sprintf("%s#%d", t.lenders[i].name, c)] = of
		}
	}
	for e, lender := range b.each() {
		a := b.loans[lender][e.Loan]
		switch e.Kind {
		case record.Liquidation:
			a.liquidations++
		case record.Sale:
			a.sold += e.Coins
			a.roundings++
			a.got += e.Amount
		}
	}
	return b
}

// each is every event for each of the copies to which it happened.
func (b *books) each() iter.Seq2[*record.Event, string] {
	return func(yield func(*record.Event, string) bool) {
		for i := range b.run.Events {
			for _, lender := range b.run.Events[i].Lenders {
				if !yield(&b.run.Events[i], lender) {
					return
				}
			}
		}
	}
}
