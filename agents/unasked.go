package agents

import (
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market/unit"
)

// lookback is the days over which prepayment looks back.
const lookback = 30

// daily lets borrowers do what they do unasked, at the first mark of a day: repay early, ask for surplus coins.
func (c *crowd) daily(l *Lender, day unit.Date, mark unit.Price, path Course) {
	days := float64(day - c.day)
	if days <= 0 {
		return
	}
	month := path.Mark - c.marks[int(day)%lookback]
	if int(day-l.Clock.Start) <= lookback {
		month = path.Mark - c.start
	}
	for d := c.day + 1; d <= day; d++ {
		c.marks[int(d)%lookback] = path.Mark
	}
	c.day = day
	c.prepay.pass(c, days*c.PrepayHazard(month), func(who, number int) { c.repay(l, who, mark) })
	if c.ReleaseLTV > 0 {
		c.release.pass(c, days*c.PrepayHazard(0), func(who, number int) { c.withdraw(l, who, number, mark) })
	}
}

// repay is the early end of a borrower's loans, those over their margin call left out.
func (c *crowd) repay(l *Lender, who int, mark unit.Price) {
	for _, r := range c.Roster.Loans(who) {
		if loan, ok := l.Holding.Loan(r); ok && !l.Holding.IsOverCall(loan, mark) {
			l.Holding.Repay(loan)
		}
	}
}

// withdraw gives a borrower the surplus coins of its loans, or new debt against them. In a trust all of them leave: what is
// lent on them is a loan of the lender's own.
func (c *crowd) withdraw(l *Lender, who, number int, mark unit.Price) {
	borrows := l.Deal == nil && c.luck.Uniform(BorrowDraw, c.keys[who], number) < borrower.Borrowed
	for _, r := range c.Roster.Loans(who) {
		loan, ok := l.Holding.Loan(r)
		switch {
		case !ok || loan.Called || loan.Principal == 0 || l.Holding.IsOver(loan, mark, c.ReleaseLTV):
		case borrows:
			l.Holding.Borrow(loan, mark, borrower.ReleaseTo)
		default:
			l.Holding.Withdraw(loan, mark, borrower.ReleaseTo)
		}
	}
}

// mature ends the loans that are due: repaid, renewed for another term, or repaid from a sale of their coins. Whose coins
// are worth less than the debt does not repay, and a loan over its margin call is not renewed. A trust does not renew: it
// is repaid, and the new loan is the lender's own; a lender that makes new loans makes it on the terms of the day, as far as
// its warehouse has room. Loans of one borrower that are due on one day share their fate.
func (c *crowd) mature(l *Lender, mark unit.Price, sell func(credit.Liquidation)) {
	l.Holding.EachDue(func(loan credit.OpenLoan) {
		u := c.luck.Uniform(MaturityDraw, c.owed[l.Index.At(loan.Ref)], int(loan.Matures))
		renews := u >= borrower.Repaid && u < borrower.Repaid+borrower.Renewed
		if l.Deal == nil || l.Funding != nil {
			renews = renews && !l.Holding.IsOverCall(loan, mark)
		}
		switch covered := mark.Value(loan.Coins) > loan.Principal+loan.Interest; {
		case !covered:
			sell(l.Holding.Default(loan))
		case u < borrower.Repaid:
			l.Holding.Repay(loan)
		case !renews:
			sell(l.Holding.SellDue(loan))
		case l.Deal == nil && l.Funding == nil:
			l.Holding.Renew(loan)
		default:
			c.renewing += loan.Principal
			l.Holding.Repay(loan)
		}
	})
}
