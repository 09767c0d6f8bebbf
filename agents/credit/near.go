package credit

import (
	"sort"

	"firesale/market/unit"
)

// Near is the coins of open loans whose wake price lies from low to high, both included: what a fall of the mark from
// above high to low puts into liquidation. Interest is not rounded, so a loan within a cent of an end may be on either
// side. It costs two searches a bucket, and a look at each loan that is apart and wakes at low or above.
func (h *Holding) Near(low, high unit.Price) (coins unit.BTC) {
	for i := range h.places {
		x, p, growth := &h.Index.Buckets[i], &h.places[i], h.growth(i)
		first := func(from int, wakes func(price float64) bool) int {
			return from + sort.Search(x.Len()-from, func(k int) bool { return wakes(float64(x.wake[from+k]) * growth) })
		}
		from := first(p.cursor, func(wake float64) bool { return wake <= float64(high) })
		to := first(from, func(wake float64) bool { return wake < float64(low) })
		if from < to {
			_, _, within := h.debt(i, from, to)
			coins += within
		}
	}
	return coins + h.nearApart(0, low, high)
}

// nearApart is Near of the loans apart at and below an entry of their watch, which has the highest wake prices on top.
func (h *Holding) nearApart(entry int, low, high unit.Price) (coins unit.BTC) {
	if entry >= len(h.falls) || unit.Price(h.falls[entry].key) < low {
		return 0
	}
	e := &h.falls[entry]
	if unit.Price(e.key) <= high && h.isWatched(*e) {
		coins = h.apart[e.slot].coins
	}
	return coins + h.nearApart(2*entry+1, low, high) + h.nearApart(2*entry+2, low, high)
}

// ShareSold is the share a of a loan's coins that its liquidation sells if they are sold at its wake price, θ being the
// liquidation LTV, t the LTV that is restored and f the cost: 1 for close-out, θ/(1−f) for debt-only, and
// (θ−t)/(1−f−t) for restore. Derived.
func (t *Terms) ShareSold() float64 {
	over, keep := t.LiquidationLTV.Float(), 1-t.Cost.Float()
	switch t.Liquidation {
	case "close-out":
		return 1
	case "restore":
		return min(1, (over-t.RestoreLTV.Float())/(keep-t.RestoreLTV.Float()))
	}
	return min(1, over/keep)
}
