package credit

import (
	"math"

	"firesale/market/unit"
)

// UnderWater is how many of the coins that a liquidation still holds secure loans that are not covered at a mark: what is still owed,
// principal and interest, is more than the loan's coins are worth. Within a bucket these are the first loans of its order, also
// after a part of all was sold; of what a run has left they hold their share. Of what borrowers ask to be sold it is nothing.
func (h *Holding) UnderWater(l *Liquidation, mark unit.Price) unit.BTC {
	if l.ByOwner() || !l.Started && mark > h.SinksAt(l) {
		return 0
	}
	if l.alone {
		if owed, left := h.waits(l); unit.Over(owed, left, mark, unit.One) {
			return left
		}
		return 0
	}
	if l.Started && h.swims(l, mark) {
		return 0
	}
	run := l.evenly()
	dry := h.firstOf(l, l.from, l.to, func(i int) bool { return !h.sinks(&run, i, mark) })
	if h.openIn(l.bucket, l.from, dry) == 0 {
		return 0
	}
	principal, interest, coins := h.debt(l.bucket, l.from, dry)
	if !l.Started {
		return coins
	}
	return run.leftOf(principal+h.owed(l, principal, interest), coins)
}

// SinksAt is the highest mark at which any coin of a liquidation that was not ordered yet would be under water today, −1 if none ever
// is. It is worked out once a day.
func (h *Holding) SinksAt(l *Liquidation) unit.Price {
	switch {
	case l.ByOwner():
		return -1
	case l.sinksOn == h.today:
		return l.sinksAt
	}
	owed, coins := h.waits(l)
	if !l.alone {
		owed, coins = h.oneWaiting(l, l.from)
	}
	l.sinksOn, l.sinksAt = h.today, unit.WakePrice(owed, coins, unit.One)
	return l.sinksAt
}

// waits is what one loan in liquidation still owes, and the coins that it has left.
func (h *Holding) waits(l *Liquidation) (owed unit.USD, left unit.BTC) {
	if l.Started {
		return max(0, l.principal+l.interest-l.proceeds), l.left
	}
	today := *l
	h.Accrue(&today)
	return today.principal + today.interest, today.coins
}

// oneWaiting is the same of the loan at a place of a run that was not ordered yet.
func (h *Holding) oneWaiting(l *Liquidation, place int) (owed unit.USD, coins unit.BTC) {
	days, basis := h.accrued(l)
	x := &h.Index.Buckets[l.bucket]
	principal, coins := x.one(place)
	return principal + unit.Interest(principal, x.rate, days, basis), coins
}

// sinks reports whether the loan at a place of a run that sold evenly is under water.
func (h *Holding) sinks(l *Liquidation, place int, mark unit.Price) bool {
	if !l.Started {
		owed, coins := h.oneWaiting(l, place)
		return unit.Over(owed, coins, mark, unit.One)
	}
	principal, interest, coins := h.one(l.bucket, place)
	owed := principal + h.owed(l, principal, interest)
	return unit.Over(max(0, owed-l.share(owed, coins)), l.leftOf(owed, coins), mark, unit.One)
}

// swims reports whether the first loan of a run that is being sold, and with it every other, is above water by more than all
// rounding to cents and satoshis: a quick look that spares most runs an exact one.
func (h *Holding) swims(l *Liquidation, mark unit.Price) bool {
	principal, coins := h.Index.Buckets[l.bucket].one(l.from)
	part := float64(principal) / float64(l.principal) // of the run's debt
	early, earlySold := l.proceeds, l.coins-l.left
	if l.all {
		early, earlySold = l.early, l.earlySold
	}
	held := float64(coins) - part*float64(earlySold)
	late := held / float64(l.coins-earlySold)
	owed := part*float64(l.principal+l.interest-early) - late*float64(l.proceeds-early)
	worth := (late*float64(l.left) - 1_000) * (float64(mark) / float64(unit.Coin))
	return worth*(1-1e-9) > math.Max(owed, 0)*(1+1e-9)+1_000
}

// evenly is the liquidation with all of its sales so far in its early part, unless every coin is up for sale: until then loans
// have sold in proportion to debts.
func (l *Liquidation) evenly() Liquidation {
	was := *l
	if !was.all {
		was.early, was.earlySold = was.proceeds, was.coins-was.left
	}
	return was
}

// leftOf is the part of the coins left of loans that owed so much and had so many.
func (l *Liquidation) leftOf(owed unit.USD, coins unit.BTC) unit.BTC {
	return unit.BTC(floorShare(int64(l.left), int64(l.atFull(owed, coins)), int64(l.coins-l.earlySold)))
}
