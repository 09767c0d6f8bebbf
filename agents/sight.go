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
	selling, raised := l.selling(price)
	s.Notes += n * notes
	s.Spare += n * min(deal.Spare()+l.Trust.uncollected(l)+raised, notes)
	s.Collateral += n * (price.Value(coins) + selling)
	s.Early = s.Early || deal.Early()
}

// uncollected is the principal that loans brought since the deal last took it in: one without a trigger on the price
// does so on its payment dates only.
func (t *Trust) uncollected(l *Lender) unit.USD {
	now, was := &l.Holding.Ledger, &t.booked
	return now.PrincipalRepaid - was.PrincipalRepaid + now.PrincipalRecovered - was.PrincipalRecovered
}

// selling is what loans that are being sold still owe, as far as their coins cover that at a price, and the principal that
// they have raised: proceeds are handed over when a loan's liquidation ends.
func (l *Lender) selling(price unit.Price) (owed, raised unit.USD) {
	for _, q := range l.queue {
		left := l.Holding.Unsold(q, price)
		owed += left.Covered()
		raised += q.RaisedPrincipal()
	}
	return owed, raised
}
