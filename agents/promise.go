package agents

import (
	"math"

	"firesale/market/unit"
)

// A promise is a cure that a borrower has decided on.
type promise struct {
	order  uint64     // by which it is kept: step and place of the loan in the whole index
	at     unit.Price // highest mark at which the loan is called, if calls are kept on a ladder
	made   int32      // step of the margin call that it answers
	lender int32      // whose loan it is, where calls are kept together
	call   uint8      // number of the margin call
	speed  uint8      // bin of the fall in which it came
}

// due is the step in which it is kept.
func (p *promise) due() int { return int(p.order >> 32) }

// place is that of its loan in the whole index.
func (p *promise) place() int { return int(uint32(p.order)) }

// order is that of what is due in a step, at most the last that there is, about the loan at a place of the whole index.
func order(due int64, place int) uint64 { return uint64(min(due, math.MaxUint32))<<32 | uint64(place) }

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

// A wheel is promises of many copies, by the step in which they are due: putting one in and finding it when its time has come
// cost the same however many wait. Those that are due a turn later or more stay for another.
type wheel [turn][]promise

// turn is the slots of a wheel. assumed: a matter of speed only
const turn = 1 << 10

func (w *wheel) reset() {
	for i := range w {
		w[i] = w[i][:0]
	}
}

// put makes room for a promise that is due in a step.
func (w *wheel) put(step int64) *promise {
	slot := &w[step%turn]
	*slot = append(*slot, promise{})
	return &(*slot)[len(*slot)-1]
}

// take shows the promises of a step, and drops them. Every step must be asked about.
func (w *wheel) take(step int, show func(promise)) {
	slot := &w[step%turn]
	stay := (*slot)[:0]
	for _, p := range *slot {
		if p.due() > step {
			stay = append(stay, p)
		} else {
			show(p)
		}
	}
	*slot = stay
}
