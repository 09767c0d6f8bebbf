package agents

import (
	"firesale/agents/credit"
	"firesale/market/unit"
)

// A promise is a cure that a borrower has decided on.
type promise struct {
	due   int64 // step
	loan  credit.Ref
	call  int32      // the number of the margin call that it answers
	speed int32      // bin of the fall in which that came
	at    unit.Price // highest mark at which the loan is called, if calls are kept on a ladder
}

func (p *promise) before(q *promise) bool {
	switch {
	case p.due != q.due:
		return p.due < q.due
	case p.loan.Bucket != q.loan.Bucket:
		return p.loan.Bucket < q.loan.Bucket
	case p.loan.Place != q.loan.Place:
		return p.loan.Place < q.loan.Place
	}
	return p.call < q.call
}

// promises is a heap, the first one due in front.
type promises []promise

// wake is the first step after one in which a promise is due.
func (h promises) wake(step int) int {
	if len(h) == 0 {
		return Never
	}
	return max(int(h[0].due), step+1)
}

func (h *promises) push(p promise) {
	*h = append(*h, p)
	s, i := *h, len(*h)-1
	for i > 0 && p.before(&s[(i-1)/2]) {
		s[i] = s[(i-1)/2]
		i = (i - 1) / 2
	}
	s[i] = p
}

func (h *promises) pop() promise {
	s := *h
	first, last := s[0], s[len(s)-1]
	s = s[:len(s)-1]
	*h = s
	i := 0
	for 2*i+1 < len(s) {
		kid := 2*i + 1
		if kid+1 < len(s) && s[kid+1].before(&s[kid]) {
			kid++
		}
		if !s[kid].before(&last) {
			break
		}
		s[i] = s[kid]
		i = kid
	}
	if len(s) > 0 {
		s[i] = last
	}
	return first
}
