package credit

import (
	"math"

	"firesale/market/unit"
)

// Breached moves every cursor to the first loan that is not over the liquidation threshold at the mark, and gives the
// loans it passed to found, a bucket's run at a time: each is from now on in liquidation. Loans that are apart come
// one by one. The index finds; the integer test decides.
func (h *Holding) Breached(mark unit.Price, found func(Liquidation)) {
	for i := range h.places {
		if p := &h.places[i]; mark <= p.bound {
			h.breachedIn(i, mark, found)
			p.bound = h.boundOf(i)
		}
	}
	for len(h.falls) > 0 && int64(mark) <= h.falls[0].key {
		if e := h.falls.pop(); h.isWatched(e) {
			found(h.liquidation(h.sold(e.slot)))
		}
	}
}

// BreachedOver is Breached for another threshold, at most the contract's: a lender that sells earlier than it must. It asks
// the loans themselves, not the wake prices of the index.
func (h *Holding) BreachedOver(threshold unit.Rate, mark unit.Price, found func(Liquidation)) {
	h.Breached(mark, found)
	for i := range h.places {
		p := &h.places[i]
		first := p.cursor
		p.cursor = h.gallopDebt(i, mark, threshold)
		h.pass(i, first, p.cursor)
		p.bound = h.boundOf(i)
		if h.openIn(i, first, p.cursor) > 0 {
			found(Liquidation{bucket: i, from: first, to: p.cursor})
		}
	}
	for i := range h.apart {
		if a := &h.apart[i]; a.open && mark <= h.wakeApart(a, threshold) {
			found(h.liquidation(h.sold(int32(i))))
		}
	}
}

// WakeOver is Wake for another threshold.
func (h *Holding) WakeOver(threshold unit.Rate) unit.Price {
	wake := unit.Price(-1)
	for i := range h.places {
		if p := &h.places[i]; p.cursor < h.Index.Buckets[i].Len() {
			_, band := h.wakeBand(i, p.cursor)
			wake = max(wake, h.wakeAt(i, p.cursor, threshold)+unit.Price(math.Ceil(2*band)))
		}
	}
	for i := range h.apart {
		if a := &h.apart[i]; a.open {
			wake = max(wake, h.wakeApart(a, threshold))
		}
	}
	return wake
}

func (h *Holding) breachedIn(bucket int, mark unit.Price, found func(Liquidation)) {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	first := p.cursor
	if h.Index.Terms.LTVBasis == "debt" {
		p.cursor = h.gallopDebt(bucket, mark, h.Index.Terms.LiquidationLTV)
		h.settleBand(bucket, first, mark)
	} else {
		p.cursor = gallop(x.wake, first, mark)
		h.pass(bucket, first, p.cursor)
	}
	if h.openIn(bucket, first, p.cursor) > 0 {
		found(Liquidation{bucket: bucket, from: first, to: p.cursor})
	}
}

// openIn counts the loans between two places that are still in the bucket.
func (h *Holding) openIn(bucket, a, b int) int { return b - a - h.places[bucket].taken.count(a, b) }

// gallop is the first place at or after from whose wake price is below the mark: doubling strides, then bisection, so
// that a crash of k loans costs O(log k). The sentinel −1 at the end stops it.
func gallop(wake []unit.Price, from int, mark unit.Price) int {
	if wake[from] < mark {
		return from
	}
	lo, stride := from, 1 // wake[lo] >= mark
	for lo+stride < len(wake) && wake[lo+stride] >= mark {
		lo += stride
		stride *= 2
	}
	hi := min(lo+stride, len(wake)-1) // wake[hi] < mark
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); wake[mid] >= mark {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// gallopDebt does the same where debts grow: it trusts the order, which roundings of interest can bend by less than a
// cent of debt; settleBand mends that.
func (h *Holding) gallopDebt(bucket int, mark unit.Price, threshold unit.Rate) int {
	n, at := h.Index.Buckets[bucket].Len(), h.places[bucket].cursor
	lo, stride := at-1, 1
	for lo+stride < n && h.over(bucket, lo+stride, mark, threshold) {
		lo += stride
		stride *= 2
	}
	hi := min(lo+stride, n)
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); h.over(bucket, mid, mark, threshold) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// settleBand looks at the loans next to the cursor one by one, as far as a cent of rounded interest can have put them on
// the wrong side: those over the threshold behind the cursor, and those not over it before the cursor, leave the bucket
// and are judged by their own wake price from now on.
func (h *Holding) settleBand(bucket, first int, mark unit.Price) {
	p, threshold := &h.places[bucket], h.Index.Terms.LiquidationLTV
	part := func(loan int) {
		if h.isTaken(bucket, loan) {
			return
		}
		x := &h.Index.Buckets[bucket]
		principal, coins := x.one(loan)
		h.take(bucket, loan, toReturn)
		h.insertApart(apart{bucket: int32(bucket), loan: int32(loan), principal: principal,
			from: x.from, matures: x.matures, coins: coins, called: int32(p.calledAt(loan))})
	}
	for i := p.cursor; i < h.Index.Buckets[bucket].Len() && h.wakeAtMost(bucket, i) >= mark; i++ {
		if h.over(bucket, i, mark, threshold) {
			part(i)
		}
	}
	for i := p.cursor - 1; i >= first && h.wakeAtLeast(bucket, i) < mark; i-- {
		if !h.over(bucket, i, mark, threshold) {
			part(i)
		}
	}
}

// boundOf is a mark above which no loan of the bucket is over the threshold.
func (h *Holding) boundOf(bucket int) unit.Price {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	if h.Index.Terms.LTVBasis != "debt" || p.cursor == x.Len() {
		return x.wake[p.cursor]
	}
	return h.wakeAtMost(bucket, p.cursor)
}

// wakeAtMost and wakeAtLeast bracket the wake prices of a loan and of everything behind (before) it in the bucket: the
// debt without rounding, and half a cent of rounding over the fewest coins that a loan of the bucket has, and a cent.
func (h *Holding) wakeAtMost(bucket, loan int) unit.Price {
	exact, band := h.wakeBand(bucket, loan)
	return unit.Price(min(math.Ceil(exact+band), float64(unit.MaxPrice)))
}

func (h *Holding) wakeAtLeast(bucket, loan int) unit.Price {
	exact, band := h.wakeBand(bucket, loan)
	return unit.Price(max(math.Floor(exact-band), -1))
}

func (h *Holding) wakeBand(bucket, loan int) (exact, band float64) {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	principal, coins := x.one(loan)
	growth := 1 + x.rate.Float()*float64(p.days)/float64(p.basis)
	perCoin := float64(unit.Coin) / (h.Index.Terms.LiquidationLTV + x.shift).Float()
	exact = float64(principal) * growth / float64(coins) * perCoin
	return exact, 0.5/float64(x.fewest)*perCoin + 1 + exact*1e-12
}
