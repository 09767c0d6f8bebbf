package credit

import "firesale/market/unit"

// Delever lets the borrower of every open loan over its margin call sell coins of it, in an instant. What a sale brings is the
// loan's cash until it is paid over, and counts with its coins: with B the debt, c the coins, p the mark and t the target,
//
//	LTV   B / (cash + c·p)
//	need  (B − t·(cash + c·p)) / (1 − t), in USD; of it min(need, cash) repays debt at once
//	sale  (need − paid) / p, rounded up to the satoshi, in the next clearing
//
// The sale moves the price and so falls short: the loan may ask again, until nobody does. Loans over the liquidation threshold
// must have been liquidated at the mark before. It tells of every sale, and, the first time, of the loan.
// Source: derived; the deleveraging of banks to a target, as in Cont and Schaanning 2017.
func (h *Holding) Delever(mark unit.Price, target unit.Rate, found func(Liquidation), first func(OpenLoan)) {
	for i := range h.places {
		for n := h.places[i].cursor; n < h.Index.Buckets[i].Len() && mark <= h.callWake(i, n); n++ {
			if !h.isTaken(i, n) {
				h.deleverOne(Ref{int32(i), int32(n)}, mark, target, found, first)
			}
		}
	}
	for i := range len(h.apart) {
		if a := &h.apart[i]; a.open && mark <= h.wakeApart(a, h.Index.Terms.MarginCallLTV) {
			h.deleverOne(Ref{a.bucket, a.loan}, mark, target, found, first)
		}
	}
}

func (h *Holding) deleverOne(r Ref, mark unit.Price, target unit.Rate, found func(Liquidation), first func(OpenLoan)) {
	o, _ := h.Loan(r)
	if past := &h.memory.past[h.Index.At(r)]; *past&soldByOwner == 0 {
		*past |= soldByOwner
		h.Ledger.Cured += o.Principal
		first(o)
	}
	a := h.lift(r, toReturn)
	debt := h.BasisDebt(a.principal, h.interestApart(&a))
	worth := a.cash + mark.Value(a.coins)
	need := int64(0)
	if short, ok := unit.Product(int64(debt), int64(unit.One)).Minus(unit.Product(int64(worth), int64(target))); ok {
		need, _ = short.CeilDiv(unit.Product(int64(unit.One-target), 1))
	}
	paid := min(unit.USD(need), a.cash, a.principal)
	l := h.liquidation(&a)
	l.principal, l.proceeds = a.principal-paid, a.cash-paid
	l.cure, l.asked = true, min(a.coins, toSell(debt, paid, a.cash, a.coins, mark, target))
	h.Ledger.PrincipalRecovered += paid
	if l.asked == 0 {
		a.principal, a.cash = l.principal, l.proceeds
		h.insertApart(a)
		return
	}
	found(l)
}

// toSell is the coins whose value at the mark is what a loan needs and has not paid:
//
//	(B − t·cash − (1 − t)·paid − t·c·p) / ((1 − t)·p)
func toSell(debt, paid, cash unit.USD, coins unit.BTC, mark unit.Price, target unit.Rate) unit.BTC {
	short := unit.Product(int64(debt), int64(unit.One)).Times(int64(unit.Coin))
	for _, less := range []unit.Wide{
		unit.Product(int64(cash), int64(target)).Times(int64(unit.Coin)),
		unit.Product(int64(paid), int64(unit.One-target)).Times(int64(unit.Coin)),
		unit.Product(int64(coins), int64(mark)).Times(int64(target)),
	} {
		var ok bool
		if short, ok = short.Minus(less); !ok {
			return 0
		}
	}
	sold, ok := short.CeilDiv(unit.Product(int64(mark), int64(unit.One-target)))
	if !ok {
		return coins
	}
	return unit.BTC(sold)
}

// bank puts a loan back among the open ones after a sale that its borrower asked for, with what it brought as its cash.
func (h *Holding) bank(l *Liquidation) {
	h.insertApart(apart{bucket: int32(l.bucket), loan: int32(l.from), principal: l.principal, carried: l.interest,
		from: h.accruesFrom(l), matures: l.due, renewed: l.renewed, coins: l.left, cash: l.proceeds, again: l.again, called: noCall})
	l.left = 0
}

// PayOver ends an instant: the cash of open loans repays their debt, principal first.
func (h *Holding) PayOver() {
	for i := range h.apart {
		a := &h.apart[i]
		if !a.open || a.cash == 0 {
			continue
		}
		one := *h.sold(int32(i))
		toPrincipal := min(one.cash, one.principal)
		interest := h.interestApart(&one)
		toInterest := min(one.cash-toPrincipal, interest)
		h.Ledger.PrincipalRecovered += toPrincipal
		h.Ledger.InterestRecovered += toInterest
		h.Ledger.InterestOwed += toInterest
		h.Ledger.Surplus += one.cash - toPrincipal - toInterest
		one.principal -= toPrincipal
		one.carried, one.from, one.cash = interest-toInterest, max(h.today, one.from), 0
		h.insertApart(one)
	}
}
