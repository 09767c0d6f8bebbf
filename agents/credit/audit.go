package credit

import (
	"fmt"

	"firesale/market/unit"
)

// AuditError is a breach of an invariant: cents that do not add up. It ends the run.
type AuditError struct {
	Invariant   string // I1 … I9
	Period      int    // payment dates since closing
	Day         unit.Date
	Account     string // account, note, fee, step or pool
	Left, Right int64  // the two sides, in cents (satoshis for coins)
	Sides       string // what the two sides are
}

// Error names invariant, period, account and both sides.
func (e *AuditError) Error() string {
	return fmt.Sprintf("audit %s: period %d (%v), %s: %s: %d against %d", e.Invariant, e.Period, e.Day, e.Account, e.Sides, e.Left, e.Right)
}

// fail keeps the first breach.
func (d *Deal) fail(invariant, account string, left, right unit.USD, sides string) {
	if d.err == nil {
		d.err = &AuditError{invariant, d.number, d.today, account, int64(left), int64(right), sides}
	}
}

func (d *Deal) equal(invariant, account string, left, right unit.USD, sides string) {
	if left != right {
		d.fail(invariant, account, left, right, sides)
	}
}

func (d *Deal) atMost(invariant, account string, left, right unit.USD, sides string) {
	if left > right {
		d.fail(invariant, account, left, right, sides)
	}
}

// checkCollections is I7 and I8 of what comes in: nothing below 0, proceeds go to costs, the obligation and the
// borrower, and no more to the obligation than was owed.
func (d *Deal) checkCollections(c *Collections) {
	lowest := min(c.Interest, c.Principal, c.Gross, c.Cost, c.RecoveredPrincipal, c.RecoveredInterest, c.Surplus, c.WrittenOff, c.Added)
	d.atMost("I7", "collections", 0, lowest, "0 at most the lowest amount collected")
	applied := c.RecoveredPrincipal + c.RecoveredInterest
	d.equal("I8", "account.cost", c.Gross, applied+c.Cost+c.Surplus, "gross = obligation paid + cost + surplus")
	d.atMost("I8", "account.cost", applied, c.Owed, "proceeds applied at most the obligation")
}

// audit is I1 to I7, exactly, at the end of every period.
func (d *Deal) audit() {
	for a := range d.purses {
		p, name := &d.purses[a], accountItems[a]
		d.equal("I1", name, p.open+p.in-p.out, p.balance, "open + in − out = close")
		d.atMost("I7", name, 0, p.balance, "0 at most the balance")
	}
	s := &d.sums
	in := d.rules.cash + s.repaid + s.interest + s.gross + s.income + s.deposits + s.recourse + s.called
	out := s.costs + s.surplus + s.fees + s.coupons + s.principal + s.bought + s.residual
	d.equal("I2", "deal", in-out, d.allCash(), "cash at closing + in − out = cash")
	d.equal("I3", "pool", d.pool-d.bought, d.facts.Performing+d.facts.Liquidating, "open + bought − repaid − recovered − written off = Σ loans")
	c := &d.facts.Coins
	d.equal("I4", "coins", unit.USD(c.Open+c.In-c.Released-c.Sold), unit.USD(c.Held), "open + in − released − sold = held (satoshis)")
	d.equal("I4", "coins", unit.USD(c.Sold), unit.USD(c.Bought), "sold here = bought in the market (satoshis)")
	for i := range d.notes {
		d.auditNote(i)
	}
	for i := range d.fees {
		f, name := &d.fees[i], d.rules.feeItems[i]
		d.equal("I7", name, f.today.open+f.today.current-f.today.paid, f.carried, "carried + due − paid = carried on")
		d.atMost("I7", name, 0, f.carried, "payment at most due")
	}
}

func (d *Deal) auditNote(i int) {
	n, t, name := &d.notes[i], &d.rules.notes[i], d.rules.noteItems[i]
	d.equal("I5", name, n.balance, t.original+n.capitalized-n.paid-n.written, "balance = original + capitalized − paid − written down")
	d.atMost("I5", name, 0, n.balance, "0 at most the balance")
	y := &n.today
	d.equal("I5", name, y.open+y.capitalized-y.principal-y.written, n.balance, "open + capitalized − paid − written down = close")
	d.equal("I7", name, y.due-y.interest-y.capitalized, n.carried, "coupons due − paid − capitalized = carried on")
	d.atMost("I7", name, 0, n.carried, "coupon paid at most due")
}

// auditEnd is I9, once the deal is over: what the pool lost is what notes and owner lost, made up for by income.
func (d *Deal) auditEnd() {
	s := &d.sums
	right := d.equity() - s.residual + s.interest + s.recoveredInterest + s.income - s.fees - s.coupons
	for i := range d.notes {
		right += d.notes[i].loss(&d.rules.notes[i]) - d.notes[i].capitalized
	}
	d.equal("I9", "deal", s.lost, right, "pool loss = note losses + residual loss + income − fees − coupons − capitalized")
}
