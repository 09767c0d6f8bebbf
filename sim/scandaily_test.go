package sim

import (
	"math"

	"firesale/agents"
	"firesale/agents/borrower"
	"firesale/market/random"
	"firesale/market/unit"
)

// scanDays is what borrowers of a lender do unasked, asked one by one every day.
type scanDays struct {
	day             unit.Date
	marks           map[unit.Date]float64
	prepay, release float64         // hazards added up
	points          map[string]*two // by borrower
}

type two struct{ prepay, release point }

// point is the next time, in hazard, at which a borrower acts.
type point struct {
	at     float64
	number int
}

func (p *point) next(l *scanLender, purpose agents.Purpose, name string) {
	p.number++
	p.at -= math.Log(l.luck.Uniform(purpose, random.Hash("borrower."+name), p.number))
}

func (l *scanLender) daily(s *scan, mark unit.Price, logMark float64) {
	d := &l.days
	if d.marks == nil {
		*d = scanDays{day: l.start, marks: map[unit.Date]float64{}, points: map[string]*two{}}
		for _, loan := range l.loans {
			if d.points[loan.Borrower] == nil {
				d.points[loan.Borrower] = &two{}
				d.points[loan.Borrower].prepay.next(l, agents.PrepayDraw, loan.Borrower)
				d.points[loan.Borrower].release.next(l, agents.ReleaseDraw, loan.Borrower)
			}
		}
	}
	if l.today <= d.day {
		return
	}
	ago, known := d.marks[l.today-30]
	if !known {
		ago = s.start
	}
	days := float64(l.today - d.day)
	d.prepay += min(days*l.Borrowers.PrepayHazard(logMark-ago), 50) // which nobody survives
	d.release += days * l.Borrowers.PrepayHazard(0)
	for d.day < l.today {
		d.day++
		d.marks[d.day] = logMark
	}
	for name, p := range d.points { // borrowers do not see each other: the order does not matter
		for ; p.prepay.at <= d.prepay; p.prepay.next(l, agents.PrepayDraw, name) {
			l.each(name, func(loan *scanLoan) {
				if !l.over(loan, mark, l.Index.Terms.MarginCallLTV) {
					l.repaid(loan)
				}
			})
		}
		for ; p.release.at <= d.release; p.release.next(l, agents.ReleaseDraw, name) {
			borrows := l.luck.Uniform(agents.BorrowDraw, random.Hash("borrower."+name), p.release.number) < borrower.Borrowed
			l.each(name, func(loan *scanLoan) {
				if loan.called < 0 && loan.principal > 0 && !l.over(loan, mark, l.Borrowers.ReleaseLTV-loan.shift) {
					l.surplus(loan, mark, borrows)
				}
			})
		}
	}
}

// each visits the open loans of a borrower.
func (l *scanLender) each(name string, visit func(*scanLoan)) {
	for _, loan := range l.loans {
		if loan.Borrower == name && loan.open {
			visit(loan)
		}
	}
}

func (l *scanLender) repaid(loan *scanLoan) {
	l.ledger.PrincipalRepaid += loan.principal
	if loan.due <= l.today {
		l.ledger.PrincipalMatured += loan.principal
	}
	l.ledger.Returned += loan.coins
	loan.open, loan.called = false, -1
}

func (l *scanLender) surplus(loan *scanLoan, mark unit.Price, borrows bool) {
	interest := l.interest(loan)
	debt := l.basisDebt(loan.principal, interest)
	if borrows {
		most := unit.USD(int64(mark.Value(loan.coins)) * 4 / 10)
		if most <= debt {
			return // it has no surplus
		}
		l.ledger.Originated += most - debt
		loan.principal += most - debt
		loan.carried, loan.from, loan.apart = interest, max(l.today, loan.from), true
		return
	}
	keep := unit.BTC(debt.Float()/(0.4*mark.Float())*1e8) - 50
	for unit.Over(debt, keep, mark, borrower.ReleaseTo) {
		keep++
	}
	if keep < loan.coins {
		l.ledger.Returned += loan.coins - keep
		loan.coins, loan.apart = keep, true
	}
}

// matures ends or renews the loans that are due.
func (l *scanLender) matures(s *scan, k int, mark unit.Price, generation int32, twin *scanLender) {
	for _, loan := range l.loans {
		if !loan.open || loan.due > l.today {
			continue
		}
		interest := l.interest(loan)
		u := l.luck.Uniform(agents.MaturityDraw, random.Hash("borrower."+loan.Borrower), int(loan.due))
		switch {
		case mark.Value(loan.coins) <= loan.principal+interest:
			l.dueSale(s, k, loan, generation, twin, false)
		case u < borrower.Repaid:
			l.repaid(loan)
		case u < borrower.Repaid+borrower.Renewed && !l.over(loan, mark, l.Index.Terms.MarginCallLTV):
			loan.carried, loan.from, loan.apart, loan.called = 0, max(l.today, loan.from), true, -1
			loan.due = l.today.AddMonths(12)
		default:
			l.dueSale(s, k, loan, generation, twin, true)
		}
	}
}

func (l *scanLender) dueSale(s *scan, k int, loan *scanLoan, generation int32, twin *scanLender, own bool) {
	loan.open, loan.called = false, -1
	b := &scanBatch{loans: []*scanLoan{loan}, step: k, ready: k + l.Latency, generation: generation, again: loan.again, alone: true, matured: true, own: own,
		principal: loan.principal, interest: l.interest(loan), coins: loan.coins, left: loan.coins}
	if own {
		b.ready, loan.sold = k, true
	} else {
		l.begins(s, k, loan, generation, twin)
	}
	if twin != nil && (own && twin.loans[loan.place].sold || !own && twin.loans[loan.place].fallen) {
		b.before = b.loans
	}
	l.queue = append(l.queue, b)
}

// begins counts a liquidation for default.
func (l *scanLender) begins(s *scan, k int, loan *scanLoan, generation int32, twin *scanLender) {
	loan.fallen = true
	if !loan.again {
		l.ledger.Loans++
		l.ledger.Principal += loan.Principal
	}
	if twin != nil && twin.loans[loan.place].fallen {
		generation = 0
	}
	s.event(l, k, "liquidation", loan, generation)
}
