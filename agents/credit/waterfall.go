package credit

import "firesale/market/unit"

// begin makes the period's coupons, fees and account income due, and closes what the three-period metrics look at.
func (d *Deal) begin(day unit.Date, f PoolFacts) {
	p := d.periodTo(day)
	d.today, d.facts, d.bought = day, f, 0
	d.thirtieths += p.thirtieths
	for i := range d.notes {
		t := &d.rules.notes[i]
		d.notes[i].accrue(p.interest(d.notes[i].balance, d.rules.couponOf(t, d.number+1)))
	}
	for i := range d.fees {
		d.fees[i].accrue(&d.rules.fees[i], d.poolStart, p)
	}
	income := p.interest(d.idle, d.rules.spec.CashRate)
	d.put(InterestAccount, income)
	d.sums.income += income
	d.window.close(d.spread(income))
}

// run pays by a list, step after step. Nobody is paid after somebody who was left short from the same accounts (I6).
func (d *Deal) run(list []Step) {
	for i := range list {
		s := &list[i]
		if unpaid := d.do(s); unpaid > 0 && d.available(s.from) > 0 {
			d.fail("I6", s.name, unpaid, d.available(s.from), "unpaid while its accounts hold")
		}
	}
}

// end closes the period: what is unpaid is carried or deferred, flows are kept, everything is recorded and audited.
func (d *Deal) end() {
	now := Flow{Months: float64(d.thirtieths) / 30, Days: int(d.today - d.rules.start)}
	for i := range d.notes {
		n := &d.notes[i]
		n.settle(&d.rules.notes[i], d.final)
		n.flows = now.paid(n.flows, n.today.interest, n.today.principal)
	}
	d.sums.residual += d.owner.today
	d.owner.flows = now.paid(d.owner.flows, 0, d.owner.today)
	d.audit()
	if d.Record != nil {
		d.record()
	}
	for a := range d.purses {
		d.purses[a].roll()
	}
	d.owner.today = 0
	d.since, d.whole = d.today, d.today == d.payDate(d.number)
	d.poolStart = d.pool
	d.idle = d.allCash() - d.purses[CostAccount].balance - d.purses[InterestAccount].balance
	d.reserveAim = d.reserveTarget()
}

// paid appends a flow of a day, unless nothing was paid.
func (f Flow) paid(flows []Flow, interest, principal unit.USD) []Flow {
	if interest == 0 && principal == 0 {
		return flows
	}
	f.Interest, f.Principal = interest, principal
	return append(flows, f)
}

// endPrefunding redeems notes, in order of rank, with the prefunding that bought no loans in its time.
func (d *Deal) endPrefunding() {
	if d.phase == Revolving && d.number < d.rules.spec.Prefunding.Months {
		return
	}
	if d.phase == Revolving && d.prefunded > 0 {
		left := min(d.prefunded, d.purses[FundingAccount].balance)
		for i := range d.notes { // in order of rank
			v := min(left, d.notes[i].balance)
			d.purses[FundingAccount].take(v)
			d.notes[i].payPrincipal(v)
			d.sums.principal += v
			left -= v
		}
	}
	d.prefunded = 0
}

// cleanUp lets the owner take the loans at par, once they are few and every note can be paid from that. The enforcement
// list then pays everybody, for the last time.
func (d *Deal) cleanUp() {
	f := &d.facts
	few := compareProducts(int64(f.Performing), int64(unit.One), int64(d.rules.spec.Cleanup.Share), int64(d.rules.closingPool)) <= 0
	if !few || f.Performing == 0 || f.Liquidating > 0 || d.phase == Enforcement || d.outstanding() == 0 {
		return
	}
	price := f.Performing + f.Unpaid
	if d.allCash()+price < d.due() {
		return
	}
	d.put(PrincipalAccount, f.Performing)
	d.put(InterestAccount, f.Unpaid)
	d.sums.called += f.Performing
	d.sums.interest += f.Unpaid
	d.calledFor = price
	d.pool -= f.Performing
	d.facts.Performing, d.facts.Unpaid = 0, 0
	d.phase, d.final = Enforcement, true
}

// due is all that notes and fees are owed today.
func (d *Deal) due() (sum unit.USD) {
	for i := range d.notes {
		sum += d.notes[i].balance + d.notes[i].owed()
	}
	for i := range d.fees {
		sum += d.fees[i].carried
	}
	return sum
}
