package credit

import "firesale/market/unit"

// Collections are what the loans brought since the last call. The gross of sales goes: costs, then principal, then
// interest of the loans sold, then the borrowers whose coins they were; a surplus never covers another loan.
type Collections struct {
	Interest  unit.USD // paid by borrowers
	Principal unit.USD // repaid by borrowers

	Gross                                 unit.USD // of sales
	Cost                                  unit.USD // venue and custody
	RecoveredPrincipal, RecoveredInterest unit.USD
	Surplus                               unit.USD // cash, back to borrowers
	Owed                                  unit.USD // principal and interest of the loans sold, before these sales
	WrittenOff                            unit.USD // principal of loans whose coins are gone
	SoldDebt, SoldLTV                     unit.USD // of loans in their first clearing: Σ debt and Σ debt × LTV at sale
	Added                                 unit.USD // principal of loans that the lender put in for nothing, against a cover call
}

// PoolFacts is what the pool looks like on a day, at the day's mark.
type PoolFacts struct {
	Performing  unit.USD // principal of loans not in liquidation
	Liquidating unit.USD // principal of loans in liquidation
	Accrued     unit.USD // interest that accrued on performing loans since the last payment date, paid or not; read on payment dates only
	Unpaid      unit.USD // interest that performing loans have accrued and not paid; read on payment dates only
	Debt        unit.USD // Σ debt of open loans, as the lender's LTV counts it
	Collateral  unit.USD // Σ value of their coins
	Covered     unit.USD // Σ min(debt, Haircut × value), loans in liquidation included; only deals with a cover test read it
	Selling     unit.USD // part of Covered: of loans in liquidation
	Raised      unit.USD // principal that their sales have raised and that is handed over when these end; as Covered
	Offered     unit.USD // principal of eligible loans that the lender offers at par
	Coins       CoinCount
}

// CoinCount is every coin of the pool since the opening: open + in − released − sold = held, and what was sold here was
// bought in the market's ledger (I4). The deal checks it and uses it for nothing else.
type CoinCount struct{ Open, In, Released, Sold, Held, Bought unit.BTC }

// Handed is what the deal hands its lender on a payment date and after each mark.
type Handed struct {
	Phase   Phase
	Room    unit.USD  // principal of loans that it could buy now; 0 for good from early amortization on
	Idle    unit.USD  // cash not invested: principal and funding
	Bought  unit.USD  // of the loans offered today, paid for at par
	Asked   unit.USD  // cash that would end an open cover call or redemption; 0 if none is open
	Redeem  bool      // the call is a redemption in full: sell what secures the notes
	Due     unit.Date // until when; only with Asked
	Claimed unit.USD  // drawn from the lender by recourse, so far
	Called  unit.USD  // the lender took the loans in a clean-up call, at this price: the deal is over
	Done    bool      // nothing will be paid any more
}

// Collect takes in what loans brought. After a clean-up call the loans are the lender's own, and so is what they bring.
func (d *Deal) Collect(c Collections) {
	if d.done {
		return
	}
	d.checkCollections(&c)
	d.put(InterestAccount, c.Interest)
	d.put(PrincipalAccount, c.Principal)
	d.put(CostAccount, c.Gross)
	d.move(CostAccount, PrincipalAccount, c.RecoveredPrincipal)
	d.move(CostAccount, InterestAccount, c.RecoveredInterest)
	d.purses[CostAccount].take(c.Cost + c.Surplus)

	d.sums.interest += c.Interest
	d.sums.repaid += c.Principal
	d.sums.gross += c.Gross
	d.sums.costs += c.Cost
	d.sums.surplus += c.Surplus
	d.sums.recoveredInterest += c.RecoveredInterest
	d.sums.lost += c.WrittenOff
	d.sums.added += c.Added
	d.pool += c.Added - c.Principal - c.RecoveredPrincipal - c.WrittenOff
	d.window.soldDebt += c.SoldDebt
	d.window.soldLTV += c.SoldLTV
}

// Mark evaluates the triggers of the price on a day. The effect applies the same day: room to buy is gone at once, a
// list changes on the next payment date.
func (d *Deal) Mark(day unit.Date, f PoolFacts) Handed {
	if d.done {
		return d.handed()
	}
	d.today, d.facts = day, f
	d.evaluate(true)
	d.call()
	d.turn(d.number + 1)
	return d.handed()
}

func (d *Deal) handed() Handed {
	h := Handed{Phase: d.phase, Idle: d.cash(), Bought: d.bought, Asked: d.asked(), Redeem: d.calling && d.active(redeem),
		Claimed: d.sums.recourse, Called: d.calledFor, Done: d.done}
	if d.calling {
		h.Due = d.callDue
	}
	if d.buys() {
		h.Room = h.Idle
	}
	return h
}

// PayDay processes the payment date Next: it makes fees and coupons due, evaluates the triggers, runs the list of the
// phase and audits. What loans brought up to then must have been collected. The error is an *AuditError, after
// which no number of the deal may be used.
func (d *Deal) PayDay(f PoolFacts) (Handed, error) {
	if d.done {
		return d.handed(), d.err
	}
	d.begin(d.Next(), f)
	d.number++
	d.evaluate(false)
	d.turn(d.number)
	d.endPrefunding()
	d.cleanUp()
	d.final = d.final || d.phase == Enforcement && d.pool == 0
	d.run(d.rules.lists[d.phase])
	d.end()
	d.done = d.final
	d.turn(d.number + 1)
	return d.handed(), d.err
}
