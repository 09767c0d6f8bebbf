package credit

import "firesale/market/unit"

// What becomes of loans that are due, where borrowers act.

// Renew gives a loan that is due another term. Its interest is paid.
func (h *Holding) Renew(o OpenLoan) {
	slot, a := h.part(o.Ref)
	h.Ledger.InterestPaid += o.Interest
	a.carried, a.from, a.called = 0, max(h.today, a.from), noCall
	a.renewed = h.today.AddMonths(TermMonths)
	if a.matures = a.renewed; a.matures > h.Index.end {
		a.matures = 0
	}
	h.enter(slot)
}

// Default is the sale of a loan that is due and not repaid.
func (h *Holding) Default(o OpenLoan) Liquidation {
	a := h.lift(o.Ref, toReturn)
	l := h.liquidation(&a)
	l.matured = true
	return l
}

// SellDue is the sale by which a borrower repays a loan that is due.
func (h *Holding) SellDue(o OpenLoan) Liquidation {
	l := h.Default(o)
	l.own = true
	h.memory.past[h.Index.At(o.Ref)] |= soldByOwner
	return l
}

// MaturedLots ends loans made during the run that are due, as Matured does.
func (h *Holding) MaturedLots(mark unit.Price, found func(Liquidation)) { h.maturedApart(mark, found) }

// EachDue shows the loans that are due by today, which must end or be renewed.
func (h *Holding) EachDue(show func(OpenLoan)) {
	if h.matured == h.today {
		return
	}
	h.matured = h.today
	for i := range h.places {
		x, p := &h.Index.Buckets[i], &h.places[i]
		if x.matures == 0 || x.matures > h.today {
			continue
		}
		for n := p.cursor; n < x.Len(); n++ {
			if !p.taken.has(n) {
				o, _ := h.Loan(Ref{int32(i), int32(n)})
				show(o)
			}
		}
		p.cursor, p.calls = x.Len(), p.calls[:0]
		p.bound = h.boundOf(i)
	}
	h.eachDueApart(show)
}

func (h *Holding) eachDueApart(show func(OpenLoan)) {
	if h.soonest == 0 || h.soonest > h.today {
		return
	}
	h.soonest = 0
	for i := range len(h.apart) {
		a := &h.apart[i]
		if !a.open || a.matures == 0 || a.matures > h.today || h.Index.isContract(int(a.bucket)) {
			h.expect(a)
			continue
		}
		o, _ := h.Loan(Ref{a.bucket, a.loan})
		show(o)
	}
}
