package credit

import (
	"cmp"

	"firesale/market/unit"
)

// A Liquidation is loans of one bucket whose coins are being sold together: a run of loans as the index has them, or one
// loan alone. They are settled as sums, each rounded once, so that no result depends on how many loans are looked at.
//
// debt-only sells what repays the debt, and returns the other coins; close-out sells all coins, and returns the surplus
// in cash; restore sells what brings the loan back to restore_ltv. The surplus of a loan goes to its borrower and never
// covers another loan: recovery is Σ min(debt, proceeds).
type Liquidation struct {
	Generation int32      // of the loans behind Twin; those before it are generation 0
	Step       int32      // of the breach
	Ready      int32      // first step in which it may be ordered
	Trigger    unit.Price // mark by which it began
	Started    bool       // has been through a clearing

	alone   bool // one loan, with amounts of its own
	again   bool // it was liquidated before
	matured bool // it is due: whatever the terms, its coins repay it as far as they go
	lapsed  bool // its margin call did
	cure    bool // its borrower sells to bring the loan to target; nothing is liquidated
	own     bool // its borrower sells to repay it when it is due
	all     bool // every coin is sold, whatever that brings
	missed  bool // a day on which others paid their interest passed while it waited
	sliced  bool // it is sold in pieces
	mixed   bool // some of its loans are liquidated without feedback too, not the first ones: Twin does not say which

	pieces       int32     // still to be sold
	due, renewed unit.Date // when it matures and until when it was renewed, if it is open again
	began        unit.Date // when its sale did; no interest accrues after that (assumed)
	waits        unit.Date // since when it waits for its sale, and accrues

	Twin             int // loans before this place are liquidated without feedback too
	bucket, from, to int

	arrival     unit.Price // mid before its first order
	target      unit.Rate
	asked       unit.BTC // coins of a cure that are sold at once, whatever they bring; 0: as many as the target takes
	principal   unit.USD
	interest    unit.USD // owed when the sale began
	carried     unit.USD // interest that one loan owed when it began to wait
	raise       unit.USD // still to be raised, net of cost
	coins, left unit.BTC // at the beginning; still held
	proceeds    unit.USD // net of cost, so far
	early       unit.USD // part of proceeds that was raised before every coin was put up, in proportion to debts
	earlySold   unit.BTC // the coins that took
	ordered     unit.BTC // in the coming clearing
	todo        unit.BTC // of what was to be sold when the first piece was, the rest

	sinksOn unit.Date  // day of the next
	sinksAt unit.Price // highest mark at which a loan is under water, before its first order
}

// Lapsed reports whether it begins because a margin call was not answered in time.
func (l *Liquidation) Lapsed() bool { return l.lapsed }

// One reports whether it is of one loan, with amounts of its own.
func (l *Liquidation) One() bool { return l.alone }

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
	if h.Accrue(l); !l.alone {
		l.principal, l.interest, l.coins = h.debt(l.bucket, l.from, l.to)
		h.accrueRun(l)
	}
	l.left, l.raise, l.began, l.Started = l.coins, max(0, l.principal+l.interest-l.proceeds), h.today, true
}

// owed is the interest that loans of a run owed when its sale began, from what they owe today. Loans of a bucket accrue
// from the same day at one rate, so that interest is in proportion to principal, also when others have just paid theirs.
func (h *Holding) owed(l *Liquidation, principal, today unit.USD) unit.USD {
	if h.today == l.began && !l.missed || l.principal == 0 {
		return today
	}
	return unit.USD(unit.MulDivEven(int64(l.interest), int64(principal), int64(l.principal)))
}

// Ordered is how many coins the liquidation has on sale in the coming clearing.
func (l *Liquidation) Ordered() unit.BTC { return l.ordered }

// Least is the least generation among its loans.
func (l *Liquidation) Least() int32 {
	if l.mixed || l.Twin > l.from {
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

// DebtPerCoin is the debt of a loan that its LTV is about, in cents a satoshi; what CompareLTV orders by, rounded.
func (h *Holding) DebtPerCoin(l *Liquidation) float64 {
	return float64(h.BasisDebt(l.principal, l.interest)) / float64(l.coins)
}

// CompareLTV orders two loans by LTV, exactly; loans alike in that by what they owe.
func (h *Holding) CompareLTV(a, b *Liquidation) int {
	da, db := h.BasisDebt(a.principal, a.interest), h.BasisDebt(b.principal, b.interest)
	return cmp.Or(
		unit.Product(int64(da), int64(b.coins)).Compare(unit.Product(int64(db), int64(a.coins))),
		cmp.Compare(a.principal+a.interest, b.principal+b.interest))
}
