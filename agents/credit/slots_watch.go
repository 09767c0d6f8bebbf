package credit

// Which of the loans that are apart the mark reaches next.

// watchSlot enters a loan into the watches.
func (h *Holding) watchSlot(slot int32) {
	a := &h.apart[slot]
	h.falls.push(watched{int64(h.wakeApart(a, h.Index.Terms.LiquidationLTV)), a.bucket, a.loan, slot, h.stamps[slot]})
	if h.ladder == nil {
		h.watchCall(slot)
	}
}

// watchCall enters it into the one that its margin call is about.
func (h *Holding) watchCall(slot int32) {
	a := &h.apart[slot]
	e := watched{int64(h.wakeApart(a, h.Index.Terms.MarginCallLTV)), a.bucket, a.loan, slot, h.stamps[slot]}
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

// isWatched reports whether a loan still is as it was when it was entered into a watch.
func (h *Holding) isWatched(e watched) bool { return h.stamps[e.slot] == e.stamp }

// next is the highest entry of a watch that is still true of a loan whose call is open, or not; ok is false without one.
func (h *Holding) next(w *watch, called bool) (e watched, ok bool) {
	for len(*w) > 0 {
		e = (*w)[0]
		if h.isWatched(e) && called == (h.apart[e.slot].called != noCall) {
			return e, true
		}
		w.pop()
	}
	return e, false
}

func (h *Holding) nextCall() (watched, bool) { return h.next(&h.calls, false) }
func (h *Holding) nextLift() (watched, bool) { return h.next(&h.lifts, true) }
