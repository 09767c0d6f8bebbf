package credit

import (
	"cmp"
	"sort"

	"firesale/market/unit"
)

// A Liquidation is loans of one bucket whose coins are being sold together: a run of loans as the index has them, or one
// loan alone. They are settled as sums, each rounded once, so that no result depends on how many loans are looked at.
//
// debt-only sells what repays the debt, and returns the other coins; close-out sells all coins, and returns the surplus
// in cash; restore sells what brings the loan back to restore_ltv. The surplus of a loan goes to its borrower and never
// covers another loan: recovery is Σ min(debt, proceeds).
type Liquidation struct {
	Generation int32 // of the loans behind Twin; those before it are generation 0
	Twin       int   // loans before this place are liquidated without feedback too
	Step       int   // of the breach
	Ready      int   // first step in which it may be ordered
	Started    bool  // has been through a clearing

	bucket, from, to int
	alone            bool // one loan, with amounts of its own
	again            bool // it was liquidated before
	matured          bool // it is due: whatever the terms, its coins repay it as far as they go
	lapsed           bool // its margin call did
	cure             bool // its borrower sells to bring the loan to target; nothing is liquidated
	target           unit.Rate
	asked            unit.BTC  // coins of a cure that are sold at once, whatever they bring; 0: as many as the target takes
	own              bool      // its borrower sells to repay it when it is due
	due, renewed     unit.Date // when it matures and until when it was renewed, if it is open again
	all              bool      // every coin is sold, whatever that brings
	principal        unit.USD
	interest         unit.USD  // owed when the sale began; none accrues after that (assumed)
	began            unit.Date // when that was
	raise            unit.USD  // still to be raised, net of cost
	coins, left      unit.BTC  // at the beginning; still held
	proceeds         unit.USD  // net of cost, so far
	early            unit.USD  // part of proceeds that was raised before every coin was put up, in proportion to debts
	earlySold        unit.BTC  // the coins that took
	ordered          unit.BTC  // in the coming clearing
	sliced           bool      // it is sold in pieces
	pieces           int       // still to be sold
	todo             unit.BTC  // of what was to be sold when the first piece was, the rest
}

// Lapsed reports whether it begins because a margin call was not answered in time.
func (l *Liquidation) Lapsed() bool { return l.lapsed }

// ByOwner reports whether its borrower asked for the sale: nothing is liquidated.
func (l *Liquidation) ByOwner() bool { return l.cure || l.own }

// Len is the number of places of the index that the liquidation spans.
func (l *Liquidation) Len() int { return l.to - l.from }

// Loans is the number of loans in the liquidation.
func (h *Holding) Loans(l *Liquidation) int {
	if l.alone {
		return 1
	}
	return h.openIn(l.bucket, l.from, l.to)
}

// begin fixes what the loans owe on the day their sale begins.
func (h *Holding) begin(l *Liquidation) {
	if !l.alone {
		l.principal, l.interest, l.coins = h.debt(l.bucket, l.from, l.to)
	}
	l.left, l.raise, l.began, l.Started = l.coins, max(0, l.principal+l.interest-l.proceeds), h.today, true
}

// owed is the interest that loans of a run owed when its sale began, from what they owe today. Loans of a bucket accrue
// from the same day at one rate, so that interest is in proportion to principal, also when others have just paid theirs.
func (h *Holding) owed(l *Liquidation, principal, today unit.USD) unit.USD {
	if h.today == l.began || l.principal == 0 {
		return today
	}
	return unit.USD(unit.MulDivEven(int64(l.interest), int64(principal), int64(l.principal)))
}

