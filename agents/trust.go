package agents

import (
	"firesale/agents/credit"
	"firesale/market/unit"
)

// A Trust is the deal behind one copy of a lender: it hands the deal what the loans brought, shows it the pool on its
// days, and at the end of a run winds it up. The deal decides nothing about loans; the loans know of no deal.
type Trust struct {
	Deal    *credit.Deal
	Result  credit.Result
	booked  credit.Ledger // what the deal has collected so far
	sold    sums
	own     treasury
	watches bool // it has triggers on the price, which are asked every day
	redeems bool // the deal asked for redemption, and the loans have not been called in yet
	marked  unit.Date
	offered unit.USD // principal of loans that it may buy
	bought  unit.USD // of them, not delivered yet
	early   bool     // it has been seen to amortize early
	done    bool     // nothing will be paid any more
	err     error
}

// sums weighs the LTVs of sales by debt, in cents.
type sums struct{ debt, ltv float64 }

// NewTrust opens a copy of the deal of a charter.
func NewTrust(c *Charter) *Trust {
	return &Trust{Deal: c.Deal.Clone(), watches: c.Deal.WatchesPrice(), own: treasury{purse: &purse{held: c.Treasury}}}
}

// Opening is what a deal must know of the loans of a charter before a run, at a price.
func (c *Charter) Opening(start unit.Price) credit.Opening {
	return credit.NewHolding(c.Index).Opening(c.Clock.Start, start)
}

// On is the charter with other loans, and with borrowers and a deal of those loans.
func (c *Charter) On(index *credit.Index, start unit.Price) (*Charter, error) {
	other := *c
	other.Index = index
	if c.Borrowers != nil {
		other.Borrowers = c.Borrowers.Of(index)
	}
	if c.Deal == nil {
		return &other, nil
	}
	var err error
	other.Deal, err = c.Deal.On(other.Opening(start))
	return &other, err
}

// reset begins a replication on a day, of a lender with coins of its own. Whether a step of that day is looked at may depend
// on others: triggers are asked from the next day on.
func (t *Trust) reset(start unit.Date, own unit.BTC) {
	t.Deal.Reset()
	t.booked, t.sold, t.own = credit.Ledger{}, sums{}, treasury{purse: t.own.purse}
	*t.own.purse = purse{held: own}
	t.marked, t.redeems, t.done, t.err = start, false, false, nil
	t.offered, t.bought, t.early = 0, 0, false
}

// next is the first day after today on which the deal must be asked.
func (t *Trust) next(today unit.Date) unit.Date {
	switch {
	case t.done:
		return forever
	case t.watches:
		return today + 1
	}
	return t.Deal.Next()
}

// Due reports whether a payment date has come.
func (t *Trust) Due(today unit.Date) bool { return !t.done && t.Deal.Next() <= today }

// Offer says how much principal of loans the deal may buy on its payment date.
func (t *Trust) Offer(principal unit.USD) { t.offered = principal }

// Take hands out, once, how much principal of loans the deal has paid for.
func (t *Trust) Take() (bought unit.USD) {
	bought, t.bought, t.offered = t.bought, 0, 0
	return bought
}

// forever is a day that no run reaches.
const forever = unit.Date(1 << 24)

// Settle runs what is due after the clearing of a step: payment dates that a long step passed, then the triggers of the
// price, and last the list of today, which they may change. What the lender sells in answer has the given generation.
func (t *Trust) Settle(l *Lender, today unit.Date, mark unit.Price, generation int32) {
	handed := t.pay(l, today-1, mark, credit.Handed{})
	asks := t.watches && today > t.marked && !t.done && t.err == nil
	if asks {
		t.collect(l)
		handed = t.Deal.Mark(today, t.facts(l, mark))
		t.marked = today
	}
	handed = t.pay(l, today, mark, handed)
	if asks && t.err == nil {
		t.answer(handed, generation)
	}
}

// pay runs the payment dates up to a day. It returns what the last of them handed over, or what there is without any.
func (t *Trust) pay(l *Lender, until unit.Date, mark unit.Price, handed credit.Handed) credit.Handed {
	for !t.done && t.err == nil && t.Deal.Next() <= until {
		t.collect(l)
		facts := t.facts(l, mark)
		facts.Accrued, facts.Unpaid = l.Holding.AccruedSince(t.Deal.Since()), l.Holding.Unpaid()
		handed, t.err = t.Deal.PayDay(facts)
		t.offered -= handed.Bought
		t.bought += handed.Bought
		t.done = handed.Done
	}
	return handed
}

