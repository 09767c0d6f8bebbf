package agents

import (
	"math"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// A Lineage tells whose doing the mark is: loans that the twin, the same lender without feedback, has liquidated by now
// are generation 0, all others have the given one.
type Lineage struct {
	Generation int32
	Twin       *Lender // nil where there is none: all loans have the given generation
	Lent       *Lender // the twin's book of loans made during the run; nil without
}

// note notes which loans of a liquidation the twin has liquidated too.
func (f Lineage) note(h *credit.Holding, q *credit.Liquidation) {
	var twin, lent *credit.Holding
	if f.Lent != nil {
		lent = f.Lent.Holding
	}
	if f.Twin != nil {
		twin = f.Twin.Holding
	}
	h.NoteTwin(q, twin, lent)
}

// A Witness is told what happens to loans, if anybody wants to know. Every method may be called with a run of loans.
type Witness interface {
	Breached(l *Lender, q *credit.Liquidation)
	Noticed(l *Lender, n credit.Notice)
	Cured(l *Lender, one credit.LoanView)
	Sold(l *Lender, q *credit.Liquidation, coins unit.BTC, fill unit.Fill)
	SoldOwn(l *Lender, coins unit.BTC, proceeds unit.USD, fill unit.Fill, generation int32)
}

// Look brings the loans to a step. Their clocks go first: interest that is paid, loans that mature. Then, if it is a step
// at which the lender polls, they are evaluated against the mark: margin calls, lapsed cure windows, liquidations. It
// reports how many liquidations began.
func (l *Lender) Look(step int, mark unit.Price, path Course, from Lineage, w Witness) (breaches int) {
	l.surface(step)
	l.Holding.PayInterest(l.Clock.Day(step))
	polls := l.polls(step)
	if polls && l.Release {
		l.release(mark)
	}
	l.mark, l.looked = mark, step
	start := len(l.queue)
	queue := func(q credit.Liquidation) {
		q.Step, q.Ready, q.Generation = int32(step), int32(min(step+l.delay, math.MaxInt32)), from.Generation
		q.Trigger = mark
		from.note(l.Holding, &q)
		if q.ByOwner() {
			q.Ready = int32(step) // its borrower decided on it hours ago
		} else {
			breaches++
			l.Holding.Count(&q)
			if w != nil {
				shown := q // what a witness gets to see is on the heap
				w.Breached(l, &shown)
			}
		}
		l.enqueue(&q)
	}
	if l.crowd != nil {
		l.crowd.act(l, step, mark, path, queue, w)
	} else {
		l.Holding.Matured(mark, queue)
	}
	if l.Trust != nil && l.Trust.recalls() {
		l.Holding.Recall(queue)
	}
	if l.recall > 0 {
		l.Holding.RecallUpTo(l.recall, queue)
		l.recall = 0
	}
	if polls {
		if l.running {
			l.Holding.BreachedOver(l.threshold(), mark, queue)
		} else {
			l.Holding.Breached(mark, queue)
		}
		if l.callsItself() {
			l.call(step, mark, path, w)
		}
		if l.Window >= 0 {
			l.Holding.Lapsed(step, l.Window, queue)
		}
		if l.Delever > 0 {
			l.delever(mark, queue, w)
		}
	}
	if l.separate() && len(l.queue) > start {
		l.sort(start)
	}
	return breaches
}

// polls reports whether a step is one at which the lender evaluates its loans.
func (l *Lender) polls(step int) bool { return l.Polling == 1 || (step+1)%l.Polling == 0 }

// callsItself reports whether the lender keeps margin calls.
func (l *Lender) callsItself() bool {
	return !l.together && (l.Window >= 0 || l.Calls || l.crowd != nil)
}

func (l *Lender) call(step int, mark unit.Price, path Course, w Witness) {
	l.Holding.Called(step, mark, func(n credit.Notice) {
		if w != nil {
			w.Noticed(l, n)
		}
		if l.crowd != nil && !n.Withdrawn {
			l.crowd.answer(l, n, step, mark, path)
		}
	})
}

// delever lets borrowers whose loans are over their margin call sell coins, in the clearing to come.
func (l *Lender) delever(mark unit.Price, sell func(credit.Liquidation), w Witness) {
	l.Holding.Delever(mark, l.Charter.Delever, sell, func(o credit.OpenLoan) {
		if w != nil {
			w.Cured(l, l.Holding.Cured(o, 0, 0))
		}
	})
}
