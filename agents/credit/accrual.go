package credit

import "firesale/market/unit"

// AccruedSince is the interest that the loans which are open today accrued since a day, paid or not.
func (h *Holding) AccruedSince(day unit.Date) (accrued unit.USD) {
	for i := range h.places {
		x := &h.Index.Buckets[i]
		principal, _ := h.inBucket(i)
		days, basis := h.Index.period(max(x.from, day), h.today)
		accrued += unit.Interest(principal, x.rate, days, basis)
	}
	for i := range h.apart {
		a := &h.apart[i]
		if !a.open {
			continue
		}
		days, basis := h.Index.period(max(a.from, day), h.today)
		accrued += unit.Interest(a.principal, h.Index.Buckets[a.bucket].rate, days, basis)
	}
	return accrued
}
