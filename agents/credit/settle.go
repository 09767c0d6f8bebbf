package credit

import (
	"sort"

	"firesale/market/unit"
)

// Settle books a fill of an ordered liquidation: coins sold at a price. It reports whether the liquidation
// goes on, because something is left to raise and something to sell.
func (h *Holding) Settle(l *Liquidation, sold unit.BTC, fill unit.Fill) (open bool) {
	gross := fill.Value(sold)
	cost := h.Index.Terms.Cost.Of(gross)
	h.Ledger.Gross += gross
	h.Ledger.Cost += cost
	h.Ledger.Sold += sold
	h.countGenerations(l, sold)
	l.left -= sold
	l.ordered = 0
	l.proceeds += gross - cost
	switch {
	case l.asked > 0:
		h.bank(l)
	case l.all:
		if l.left > 0 {
			return true
		}
		h.endAll(l)
	default:
		l.raise = max(0, l.raise-(gross-cost))
		if l.raise > 0 && l.left > 0 {
			return true
		}
		h.endNeed(l)
	}
	return false
}

// countGenerations splits a sale between generation 0, the loans that are liquidated without feedback too, and the rest.
func (h *Holding) countGenerations(l *Liquidation, sold unit.BTC) {
	first := unit.BTC(0)
	switch twin := min(max(l.Twin, l.from), l.to); {
	case l.mixed:
		first = l.part(sold, h.ofTwin(l))
	case twin == l.to:
		first = sold
	case twin > l.from:
		principal, _, coins := h.debt(l.bucket, l.from, twin)
		first = l.part(sold, lump{principal, coins})
	}
	h.addGeneration(0, first)
	h.addGeneration(int(l.Generation), sold-first)
}

// part is what a lump has of a sale: its share by debt or, once every coin is sold, by the coins that it had left then.
func (l *Liquidation) part(sold unit.BTC, of lump) unit.BTC {
	part, whole := int64(of.principal), int64(l.principal)
	if l.all {
		part, whole = int64(of.coins), int64(l.coins-l.earlySold)
		if l.earlySold > 0 && l.principal > 0 {
			part -= unit.MulDivEven(int64(l.earlySold), int64(min(of.principal, l.principal)), int64(l.principal))
		}
	}
	return unit.BTC(unit.MulDivEven(int64(sold), min(max(0, part), whole), whole))
}

func (h *Holding) addGeneration(g int, sold unit.BTC) {
	if sold == 0 {
		return
	}
	for len(h.Ledger.SoldByGeneration) <= g {
		h.Ledger.SoldByGeneration = append(h.Ledger.SoldByGeneration, 0)
	}
	h.Ledger.SoldByGeneration[g] += sold
}

// share is what some of the loans that sold every coin got: of what was raised early their share by debt, of the rest their
// share by the coins that they had left then.
func (l *Liquidation) share(owed unit.USD, coins unit.BTC) unit.USD {
	late := floorShare(int64(l.proceeds-l.early), int64(l.atFull(owed, coins)), int64(l.coins-l.earlySold))
	return unit.USD(l.byDebt(int64(l.early), owed) + late)
}

// atFull is the coins that loans which owed so much and had so many had left when every coin was put up: until then they had sold in
// proportion to debts.
func (l *Liquidation) atFull(owed unit.USD, coins unit.BTC) unit.BTC {
	return max(0, coins-unit.BTC(l.byDebt(int64(l.earlySold), owed)))
}

// byDebt is the part of a total of loans that owed so much, by what all owed.
func (l *Liquidation) byDebt(total int64, owed unit.USD) int64 {
	return floorShare(total, int64(owed), int64(l.principal+l.interest))
}

// floorShare is whole · by/all, floored; 0 of nothing.
func floorShare(whole, by, all int64) int64 {
	if all == 0 {
		return 0
	}
	return unit.MulDivFloor(whole, min(by, all), all)
}

// endAll closes loans that sold every coin. The more coins a loan had for its debt, the larger the part of it that it got, so
// those that owe more than they got are the first ones of the bucket's order.
func (h *Holding) endAll(l *Liquidation) {
	if l.alone {
		h.close(l.principal, l.interest, l.proceeds)
		return
	}
	left, was := l.proceeds, *l
	whole := h.firstOf(l, l.from, l.to, func(i int) bool { // the first loan that is repaid with interest
		principal, interest, coins := h.one(l.bucket, i)
		owed := principal + h.owed(l, principal, interest)
		return was.share(owed, coins) >= owed
	})
	part := h.firstOf(l, l.from, whole, func(i int) bool { // the first whose principal is repaid
		principal, interest, coins := h.one(l.bucket, i)
		return was.share(principal+h.owed(l, principal, interest), coins) >= principal
	})
	for _, run := range [2][2]int{{l.from, part}, {part, whole}} {
		principal, interest, coins := h.debt(l.bucket, run[0], run[1])
		interest = h.owed(&was, principal, interest)
		proceeds := min(was.share(principal+interest, coins), left)
		h.close(principal, interest, min(proceeds, principal+interest))
		left -= min(proceeds, principal+interest)
		l.principal -= principal
		l.interest = max(0, l.interest-interest)
	}
	h.close(l.principal, l.interest, left)
}

// firstOf is the first place of a run, from one up to another, from which on its loans pass a test: that of the next loan that has
// not left the run. Of what the run got, a loan that left has no share, and its place in the order says nothing.
func (h *Holding) firstOf(l *Liquidation, from, to int, passes func(place int) bool) int {
	taken := &h.places[l.bucket].taken
	return from + sort.Search(to-from, func(i int) bool {
		next := taken.gap(from+i, to)
		return next == to || passes(next)
	})
}

// close books the end of loans of which all are repaid, all in part, or none's principal: principal first, then
// interest, then the borrower.
func (h *Holding) close(principal, interest, proceeds unit.USD) {
	g := &h.Ledger
	toPrincipal := min(principal, proceeds)
	toInterest := min(interest, proceeds-toPrincipal)
	g.PrincipalRecovered += toPrincipal
	g.InterestRecovered += toInterest
	g.Surplus += proceeds - toPrincipal - toInterest
	g.PrincipalLost += principal - toPrincipal
	g.InterestLost += interest - toInterest
	g.InterestOwed += interest
}

// endNeed closes loans that have raised what they had to, or have nothing left to sell.
func (h *Holding) endNeed(l *Liquidation) {
	debt := l.principal + l.interest
	if h.restores(l) && l.left > 0 && l.proceeds < debt {
		h.restore(l)
		return
	}
	h.close(l.principal, l.interest, l.proceeds)
	h.Ledger.Returned += l.left
	l.left = 0
}

// restore puts a loan that was sold down to its restore LTV back among the open ones.
func (h *Holding) restore(l *Liquidation) {
	if l.cure {
		h.Ledger.Cured += l.principal
	}
	toPrincipal := min(l.principal, l.proceeds)
	toInterest := l.proceeds - toPrincipal
	h.Ledger.PrincipalRecovered += toPrincipal
	h.Ledger.InterestRecovered += toInterest
	h.Ledger.InterestOwed += toInterest
	h.insertApart(apart{bucket: int32(l.bucket), loan: int32(l.from), principal: l.principal - toPrincipal,
		carried: l.interest - toInterest, from: h.accruesFrom(l), matures: l.due, renewed: l.renewed, coins: l.left, again: l.again || !l.cure, called: noCall})
	l.left = 0
}
