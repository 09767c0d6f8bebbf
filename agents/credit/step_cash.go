package credit

import "firesale/market/unit"

// cureTest pays principal from interest until the test would pass: with assets a (performing loans and cash), notes N
// of the test and minimum m, that is N − ⌊a/m⌋.
func (d *Deal) cureTest(s *Step) (unpaid unit.USD) {
	t := &d.rules.tests[s.test]
	assets := d.facts.Performing + d.cash()
	most := unit.USD(unit.MulDivFloor(int64(assets), int64(unit.One), int64(t.minimum)))
	due := max(0, d.seniors(t.note)-most)
	return d.payInOrder(s, min(due, d.balances(s.pay)))
}

// fillReserve tops the reserve up to its target, measured on the notes as they now stand, or releases what is above it.
func (d *Deal) fillReserve(s *Step) (unpaid unit.USD) {
	target, held := d.reserveTarget(), d.purses[ReserveAccount].balance
	if held > target {
		d.move(ReserveAccount, d.rules.releaseTo, held-target)
		return 0
	}
	paid := d.take(s.from, target-held)
	d.put(ReserveAccount, paid)
	return target - held - paid
}

// reserveTarget is the share of the notes that the reserve must hold, at least the floor; 0 once no note is left.
func (d *Deal) reserveTarget() unit.USD {
	notes := d.outstanding()
	if notes == 0 {
		return 0
	}
	return max(d.rules.spec.Reserve.Floor, d.rules.spec.Reserve.Target.Of(notes))
}

// buyLoans spends on the loans offered; what is not spent of principal waits in the funding account.
func (d *Deal) buyLoans(s *Step) {
	if d.buys() {
		spent := d.take(s.from, d.facts.Offered)
		d.pool += spent
		d.sums.bought += spent
		d.bought += spent
		d.prefunded = max(0, d.prefunded-spent)
	}
	for _, a := range s.from {
		if a != FundingAccount {
			d.move(a, FundingAccount, d.purses[a].balance)
		}
	}
}

// writeDown takes to zero what cannot be repaid any more: only at the end of the deal, when no loan is left.
func (d *Deal) writeDown(s *Step) {
	if !d.final {
		return
	}
	for _, i := range s.pay {
		d.notes[i].writeDown(d.today)
	}
}

// claimRecourse calls on the lender for all that notes and fees are owed beyond the deal's cash.
func (d *Deal) claimRecourse() {
	claim := max(0, d.due()-d.allCash())
	paid := min(claim, d.rules.recourseEquity()-d.sums.recourse)
	d.put(PrincipalAccount, paid)
	d.sums.recourse += paid
	d.claimed = claim - paid
}

// payResidual gives the owner all that is left in the step's accounts; what secures notes only when every note is zero.
func (d *Deal) payResidual(s *Step) {
	repaid := d.repaid()
	for _, a := range s.from {
		v := d.purses[a].balance
		switch {
		case a != InterestAccount && !repaid || v == 0:
		case d.trapped() && !repaid:
			d.move(a, FundingAccount, v)
		default:
			d.purses[a].take(v)
			d.owner.today += v
		}
	}
}

// repaid says whether every note is zero: repaid, and no coupon of it unpaid unless this is the last list ever run.
func (d *Deal) repaid() bool {
	for i := range d.notes {
		if n := &d.notes[i]; n.balance > 0 || n.owed() > 0 && !d.final {
			return false
		}
	}
	return true
}
