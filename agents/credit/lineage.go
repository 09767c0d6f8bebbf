package credit

// A loan that is liquidated without feedback, too, is generation 0: no sale has caused it. Which loans of a liquidation these
// are is noted beside it and never splits it: what is sold, and how it is rounded, must not depend on whether a twin runs.

// NoteTwin notes which loans of a liquidation the twin, the same holding without feedback, has liquidated by now. They are the
// first ones of the bucket's order; where borrowers act on their own luck, any. Lent is where the twin has the loans made
// during the run, if any are made.
func (h *Holding) NoteTwin(l *Liquidation, twin, lent *Holding) {
	switch {
	case h.Index.isContract(l.bucket):
		l.Twin = h.beforeLent(l, lent)
	case twin == nil:
		l.Twin = l.from
	case twin.memory != nil:
		h.remember(l, twin.memory)
		h.countTwin(l)
	default:
		l.Twin = min(max(twin.places[l.bucket].cursor, l.from), l.to)
	}
}

// remember notes for every loan of a liquidation whether its liquidation has begun in the twin by now.
func (h *Holding) remember(l *Liquidation, twin *memory) {
	begun := liquidated
	if l.ByOwner() {
		begun = soldByOwner
	}
	first := h.Index.Buckets[l.bucket].first
	h.each(l, func(i int) {
		past := &h.memory.past[first+i]
		if *past &^= inTwin; twin.past[first+i]&begun != 0 {
			*past |= inTwin
		}
	})
}

// countTwin says whether all loans of a liquidation have been noted as the twin's, too, or none, or some.
func (h *Holding) countTwin(l *Liquidation) {
	too, all, first := 0, 0, h.Index.Buckets[l.bucket].first
	h.each(l, func(i int) {
		if all++; h.memory.past[first+i]&inTwin != 0 {
			too++
		}
	})
	if l.Twin = l.from; too == all {
		l.Twin = l.to
	}
	l.mixed = too > 0 && too < all
}

// ofTwin is the sum of those loans of a mixed run that are the twin's too.
func (h *Holding) ofTwin(l *Liquidation) (of lump) {
	x := &h.Index.Buckets[l.bucket]
	h.each(l, func(i int) {
		if h.memory.past[x.first+i]&inTwin != 0 {
			principal, coins := x.one(i)
			of.principal, of.coins = of.principal+principal, of.coins+coins
		}
	})
	return of
}

// each visits the places of the loans of a liquidation.
func (h *Holding) each(l *Liquidation, visit func(place int)) {
	for i := l.from; i < l.to; i++ {
		if l.alone || !h.isTaken(l.bucket, i) {
			visit(i)
		}
	}
}
