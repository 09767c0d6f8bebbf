package credit

import "firesale/market/unit"

// Alone hands the loans of a liquidation on one by one, each with amounts of its own: for lenders that treat loans
// separately, because they restore them or cannot sell all at once. It must not have been ordered yet.
func (h *Holding) Alone(l Liquidation, found func(Liquidation)) {
	if l.alone {
		found(l)
		return
	}
	for i := l.from; i < l.to; i++ {
		if h.isTaken(l.bucket, i) {
			continue
		}
		one := l
		one.from, one.to, one.alone = i, i+1, true
		if l.mixed {
			h.countTwin(&one)
		}
		one.principal, one.interest, one.coins = h.one(l.bucket, i)
		one.due = h.Index.Buckets[l.bucket].matures
		found(one)
	}
}

// Released takes loans whose sale has not begun out of a queue if they are no longer over the threshold at the mark, of
// the margin call if that has lapsed: they are open again. It reports whether it did.
func (h *Holding) Released(l Liquidation, mark unit.Price, threshold unit.Rate) bool {
	if l.lapsed {
		threshold = h.Index.Terms.MarginCallLTV
	}
	h.Accrue(&l)
	if l.Started || l.matured || l.cure || !l.alone || unit.Over(h.BasisDebt(l.principal, l.interest), l.coins, mark, threshold+h.Index.Buckets[l.bucket].shift) {
		return false
	}
	h.insertApart(apart{bucket: int32(l.bucket), loan: int32(l.from), principal: l.principal, carried: l.interest,
		from: h.accruesFrom(&l), matures: l.due, renewed: l.renewed, coins: l.coins, again: l.again, called: noCall})
	if !l.again {
		h.Ledger.Loans--
		h.Ledger.Principal -= h.initial(&l)
	}
	return true
}

// accruesFrom is the day from which a loan that is open again accrues: today, unless it does not accrue yet.
func (h *Holding) accruesFrom(l *Liquidation) unit.Date {
	return max(h.today, h.Index.Buckets[l.bucket].from)
}

// calledApart brings the margin calls of apart loans to the mark of a step.
func (h *Holding) calledApart(step int, mark unit.Price, notice func(Notice)) {
	for e, ok := h.nextLift(); ok && -e.key <= int64(mark); e, ok = h.nextLift() {
		h.apart[e.slot].called = noCall
		h.watchCall(e.slot)
		notice(Notice{Withdrawn: true, loans: h.liquidation(&h.apart[e.slot])})
	}
	for e, ok := h.nextCall(); ok && int64(mark) <= e.key; e, ok = h.nextCall() {
		h.apart[e.slot].called = int32(step)
		h.noteCall(e.slot)
		h.watchCall(e.slot)
		notice(Notice{loans: h.liquidation(&h.apart[e.slot])})
	}
}

// lapsedApart begins the liquidation of apart loans that were called at a step or before.
func (h *Holding) lapsedApart(until int, found func(Liquidation)) {
	n := 0
	for n < len(h.since) && h.since[n].step <= until {
		if c := h.since[n]; h.isCalled(c) {
			l := h.liquidation(h.sold(c.slot))
			l.lapsed = true
			found(l)
		}
		n++
	}
	h.since = h.since[:copy(h.since, h.since[n:])]
}

// isCalled reports whether a call is still open.
func (h *Holding) isCalled(c open) bool {
	return h.stamps[c.slot] == c.stamp && int(h.apart[c.slot].called) == c.step
}

// callWakeApart is CallWake of the apart loans.
func (h *Holding) callWakeApart(window int) (below, above unit.Price, lapse int) {
	below, above, lapse = -1, unit.MaxPrice, -1
	if e, ok := h.nextCall(); ok {
		below = unit.Price(e.key)
	}
	if e, ok := h.nextLift(); ok {
		above = unit.Price(-e.key)
	}
	over := 0
	for over < len(h.since) && !h.isCalled(h.since[over]) {
		over++
	}
	h.since = h.since[:copy(h.since, h.since[over:])]
	if window >= 0 && len(h.since) > 0 {
		lapse = h.since[0].step + window
	}
	return below, above, lapse
}

// loanID is what a loan is called: by the tape, or by its day if it was made during the run.
func (h *Holding) loanID(bucket, place int) string {
	if h.Index.isContract(bucket) {
		return h.Index.Buckets[bucket].from.String()
	}
	return h.loanAt(bucket, place).ID
}

// loanAt is the loan in the pool behind a place of a bucket.
func (h *Holding) loanAt(bucket, place int) *Loan {
	return &h.Index.Pool.Loans[h.Index.Buckets[bucket].loan[place]]
}
