package agents

import (
	"math"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// A promise is a cure that a borrower has decided on.
type promise struct {
	order uint64 // by which it is kept: step and place of the loan in the whole index
	loan  credit.Ref
	made  int32      // step of the margin call that it answers
	call  uint8      // number of that
	speed uint8      // bin of the fall in which it came
	at    unit.Price // highest mark at which the loan is called, if calls are kept on a ladder
}

// due is the step in which it is kept.
func (p *promise) due() int { return int(p.order >> 32) }

// keptIn puts it off to a step, at most the last that there is.
func (p *promise) keptIn(step int64, place int) {
	p.order = uint64(min(step, math.MaxUint32))<<32 | uint64(place)
}

// promises is a heap, the first one due in front.
type promises []promise

// wake is the first step after one in which a promise is due.
func (h promises) wake(step int) int {
	if len(h) == 0 {
		return Never
	}
	return max(h[0].due(), step+1)
}

func (h *promises) push(p promise) {
	*h = append(*h, p)
	s, i := *h, len(*h)-1
	for i > 0 && p.order < s[(i-1)/2].order {
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
		if kid+1 < len(s) && s[kid+1].order < s[kid].order {
			kid++
		}
		if s[kid].order >= last.order {
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
