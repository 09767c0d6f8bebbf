package credit

import (
	"sort"

	"firesale/market/unit"
)

// Order says how many coins of a liquidation to sell at a mid. Loans whose coins are not worth what they owe sell everything: if
// there are others, they are split off, into poor, and come before them. What an earlier clearing left open is ordered with
// a cent to spare.
func (h *Holding) Order(l *Liquidation, mid unit.Price, poor *Liquidation) (split bool) {
	spare := unit.USD(1) // a last cent, ordered at the mid and filled below it, would be floored away for ever
	if !l.Started {
		spare = 0
		h.begin(l)
		if l.asked > 0 {
			l.ordered = l.asked
			return false
		}
		l.all = h.Index.Terms.Liquidation == "close-out" && !l.cure
		if h.restores(l) {
			h.orderRestore(l, mid)
			return false
		}
	}
	if l.all {
		l.ordered = l.left
		return false
	}
	if !l.alone {
		if short := h.shortOfCover(l, mid); h.openIn(l.bucket, l.from, short) > 0 {
			if h.openIn(l.bucket, short, l.to) == 0 { // those behind left before
				l.sellAll()
				return false
			}
			*poor = h.cutBefore(l, short)
			poor.sellAll()
			split = true
		}
	}
	l.ordered = min(l.left, h.need(l.raise+spare, mid))
	return split
}

// sellAll orders every coin, from now on.
func (l *Liquidation) sellAll() {
	l.all, l.ordered = true, l.left
	l.early, l.earlySold = l.proceeds, l.coins-l.left
}

// restores reports whether loans of a liquidation stay open, with less debt.
func (h *Holding) restores(l *Liquidation) bool {
	return l.cure || h.Index.Terms.Liquidation == "restore" && !l.matured
}

// orderRestore sells one loan down to its restore LTV: what these coins are worth at the mid, net of cost, is to be raised.
func (h *Holding) orderRestore(l *Liquidation, mid unit.Price) {
	l.ordered = h.toRestore(l, mid)
	gross := mid.Value(l.ordered)
	if l.ordered < l.coins {
		l.raise = gross - h.Index.Terms.Cost.Of(gross)
	}
}

// need is how many coins raise an amount net of cost at a price, rounded up.
func (h *Holding) need(raise unit.USD, price unit.Price) unit.BTC {
	keep := unit.One - h.Index.Terms.Cost
	gross := unit.USD(unit.MulDivCeil(int64(raise), int64(unit.One), int64(keep)))
	if price == 0 || h.worthLess(gross, price) {
		return 1<<63 - 1
	}
	return price.Coins(gross)
}

// worthLess reports that no amount of bitcoin that fits its integer is worth the sum.
func (h *Holding) worthLess(gross unit.USD, price unit.Price) bool {
	return float64(gross)/float64(price) >= float64(1<<63-1)/float64(unit.Coin)
}

// toRestore is how many coins a loan must sell to be at restore_ltv t again, rounded up, B being its debt, c its coins,
// p the mid and f the cost as a share:
//
//	x = (B/p − t·c) / (1 − f − t), at most c
func (h *Holding) toRestore(l *Liquidation, mid unit.Price) unit.BTC {
	t, f := h.Index.Terms.RestoreLTV, h.Index.Terms.Cost
	if l.cure {
		t = l.target
	}
	excess, ok := unit.Product(int64(max(0, l.principal+l.interest-l.proceeds)), int64(unit.Coin)*int64(unit.One)).
		Minus(unit.Product(int64(l.coins), int64(mid)).Times(int64(t)))
	if !ok {
		return 0
	}
	if sold, ok := excess.CeilDiv(unit.Product(int64(mid), int64(unit.One-f-t))); ok && sold < int64(l.coins) {
		return unit.BTC(sold)
	}
	return l.coins
}

// shortOfCover is the first loan of the liquidation whose share of what is left covers its share of what is to be
// raised: within a bucket the loans before it are exactly those that are not covered.
func (h *Holding) shortOfCover(l *Liquidation, mid unit.Price) int {
	keep := unit.One - h.Index.Terms.Cost
	debt := int64(l.principal + l.interest)
	sold := int64(l.coins - l.left)
	return l.from + sort.Search(l.to-l.from, func(i int) bool {
		principal, interest, coins := h.one(l.bucket, l.from+i)
		interest = h.owed(l, principal, interest)
		owed := unit.USD(unit.MulDivFloor(int64(l.raise), int64(principal+interest), debt))
		has := coins - unit.BTC(unit.MulDivFloor(sold, int64(principal+interest), debt))
		return has >= 0 && !unit.Over(owed, has, mid, keep)
	})
}

// cutBefore splits the loans before a place inside a liquidation off it. What has been raised and sold so far was in proportion to
// debts; the two parts add up to the whole.
func (h *Holding) cutBefore(l *Liquidation, place int) Liquidation {
	part := *l
	part.to, l.from = place, place
	part.principal, part.interest, part.coins = h.debt(l.bucket, part.from, part.to)
	part.interest = h.owed(l, part.principal, part.interest)
	debt := int64(l.principal + l.interest)
	share := func(total int64) int64 {
		return unit.MulDivEven(total, min(int64(part.principal+part.interest), debt), debt)
	}
	part.raise = unit.USD(share(int64(l.raise)))
	part.proceeds = unit.USD(share(int64(l.proceeds)))
	part.left = part.coins - unit.BTC(share(int64(l.coins-l.left)))
	part.left = min(max(part.left, 0, l.left-(l.coins-part.coins)), l.left) // rounding: neither part holds less than nothing
	part.todo = unit.BTC(share(int64(l.todo)))
	l.principal -= part.principal
	l.interest = max(0, l.interest-part.interest)
	l.raise -= part.raise
	l.proceeds -= part.proceeds
	l.coins -= part.coins
	l.left -= part.left
	l.todo -= part.todo
	if l.mixed {
		h.countTwin(&part)
		h.countTwin(l)
	}
	return part
}
