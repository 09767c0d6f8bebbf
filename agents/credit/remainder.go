package credit

import "firesale/market/unit"

// A remainder is the sums of the loans of a bucket that are open in it, kept as they leave: what is asked about all of them
// costs no look at those who left.
type remainder struct {
	from int // loans before it have been left out
	lump
}

// whole is the remainder of a bucket that nobody has left.
func (b *Bucket) whole() remainder {
	return remainder{lump: b.before[b.Len()]}
}

// leave leaves out a loan that is taken out of its bucket, and was not before.
func (r *remainder) leave(x *Bucket, loan int) {
	if loan >= r.from {
		principal, coins := x.one(loan)
		r.principal, r.coins = r.principal-principal, r.coins-coins
	}
}

// inBucket is the principal and coins of the loans that are open in a bucket.
func (h *Holding) inBucket(bucket int) (unit.USD, unit.BTC) {
	p := &h.places[bucket]
	if r := &p.open; r.from != p.cursor { // loans were passed since
		principal, _, coins := h.debt(bucket, r.from, p.cursor)
		r.from, r.principal, r.coins = p.cursor, r.principal-principal, r.coins-coins
	}
	return p.open.principal, p.open.coins
}

// Secured is the principal, the debt that the LTV of the terms is about, and the coins of all loans that are not in
// liquidation.
func (h *Holding) Secured() (principal, debt unit.USD, coins unit.BTC) {
	principal, coins = h.slots.principal, h.slots.coins
	for i := range h.places {
		p, c := h.inBucket(i)
		principal += p
		coins += c
	}
	if h.Index.Terms.LTVBasis != "debt" {
		return principal, principal, coins
	}
	return principal, principal + h.Unpaid(), coins
}

// Unpaid is the interest that they have accrued and not paid.
func (h *Holding) Unpaid() (interest unit.USD) {
	for i := range h.places {
		principal, _ := h.inBucket(i)
		p := &h.places[i]
		interest += unit.Interest(principal, h.Index.Buckets[i].rate, p.days, p.basis)
	}
	return interest + h.interestOfAll()
}