// answer is what the lender does about what the deal hands it: for a cover call it sells coins of its own, as far as it
// has any, for a redemption it calls all loans in. Once the notes are accelerated only recourse reaches it.
func (t *Trust) answer(h credit.Handed, generation int32) {
	t.own.asked = 0
	switch {
	case h.Redeem:
		t.redeems = true
	case h.Phase != credit.Enforcement && h.Asked > 0:
		t.own.asked, t.own.generation = h.Asked, generation
	}
}

// recalls reports once that the loans are to be called in.
func (t *Trust) recalls() bool {
	now := t.redeems && !t.done
	t.redeems = false
	return now
}

// waits reports whether the lender has something to do for the deal in the next step.
func (t *Trust) waits() bool { return t.redeems || t.own.waits() }

// WindUp ends the deal on the last day of a run: open loans count as min(debt, coins at the mark), and what is still for
// sale by what it has raised and would bring.
func (t *Trust) WindUp(l *Lender, today unit.Date, mark unit.Price) error {
	if t.err != nil {
		return t.err
	}
	t.collect(l)
	open := l.Holding.Open(mark)
	estate := credit.Estate{Principal: open.CoveredPrincipal, Interest: open.CoveredInterest}
	for _, q := range l.queue {
		left := l.Holding.Unsold(q, mark)
		estate.Principal += left.CoveredPrincipal + q.RaisedPrincipal()
		estate.Interest += left.CoveredInterest + q.RaisedInterest()
	}
	t.Result, t.err = t.Deal.WindUp(today, estate)
	return t.err
}

// collect hands over what the ledger has booked since the last time. Proceeds of a sale are handed over when the
// loan's liquidation ends.
func (t *Trust) collect(l *Lender) {
	now, was := &l.Holding.Ledger, &t.booked
	c := credit.Collections{
		Interest:           now.InterestPaid - was.InterestPaid,
		Principal:          now.PrincipalRepaid - was.PrincipalRepaid,
		Cost:               now.Cost - was.Cost,
		RecoveredPrincipal: now.PrincipalRecovered - was.PrincipalRecovered,
		RecoveredInterest:  now.InterestRecovered - was.InterestRecovered,
		Surplus:            now.Surplus - was.Surplus,
		WrittenOff:         now.PrincipalLost - was.PrincipalLost,
		SoldDebt:           unit.USD(t.sold.debt), SoldLTV: unit.USD(t.sold.ltv),
	}
	c.Gross = c.Cost + c.RecoveredPrincipal + c.RecoveredInterest + c.Surplus
	c.Owed = c.RecoveredPrincipal + c.WrittenOff + now.InterestOwed - was.InterestOwed
	t.Deal.Collect(c)
	*was, t.sold = *now, sums{}
}

// facts is what the pool looks like at a mark, without the interest that only a payment date asks about.
func (t *Trust) facts(l *Lender, mark unit.Price) credit.PoolFacts {
	h := l.Holding
	principal, debt, coins := h.Secured()
	f := credit.PoolFacts{
		Performing: principal, Debt: debt, Collateral: mark.Value(coins), Offered: t.offered,
		Coins: credit.CoinCount{Open: h.Index.Coins, In: h.Ledger.ToppedUp + h.Ledger.CoinsIn, Released: h.Ledger.Returned + h.Ledger.CoinsOut,
			Sold: h.Ledger.Sold, Held: coins, Bought: l.bought},
	}
	for i := range l.queue {
		f.Liquidating += h.Owing(&l.queue[i])
		f.Coins.Held += h.Waiting(&l.queue[i])
	}
	if t.Deal.Covers() {
		f.Selling, f.Raised = l.selling(credit.Cut(mark, t.Deal.Haircut()))
		f.Covered = h.Covered(mark, t.Deal.Haircut()) + f.Selling
	}
	return f
}

// noteSale weighs the LTV of loans in their first clearing, for the deal's metric.
func (t *Trust) noteSale(l *Lender, q *credit.Liquidation, mid unit.Price) {
	debt, ltv := l.Holding.SaleLTV(q, mid)
	t.sold.debt += debt
	t.sold.ltv += ltv
}
