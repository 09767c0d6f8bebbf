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

// Released takes loans whose sale has not begun out of a queue if they are no longer over the threshold at the mark: they
// are open again. It reports whether it did.
func (h *Holding) Released(l Liquidation, mark unit.Price) bool {
	if l.Started || !l.alone || unit.Over(h.BasisDebt(l.principal, l.interest), l.coins, mark, h.Index.Terms.LiquidationLTV) {
		return false
	}
	h.insertApart(apart{bucket: int32(l.bucket), loan: int32(l.from), principal: l.principal, carried: l.interest,
		from: h.today, coins: l.coins, again: l.again})
	if !l.again {
		h.Ledger.Loans--
		h.Ledger.Principal -= l.principal
	}
	return true
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
