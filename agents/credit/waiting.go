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

// missed reports whether a day on which others paid their interest has passed while a run waited.
func (h *Holding) missed(l *Liquidation) bool {
	return !l.alone && l.waits != 0 && h.Index.Buckets[l.bucket].pays == Cash && h.Index.lastPayment(l.waits) != h.Index.lastPayment(h.today)
}

// accrued is the days for which the loans of a run owe interest today, and the length of the year.
func (h *Holding) accrued(l *Liquidation) (days, basis int64) {
	x, p := &h.Index.Buckets[l.bucket], &h.places[l.bucket]
	if h.missed(l) {
		return h.Index.count(max(x.from, h.Index.lastPayment(l.waits)), h.today)
	}
	return p.days, p.basis
}

// accrueRun adds to a run's interest what others have paid while it waited.
func (h *Holding) accrueRun(l *Liquidation) {
	if l.missed = h.missed(l); l.missed {
		days, basis := h.accrued(l)
		l.interest = unit.Interest(l.principal, h.Index.Buckets[l.bucket].rate, days, basis)
	}
}

// eachInDebt visits them with the debt that the LTV of the terms is about.
func (h *Holding) eachInDebt(l *Liquidation, visit func(debt unit.USD, coins unit.BTC)) {
	if h.Index.Terms.LTVBasis == "debt" {
		h.eachWaiting(l, func(principal, interest unit.USD, coins unit.BTC) { visit(principal+interest, coins) })
		return
	}
	x := &h.Index.Buckets[l.bucket]
	for i := l.from; i < l.to; i++ {
		if !h.isTaken(l.bucket, i) {
			visit(x.one(i))
		}
	}
}

// eachWaiting visits the loans of a run that waits, with what each owes today.
func (h *Holding) eachWaiting(l *Liquidation, visit func(principal, interest unit.USD, coins unit.BTC)) {
	x := &h.Index.Buckets[l.bucket]
	days, basis := h.accrued(l)
	for i := l.from; i < l.to; i++ {
		if !h.isTaken(l.bucket, i) {
			principal, coins := x.one(i)
			visit(principal, unit.Interest(principal, x.rate, days, basis), coins)
		}
	}
}
