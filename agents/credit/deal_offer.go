package credit

import "firesale/market/unit"

// Offer is a loan that the lender would sell to the deal at par.
type Offer struct {
	Principal unit.USD
	Debt      unit.USD // as the lender's LTV counts it
	Value     unit.USD // of its coins, at the mark
	Borrower  unit.USD // principal that the deal already holds of the same borrower
}

// Accepts says whether a loan is eligible: its LTV is at most revolving.max_ltv, and its borrower owes, with it, at most
// revolving.max_borrower of loans and cash together. Whether there is money for it is Handed.Room's matter.
func (d *Deal) Accepts(o Offer) bool {
	r := &d.rules.spec.Revolving
	held := d.pool + d.cash()
	return compareProducts(int64(o.Debt), int64(unit.One), int64(r.MaxLTV), int64(o.Value)) <= 0 &&
		compareProducts(int64(o.Borrower+o.Principal), int64(unit.One), int64(r.MaxBorrower), int64(held)) <= 0
}
