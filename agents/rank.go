package agents

import (
	"cmp"
	"math"
	"slices"
)

// A rank is a loan of a queue while that is sorted.
type rank struct {
	debtPerCoin float64
	at          int32 // in the queue
	started     bool
}

// sort puts loans that breached together, or with ByLTV the whole queue, in order of LTV: nothing then depends on how
// the tape was sorted. A loan whose sale has begun stays in front.
func (l *Lender) sort(start int) {
	part := l.queue[start:]
	if l.ByLTV {
		part = l.queue
	}
	if len(part) < 2 {
		return
	}
	l.ranks = l.ranks[:0]
	for i := range part {
		l.Holding.Accrue(&part[i])
		l.ranks = append(l.ranks, rank{l.Holding.DebtPerCoin(&part[i]), int32(i), part[i].Started})
	}
	slices.SortFunc(l.ranks, func(a, b rank) int {
		switch apart := a.debtPerCoin - b.debtPerCoin; {
		case a.started != b.started && a.started:
			return -1
		case a.started != b.started:
			return 1
		case math.Abs(apart) > closeLTVs*a.debtPerCoin:
			return cmp.Compare(b.debtPerCoin, a.debtPerCoin)
		}
		qa, qb := &part[a.at], &part[b.at]
		return cmp.Or(l.Holding.CompareLTV(qb, qa), cmp.Compare(qa.Step, qb.Step), cmp.Compare(a.at, b.at))
	})
	l.spare = append(l.spare[:0], part...)
	for i, r := range l.ranks {
		part[i] = l.spare[r.at]
	}
}

// closeLTVs is a relative difference above which the roundings of a quotient, 4e-16 each, cannot have reversed two of them.
const closeLTVs = 1e-14
