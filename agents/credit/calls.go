package credit

import "firesale/market/unit"

// A call is a run of loans of one bucket that were margin-called at the same step: from the end of the call before it
// (or the cursor) up to a place. Calls are prefixes of the bucket's order, since who is over the liquidation threshold is
// over the call threshold too, and a loan with a higher LTV is called no later than one with a lower.
type call struct {
	to    int
	since int // step
}

// A Notice is what happened to the margin call of a run of loans.
type Notice struct {
	Withdrawn bool
	loans     Liquidation // as if it were of them
}

// Called brings the margin calls to the mark of a step: loans newly over margin_call_ltv are called, loans no longer over
// it have their call withdrawn. A borrower who does nothing is the only kind for whom calls can be kept as runs.
func (h *Holding) Called(step int, mark unit.Price, notice func(Notice)) {
	for i := range h.places {
		p := &h.places[i]
		was := p.called()
		if !h.callsMove(i, was, mark) {
			continue
		}
		now := h.gallopCalls(i, was, mark)
		switch {
		case now > was:
			p.calls = append(p.calls, call{now, step})
			notice(Notice{loans: Liquidation{bucket: i, from: max(was, p.cursor), to: now}})
		case now < was:
			p.withdraw(now)
			notice(Notice{Withdrawn: true, loans: Liquidation{bucket: i, from: max(now, p.cursor), to: was}})
		}
	}
	h.calledApart(step, mark, notice)
}

// callsMove reports whether a mark calls the first loan that is not called, or lifts the last call.
func (h *Holding) callsMove(bucket, was int, mark unit.Price) bool {
	if was < h.Index.Buckets[bucket].Len() && mark <= h.callWake(bucket, was) {
		return true
	}
	return !h.Sticky && was > h.places[bucket].cursor && mark > h.callWake(bucket, was-1)
}

// calledAt is the step of the open call of a loan at or after the cursor; noCall without one.
func (p *place) calledAt(loan int) int {
	for _, c := range p.calls {
		if loan < c.to {
			return c.since
		}
	}
	return noCall
}

// called is the end of the loans with an open call.
func (p *place) called() int {
	if n := len(p.calls); n > 0 {
		return max(p.calls[n-1].to, p.cursor)
	}
	return p.cursor
}

func (p *place) withdraw(to int) {
	for n := len(p.calls); n > 0 && p.calls[n-1].to > to; n-- {
		if n > 1 && p.calls[n-2].to >= to || to <= p.cursor {
			p.calls = p.calls[:n-1]
			continue
		}
		p.calls[n-1].to = to
	}
}

// gallopCalls is the first place, at or after the cursor, of a loan that is not over the call threshold, searched from
// where the last call ended in either direction.
func (h *Holding) gallopCalls(bucket, was int, mark unit.Price) int {
	p, n := &h.places[bucket], h.Index.Buckets[bucket].Len()
	over := func(i int) bool { return mark <= h.callWake(bucket, i) }
	var lo, hi int // over at lo (or before the first), not over at hi
	stride := 1
	if was < n && over(was) {
		for lo = was; lo+stride < n && over(lo+stride); stride *= 2 {
			lo += stride
		}
		hi = min(lo+stride, n)
	} else {
		for hi = was; hi-stride > p.cursor-1 && !over(hi-stride); stride *= 2 {
			hi -= stride
		}
		lo = max(hi-stride, p.cursor-1)
	}
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); over(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// Lapsed moves the cursors past loans whose margin call is older than the cure window: their liquidation begins although
// they may not be over the liquidation threshold.
func (h *Holding) Lapsed(step, windowSteps int, found func(Liquidation)) {
	for i := range h.places {
		p, n := &h.places[i], 0
		for n < len(p.calls) && step-p.calls[n].since >= windowSteps {
			n++
		}
		if n == 0 {
			continue
		}
		first := p.cursor
		p.cursor = max(first, p.calls[n-1].to)
		p.calls = p.calls[:copy(p.calls, p.calls[n:])]
		p.bound = h.boundOf(i)
		if h.openIn(i, first, p.cursor) > 0 {
			found(Liquidation{bucket: i, from: first, to: p.cursor, lapsed: true})
		}
	}
	h.lapsedApart(step-windowSteps, found)
}

// CallWake is when the calls could change next: a mark at or below which another loan is called, a mark at or above which
// a call is withdrawn, and the step of the next lapse (−1: none), window being the cure window in steps or −1.
func (h *Holding) CallWake(window int) (below, above unit.Price, lapse int) {
	below, above, lapse = h.callWakeApart(window)
	for i := range h.places {
		p, next := &h.places[i], h.places[i].called()
		if next < h.Index.Buckets[i].Len() {
			below = max(below, h.callWake(i, next))
		}
		if next > p.cursor && !h.Sticky {
			above = min(above, h.callWake(i, next-1)+1)
		}
		if window >= 0 && len(p.calls) > 0 {
			if at := p.calls[0].since + window; lapse < 0 || at < lapse {
				lapse = at
			}
		}
	}
	return below, above, lapse
}

// callWake is the highest mark at which a loan of a bucket is over the margin call.
func (h *Holding) callWake(bucket, loan int) unit.Price {
	if h.Index.Terms.LTVBasis != "debt" {
		return h.Index.Buckets[bucket].call[loan]
	}
	return h.wakeAt(bucket, loan, h.Index.Terms.MarginCallLTV)
}

func (h *Holding) wakeAt(bucket, loan int, threshold unit.Rate) unit.Price {
	principal, interest, coins := h.one(bucket, loan)
	return unit.WakePrice(h.BasisDebt(principal, interest), coins, threshold+h.Index.Buckets[bucket].shift)
}
