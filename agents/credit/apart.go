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
		one.principal, one.interest, one.coins = h.one(l.bucket, i)
		found(one)
	}
}

// Released takes loans whose sale has not begun out of a queue if they are no longer over the threshold at the mark, of
// the margin call if that has lapsed: they are open again. It reports whether it did.
func (h *Holding) Released(l Liquidation, mark unit.Price, threshold unit.Rate) bool {
	if l.lapsed {
		threshold = h.Index.Terms.MarginCallLTV
	}
	if l.Started || l.matured || !l.alone || unit.Over(h.BasisDebt(l.principal, l.interest), l.coins, mark, threshold) {
		return false
	}
	h.insertApart(apart{bucket: int32(l.bucket), loan: int32(l.from), principal: l.principal, carried: l.interest,
		from: h.accruesFrom(&l), coins: l.coins, again: l.again, called: noCall})
	if !l.again {
		h.Ledger.Loans--
		h.Ledger.Principal -= l.principal
	}
	return true
}

// accruesFrom is the day from which a loan that is open again accrues: today, unless it does not accrue yet.
func (h *Holding) accruesFrom(l *Liquidation) unit.Date {
	return max(h.today, h.Index.Buckets[l.bucket].from)
}

// calledApart brings the margin calls of apart loans to the mark of a step.
func (h *Holding) calledApart(step int, mark unit.Price, notice func(Notice)) {
	for i := range h.apart {
		a := &h.apart[i]
		switch over := mark <= h.wakeApart(a, h.Index.Terms.MarginCallLTV); {
		case over && a.called == noCall:
			a.called = step
			notice(Notice{loans: h.liquidation(a)})
		case !over && a.called != noCall:
			a.called = noCall
			notice(Notice{Withdrawn: true, loans: h.liquidation(a)})
		}
	}
}

// lapsedApart begins the liquidation of apart loans that were called at a step or before.
func (h *Holding) lapsedApart(until int, found func(Liquidation)) {
	kept := h.apart[:0]
	for _, a := range h.apart {
		if a.called == noCall || a.called > until {
			kept = append(kept, a)
			continue
		}
		l := h.liquidation(&a)
		l.lapsed = true
		found(l)
	}
	h.apart = kept
}

// callWakeApart is CallWake of the apart loans.
func (h *Holding) callWakeApart(window int) (below, above unit.Price, lapse int) {
	below, above, lapse = -1, unit.MaxPrice, -1
	for i := range h.apart {
		a := &h.apart[i]
		wake := h.wakeApart(a, h.Index.Terms.MarginCallLTV)
		if a.called == noCall {
			below = max(below, wake)
			continue
		}
		above = min(above, wake+1)
		if at := a.called + window; window >= 0 && (lapse < 0 || at < lapse) {
			lapse = at
		}
	}
	return below, above, lapse
}

// BeforeTwin reports how many of the loans of a liquidation the twin, the same holding without feedback, has liquidated
// by now: they are the first ones of the bucket's order.
func (h *Holding) BeforeTwin(l *Liquidation, twin *Holding) int {
	return min(max(twin.places[l.bucket].cursor, l.from), l.to)
}

// loanAt is the loan in the pool behind a place of a bucket.
func (h *Holding) loanAt(bucket, place int) *Loan {
	return &h.Index.Pool.Loans[h.Index.Buckets[bucket].loan[place]]
}
