// Package credit is the accounting of a lender: its loans and their terms, the pool they form, what a sale of their
// coins settles, and the deal whose notes the pool pays.
//
// It sees marks and fills as numbers, never a venue or a clock. Every amount is an integer (package unit), and only the
// generator of pools takes a random source, as an argument.
//
// Loans come from a tape (tape.go) or are generated so that published aggregates are met (generate.go and after it), under
// terms (terms.go). An Index (index.go) is their arrangement by wake price, built once and shared; a Holding (holding.go) is
// what one replication changes of it: breaches (breach.go), liquidations and their orders (liquidation.go, order.go), what a
// fill pays (settle.go), whose doing a sale is (lineage.go), and where borrowers act their calls and cures (calls.go, act.go,
// ladder.go, slots.go). A deal is data (deal_spec.go; the shipped ones in deal_ledn.go and deal_variants.go) that
// deal_rules.go resolves once and deal.go runs: collections, triggers (trigger.go, trigger_metric.go), the lists of steps
// (waterfall.go, step.go), fees, notes, and at the end their yields (yield.go). audit.go holds every period to the cent.
package credit

import (
	"fmt"

	"firesale/market/unit"
)

// A Loan is a bullet loan on bitcoin as it stands at the cutoff. What it has accrued is a function of the loan and the
// day, not a field; what happens to it in a run is held elsewhere, so that loans can be shared.
type Loan struct {
	ID, Borrower string
	Principal    unit.USD
	Collateral   unit.BTC
	Rate         unit.Rate // simple, a year
	Originated   unit.Date
	Matures      unit.Date // principal, and interest if capitalised, are due
	AccruesFrom  unit.Date // first day of interest not paid before the cutoff
	Pays         Pays
}

// TermMonths is the life of a loan that does not say when it matures. Source: Ledn's 12-month balloon.
const TermMonths = 12

// Pays is when a loan pays its interest.
type Pays uint8

// Cash pays interest every month, PIK with the principal.
const (
	Cash Pays = iota
	PIK
)

// String is the spelling in tapes and studies.
func (p Pays) String() string {
	if p == PIK {
		return "pik"
	}
	return "cash"
}

// ParsePays reads cash or pik.
func ParsePays(text string) (Pays, error) {
	switch text {
	case "cash":
		return Cash, nil
	case "pik":
		return PIK, nil
	}
	return Cash, fmt.Errorf("%q: want cash or pik", text)
}

// A Pool is the loans of a lender, in the order of its tape. Whoever makes it may change it; afterwards it is shared and
// read-only.
type Pool struct{ Loans []Loan }

// Principal is Σ principal.
func (p *Pool) Principal() unit.USD {
	sum := unit.USD(0)
	for i := range p.Loans {
		sum += p.Loans[i].Principal
	}
	return sum
}

// Collateral is Σ coins.
func (p *Pool) Collateral() unit.BTC {
	sum := unit.BTC(0)
	for i := range p.Loans {
		sum += p.Loans[i].Collateral
	}
	return sum
}

// Borrowers counts who owes.
func (p *Pool) Borrowers() int {
	seen := make(map[string]struct{}, len(p.Loans))
	for i := range p.Loans {
		seen[p.Loans[i].Borrower] = struct{}{}
	}
	return len(seen)
}

// SetPays makes every loan pay its interest in one way.
func (p *Pool) SetPays(pays Pays) {
	for i := range p.Loans {
		p.Loans[i].Pays = pays
	}
}
