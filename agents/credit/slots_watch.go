package credit

// Which of the loans that are apart the mark reaches next.

// watchSlot enters a loan into the watches.
func (h *Holding) watchSlot(slot int32) {
	a := &h.apart[slot]
	a.wake = h.wakeApart(a, h.Index.Terms.LiquidationLTV)
	h.falls.push(watched{int64(a.wake), a.bucket, a.loan, slot, a.stamp})
	if h.ladder == nil {
		h.watchCall(slot)
	}
}

// watchCall enters it into the one that its margin call is about.
func (h *Holding) watchCall(slot int32) {
	a := &h.apart[slot]
	e := watched{int64(h.wakeApart(a, h.Index.Terms.MarginCallLTV)), a.bucket, a.loan, slot, a.stamp}
	if a.called == noCall {
		h.calls.push(e)
	} else if !h.Sticky {
		e.key = -(e.key + 1)
		h.lifts.push(e)
	}
}

// rewatch does so for all, because debts have grown.
func (h *Holding) rewatch() {
	h.falls, h.calls, h.lifts = h.falls[:0], h.calls[:0], h.lifts[:0]
	for i := range h.apart {
		if h.apart[i].open {
			h.watchSlot(int32(i))
		}
	}
}

// next is the highest entry of a watch that is still true; ok is false without one. called says whether its loans have an
// open call, for the watches to which that matters.
func (h *Holding) next(w *watch, called, matters bool) (e watched, ok bool) {
	for len(*w) > 0 {
		e = (*w)[0]
		a := &h.apart[e.slot]
		if a.open && a.stamp == e.stamp && (!matters || called == (a.called != noCall)) {
			return e, true
		}
		w.pop()
	}
	return e, false
}

func (h *Holding) nextFall() (watched, bool) { return h.next(&h.falls, false, false) }
func (h *Holding) nextCall() (watched, bool) { return h.next(&h.calls, false, true) }
func (h *Holding) nextLift() (watched, bool) { return h.next(&h.lifts, true, true) }
