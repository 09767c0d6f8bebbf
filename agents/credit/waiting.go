package credit

import "firesale/market/unit"

// A loan that waits for its sale goes on accruing: what it owed when it came, and interest on its principal since. The
// borrower pays none of it any more. Loans that wait as a run of their bucket accrue with the bucket.

// Wait notes that a loan begins to wait for its sale.
func (h *Holding) Wait(l *Liquidation) {
	if l.alone {
		l.waits, l.carried = h.today, l.interest
	}
}

// Accrue brings the interest of a loan that waits for its sale to today.
func (h *Holding) Accrue(l *Liquidation) {
	if !l.alone || l.Started || l.waits == 0 || l.waits == h.today {
		return
	}
	x := &h.Index.Buckets[l.bucket]
	days, basis := h.Index.count(max(l.waits, x.from), h.today)
	l.interest = l.carried + unit.Interest(l.principal, x.rate, days, basis)
}