// Order says how many coins of a liquidation to sell at a mid, and appends it to the orders; loans whose coins are not
// worth what they owe are split off, because they sell everything. What an earlier clearing left open is ordered with a
// cent to spare.
func (h *Holding) Order(l Liquidation, mid unit.Price, orders []Liquidation) []Liquidation {
	spare := unit.USD(1) // a last cent, ordered at the mid and filled below it, would be floored away for ever
	if !l.Started {
		spare = 0
		h.begin(&l)
		if l.asked > 0 {
			l.ordered = l.asked
			return append(orders, l)
		}
		l.all = h.Index.Terms.Liquidation == "close-out" && !l.cure
		if h.restores(&l) {
			return h.orderRestore(l, mid, orders)
		}
	}
	if l.all {
		l.ordered = l.left
		return append(orders, l)
	}
	if !l.alone {
		if short := h.shortOfCover(&l, mid); short > l.from {
			poor := h.cutBefore(&l, short)
			poor.all, poor.ordered, poor.todo = true, poor.left, poor.left
			poor.early, poor.earlySold = poor.proceeds, poor.coins-poor.left
			orders = append(orders, poor)
			if l.from == l.to {
				return orders
			}
		}
	}
	l.ordered = min(l.left, h.need(l.raise+spare, mid))
	return append(orders, l)
}

// restores reports whether loans of a liquidation stay open, with less debt.
func (h *Holding) restores(l *Liquidation) bool {
	return l.cure || h.Index.Terms.Liquidation == "restore" && !l.matured
}

// orderRestore sells one loan down to its restore LTV: what these coins are worth at the mid, net of cost, is to be raised.
func (h *Holding) orderRestore(l Liquidation, mid unit.Price, orders []Liquidation) []Liquidation {
	l.ordered = h.toRestore(&l, mid)
	gross := mid.Value(l.ordered)
	if l.ordered < l.coins {
		l.raise = gross - h.Index.Terms.Cost.Of(gross)
	}
	return append(orders, l)
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

// cutBefore splits the loans before a place off a liquidation. What has been raised and sold so far was in proportion to
// debts; the two parts add up to the whole.
func (h *Holding) cutBefore(l *Liquidation, place int) Liquidation {
	if place >= l.to {
		whole := *l
		l.from = l.to
		return whole
	}
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
	return part
}

// Ordered is how many coins the liquidation has on sale in the coming clearing.
func (l *Liquidation) Ordered() unit.BTC { return l.ordered }

// Least is the least generation among its loans.
func (l *Liquidation) Least() int32 {
	if l.Twin > l.from {
		return 0
	}
	return l.Generation
}

// Limit cuts the order to a capacity, and reports what it takes of it.
func (l *Liquidation) Limit(capacity unit.BTC) unit.BTC {
	l.ordered = min(l.ordered, capacity)
	return l.ordered
}

// Waiting is how many coins a liquidation may still sell: those it holds, or of a run never begun, those of its loans.
func (h *Holding) Waiting(l *Liquidation) unit.BTC {
	switch {
	case l.Started:
		return l.left
	case l.alone:
		return l.coins
	}
	_, _, coins := h.debt(l.bucket, l.from, l.to)
	return coins
}

// Owing is the principal of a liquidation's loans that is neither recovered nor written off yet.
func (h *Holding) Owing(l *Liquidation) unit.USD {
	if l.Started || l.alone {
		return l.principal
	}
	principal, _, _ := h.debt(l.bucket, l.from, l.to)
	return principal
}

// RaisedPrincipal and RaisedInterest are what sales have raised for loans whose liquidation has not ended.
func (l *Liquidation) RaisedPrincipal() unit.USD { return min(l.principal, l.proceeds) }

// RaisedInterest goes after the principal.
func (l *Liquidation) RaisedInterest() unit.USD {
	return min(l.interest, l.proceeds-l.RaisedPrincipal())
}

// CompareLTV orders two loans by principal and interest per coin, exactly; loans alike in that by debt.
func (h *Holding) CompareLTV(a, b *Liquidation) int {
	da, db := a.principal+a.interest, b.principal+b.interest
	return cmp.Or(
		unit.Product(int64(da), int64(b.coins)).Compare(unit.Product(int64(db), int64(a.coins))),
		cmp.Compare(da, db))
}

// Left is how many coins it still holds.
func (l *Liquidation) Left() unit.BTC { return l.left }
