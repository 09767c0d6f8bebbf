package credit

import "firesale/market/unit"

// Loans that wait for their sale go on accruing, and nobody pays: one loan owes what it owed when it came, and interest on
// its principal since; a run of a bucket accrues with the bucket, also past the days on which the others pay.

// Wait notes that loans begin to wait for their sale.
func (h *Holding) Wait(l *Liquidation) { l.waits, l.carried = h.today, l.interest }

// Accrue brings the interest of a loan that waits for its sale to today.
func (h *Holding) Accrue(l *Liquidation) {
	if !l.alone || l.Started || l.waits == 0 || l.waits == h.today {
		return
	}
	x := &h.Index.Buckets[l.bucket]
	days, basis := h.Index.count(max(l.waits, x.from), h.today)
	l.interest = l.carried + unit.Interest(l.principal, x.rate, days, basis)
}

// accrueRun adds to a run's interest what others have paid while it waited.
func (h *Holding) accrueRun(l *Liquidation) {
	x := &h.Index.Buckets[l.bucket]
	if x.pays != Cash || l.waits == 0 || h.Index.lastPayment(l.waits) == h.Index.lastPayment(h.today) {
		return
	}
	days, basis := h.Index.count(max(x.from, h.Index.lastPayment(l.waits)), h.today)
	l.interest, l.missed = unit.Interest(l.principal, x.rate, days, basis), true
}
