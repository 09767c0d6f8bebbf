package credit

import "firesale/market/unit"

// What borrowers do to their loans. Each takes an open loan of a holding with a memory; the loan is then apart, or gone. Cures
// (PayDown, TopUp, Sell) are of loans whose last call was asked about.

// lift takes an open loan out of where it stands.
func (h *Holding) lift(r Ref, how leaving) apart {
	if h.places[r.Bucket].apart.has(int(r.Place)) {
		return *h.leave(h.memory.loans[h.Index.At(r)].slot, how)
	}
	x := &h.Index.Buckets[r.Bucket]
	principal, coins := x.one(int(r.Place))
	h.take(int(r.Bucket), int(r.Place), how)
	return apart{bucket: r.Bucket, loan: r.Place, principal: principal, from: x.from, matures: x.matures, coins: coins}
}

// part takes an open loan out of where it stands, into a slot that is to be entered when the loan is what it will be.
func (h *Holding) part(r Ref) (slot int32, a *apart) {
	if h.places[r.Bucket].apart.has(int(r.Place)) {
		slot = h.memory.loans[h.Index.At(r)].slot
		h.shut(slot, toReturn)
		return slot, &h.apart[slot]
	}
	slot = h.slot()
	x, a := &h.Index.Buckets[r.Bucket], &h.apart[slot]
	*a = apart{}
	a.bucket, a.loan, a.from, a.matures = r.Bucket, r.Place, x.from, x.matures
	a.principal, a.coins = x.one(int(r.Place))
	h.take(int(r.Bucket), int(r.Place), toReturn)
	return slot, a
}

// MostDebt is what a loan may owe at most to be at an LTV at a mark.
func MostDebt(coins unit.BTC, mark unit.Price, ltv unit.Rate) unit.USD {
	return unit.USD(unit.MulDivFloor(int64(mark.Value(coins)), int64(ltv), int64(unit.One)))
}

// ToPay is the cash, to the cent, that brings a loan to an LTV at a mark; 0 if it is there.
func (h *Holding) ToPay(o OpenLoan, mark unit.Price, ltv unit.Rate) unit.USD {
	excess := h.BasisDebt(o.Principal, o.Interest) - MostDebt(o.Coins, mark, ltv)
	return min(max(0, excess), o.Principal)
}

// ToAdd is the coins, rounded up to the satoshi, that bring a loan to an LTV at a mark; 0 if it is there:
//
//	⌈debt / (ltv · mark)⌉ − coins
func (h *Holding) ToAdd(o OpenLoan, mark unit.Price, ltv unit.Rate) (coins unit.BTC, ok bool) {
	owed := unit.Product(int64(h.BasisDebt(o.Principal, o.Interest)), int64(unit.Coin)*int64(unit.One))
	all, ok := owed.CeilDiv(unit.Product(int64(mark), int64(ltv)))
	return max(0, unit.BTC(all)-o.Coins), ok
}

// PayDown cures a loan by cash that repays principal.
func (h *Holding) PayDown(o OpenLoan, pay unit.USD) {
	slot, a := h.part(o.Ref)
	a.principal -= pay
	a.carried, a.from = o.Interest, max(h.today, a.from)
	h.Ledger.PrincipalRepaid += pay
	h.cured(slot, o.Principal)
}

// TopUp cures a loan by coins that its borrower adds.
func (h *Holding) TopUp(o OpenLoan, coins unit.BTC) {
	slot, a := h.part(o.Ref)
	a.coins += coins
	h.Ledger.ToppedUp += coins
	h.cured(slot, o.Principal)
}

func (h *Holding) cured(slot int32, principal unit.USD) {
	h.apart[slot].called = noCall
	h.Ledger.Cured += principal
	h.enter(slot)
}

// Sell is a cure by a sale of coins that brings a loan to an LTV, to be ordered as liquidations are; ok is false if all
// of its coins would not.
func (h *Holding) Sell(o OpenLoan, mark unit.Price, ltv unit.Rate) (l Liquidation, ok bool) {
	if unit.Over(o.Principal+o.Interest, o.Coins, mark, unit.One-h.Index.Terms.Cost) {
		return l, false
	}
	a := h.lift(o.Ref, toReturn)
	l = h.liquidation(&a)
	l.cure, l.target = true, ltv
	h.memory.past[h.Index.At(o.Ref)] |= soldByOwner
	return l, true
}

// Cured shows a loan that was cured, as it was before, with the coins added and the cash paid.
func (h *Holding) Cured(o OpenLoan, coins unit.BTC, paid unit.USD) LoanView {
	return LoanView{ID: h.loanAt(int(o.Bucket), int(o.Place)).ID, Debt: h.BasisDebt(o.Principal, o.Interest),
		Holds: o.Coins, Coins: coins, Amount: paid, Generation: -1}
}

// Years is the time until a loan is due; 0 if it is overdue.
func (h *Holding) Years(o OpenLoan) float64 {
	due := o.Renewed
	if due == 0 {
		due = h.loanAt(int(o.Bucket), int(o.Place)).Matures
	}
	return max(0, float64(due-h.today)/365)
}

// Repay ends a loan by cash: principal and interest come in, the coins go back.
func (h *Holding) Repay(o OpenLoan) {
	a := h.lift(o.Ref, forGood)
	if o.Matures > 0 && o.Matures <= h.today {
		h.mature(a.principal, o.Interest, a.coins)
		return
	}
	h.repay(a.principal, o.Interest, a.coins)
}

// Withdraw gives back the coins that a loan does not need to be at an LTV at a mark.
func (h *Holding) Withdraw(o OpenLoan, mark unit.Price, to unit.Rate) {
	bare := o
	bare.Coins = 0
	keep, ok := h.ToAdd(bare, mark, to)
	if !ok || keep >= o.Coins {
		return
	}
	slot, a := h.part(o.Ref)
	h.Ledger.Returned += a.coins - keep
	a.coins, a.called = keep, noCall
	h.enter(slot)
}

// Borrow raises a loan's principal to an LTV at a mark.
func (h *Holding) Borrow(o OpenLoan, mark unit.Price, to unit.Rate) {
	more := MostDebt(o.Coins, mark, to) - h.BasisDebt(o.Principal, o.Interest)
	if more <= 0 {
		return
	}
	slot, a := h.part(o.Ref)
	a.principal += more
	a.carried, a.from, a.called = o.Interest, max(h.today, a.from), noCall
	h.Ledger.Originated += more
	h.enter(slot)
}

// IsOverCall reports whether a loan is over its margin call at a mark.
func (h *Holding) IsOverCall(o OpenLoan, mark unit.Price) bool {
	return h.IsOver(o, mark, h.Index.Terms.MarginCallLTV+h.Index.Buckets[o.Bucket].shift)
}

// IsOver reports whether a loan is over an LTV at a mark.
func (h *Holding) IsOver(o OpenLoan, mark unit.Price, ltv unit.Rate) bool {
	return unit.Over(h.BasisDebt(o.Principal, o.Interest), o.Coins, mark, ltv)
}
