package agents

import "firesale/market/unit"

// Sees adds what investors see of a lender's deal: its notes, their cash and their coins. Loans that are being sold are
// still there: what their coins would bring and what they have raised is for the notes, and so is what the deal will only
// collect on a later day. What is for sale counts up to what is owed on it; of other loans all coins do.
func (s *Sight) Sees(l *Lender, price unit.Price) {
	if l.Trust == nil || l.Trust.done {
		return
	}
	deal, n := l.Trust.Deal, unit.USD(l.Copies)
	notes := deal.Outstanding()
	if notes == 0 {
		return
	}
	_, _, coins := l.Holding.Secured()
	collateral, spare := price.Value(coins), deal.Spare()+l.Trust.uncollected(l)
	for _, q := range l.queue {
		left := l.Holding.Unsold(q, price)
		collateral += left.Covered()
		spare += q.RaisedPrincipal()
	}
	s.Notes += n * notes
	s.Spare += n * min(spare, notes)
	s.Collateral += n * collateral
	s.Early = s.Early || deal.Early()
}

// uncollected is the principal that loans brought since the deal last took it in: one without a trigger on the price
// does so on its payment dates only.
func (t *Trust) uncollected(l *Lender) unit.USD {
	now, was := &l.Holding.Ledger, &t.booked
	return now.PrincipalRepaid - was.PrincipalRepaid + now.PrincipalRecovered - was.PrincipalRecovered
}
