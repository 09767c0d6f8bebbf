package sim

import (
	"math"
	"slices"

	"firesale/agents"
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/record"
)

// scanPromise is a cure that the borrower of a loan has decided on.
type scanPromise struct {
	due, call int
}

// counts reports whether calls are kept.
func (l *scanLender) counts() bool { return l.Window >= 0 || l.Calls || l.Borrowers != nil }

// dayAgo is the mark of 24 hours before a step.
func (s *scan) dayAgo(k int) float64 {
	if day := max(1, int((unit.Day+s.world.Clock.Step/2)/s.world.Clock.Step)); k >= day {
		return s.marks[k-day]
	}
	return s.start
}

// answer asks the borrower of a loan that was just called.
func (l *scanLender) answer(s *scan, k int, mark unit.Price, loan *scanLoan) {
	if l.Borrowers == nil {
		return
	}
	loan.calls++
	call := borrower.Call{Mark: mark, Target: l.Borrowers.Target, Liquidation: l.Index.Terms.LiquidationLTV,
		Debt: l.basisDebt(loan.principal, l.interest(loan)), Volatility: l.Borrowers.Volatility, Years: max(0, float64(loan.due-l.today)/365)}
	call.Fall = (s.dayAgo(k) - s.marks[k]) * math.Sqrt(365) / l.Borrowers.Volatility
	call.Left = l.Borrowers.Left(call.Fall)
	who, chance := random.Hash("borrower."+loan.Borrower), l.Borrowers.Chance(loan.calls)
	u := l.luck.Uniform(agents.CureDraw, who, loan.calls)
	if u < chance && l.Borrowers.Answers(call, credit.OpenLoan{Principal: loan.principal, Interest: l.interest(loan), Coins: loan.coins}, u/chance) {
		var source random.Source
		l.luck.Seed(&source, agents.DelayDraw, who, loan.calls)
		wait := math.Ceil(float64(l.Borrowers.Wait(&source)) / float64(s.world.Clock.Step))
		loan.promises = append(loan.promises, scanPromise{k + max(1, int(wait)), loan.calls})
	}
}

// cures keeps what is due of every loan.
func (l *scanLender) cures(s *scan, k int, mark unit.Price, generation int32, twin *scanLender) {
	for _, loan := range l.loans {
		due := slices.ContainsFunc(loan.promises, func(p scanPromise) bool {
			return p.due <= k && p.call == loan.calls && loan.open && loan.called >= 0
		})
		loan.promises = slices.DeleteFunc(loan.promises, func(p scanPromise) bool { return p.due <= k })
		if due {
			l.cure(s, k, mark, loan, generation, twin)
		}
	}
}

func (l *scanLender) cure(s *scan, k int, mark unit.Price, loan *scanLoan, generation int32, twin *scanLender) {
	interest, to := l.interest(loan), l.Borrowers.Target
	debt := l.basisDebt(loan.principal, interest)
	was := loan.principal
	switch l.Borrowers.Cure {
	case "cash":
		for pay := max(0, debt-unit.USD(to.Float()*mark.Value(loan.coins).Float()*100)-200); ; pay++ { // the least cent that will do
			if left := debt - pay; left <= 0 || int64(left) <= unit.MulDivFloor(int64(mark.Value(loan.coins)), int64(to), 1_000_000) || pay >= loan.principal {
				if pay >= loan.principal {
					return
				}
				loan.principal -= pay
				l.ledger.PrincipalRepaid += pay
				break
			}
		}
		loan.carried, loan.from = interest, max(l.today, loan.from)
	case "top-up":
		has := loan.coins
		for loan.coins = max(has, unit.BTC(debt.Float()/(to.Float()*mark.Float())*1e8)-50); unit.Over(debt, loan.coins, mark, to); loan.coins++ {
		}
		l.ledger.ToppedUp += loan.coins - has
		l.bought += unit.CoinsOf(l.Borrowers.BoughtShare * (loan.coins - has).Float())
	default:
		if unit.Over(loan.principal+interest, loan.coins, mark, unit.One-l.Index.Terms.Cost) {
			return
		}
		loan.open, loan.called, loan.sold = false, -1, true
		b := &scanBatch{loans: []*scanLoan{loan}, step: k, ready: k, generation: generation, again: loan.again, alone: true, cure: true,
			principal: loan.principal, interest: interest, coins: loan.coins, left: loan.coins}
		if twin != nil && twin.loans[loan.place].sold {
			b.before = b.loans
		}
		l.queue = append(l.queue, b)
		s.event(l, k, record.Cure, loan, -1)
		return
	}
	l.ledger.Cured += was
	loan.apart, loan.called = true, -1
	s.event(l, k, record.Cure, loan, -1)
}
