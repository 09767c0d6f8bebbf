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

// A wheel (a timing wheel) keeps the promises of many copies by the step in which they are due, so that adding one and finding it
// when due cost the same however many wait. Promises due a full turn later or more stay in their slot for another turn. A slot is
// a list of sheets; a sheet that was emptied is reused first, because it is still in the cache.
type wheel struct {
	slots  [turn]slot
	sheets []sheet
	blank  []int32
}

// A slot is the list of sheets of one step, and of the steps whole turns away from it, oldest first; 0: none.
type slot struct{ first, last int32 }

type sheet struct {
	promises [32]promise
	len      int32
	next     int32
}

// turn is the slots of a wheel. assumed: a matter of speed only
const turn = 1 << 10

func (w *wheel) reset() {
	w.slots, w.blank = [turn]slot{}, w.blank[:0]
	if len(w.sheets) == 0 {
		w.sheets = make([]sheet, 1) // the one that is none
	}
	for i := 1; i < len(w.sheets); i++ {
		w.blank = append(w.blank, int32(i))
	}
}

// put makes room for a promise that is due in a step. It must be filled in before the next one is put.
func (w *wheel) put(step int64) *promise {
	s := &w.slots[step%turn]
	if s.last == 0 || int(w.sheets[s.last].len) == len(w.sheets[s.last].promises) {
		w.open(s)
	}
	last := &w.sheets[s.last]
	last.len++
	return &last.promises[last.len-1]
}

// open gives a slot another sheet.
func (w *wheel) open(s *slot) {
	if len(w.blank) == 0 {
		w.blank = append(w.blank, int32(len(w.sheets)))
		w.sheets = append(w.sheets, sheet{})
	}
	n := w.blank[len(w.blank)-1]
	w.blank = w.blank[:len(w.blank)-1]
	w.sheets[n].len, w.sheets[n].next = 0, 0
	if s.last == 0 {
		s.first = n
	} else {
		w.sheets[s.last].next = n
	}
	s.last = n
}

// take shows the promises of a step, and drops them. Every step must be asked about.
func (w *wheel) take(step int, show func(promise)) {
	s := &w.slots[step%turn]
	n := s.first
	*s = slot{}
	for n != 0 {
		for i := range w.sheets[n].len {
			if p := w.sheets[n].promises[i]; p.due() > step {
				*w.put(int64(p.due())) = p
			} else {
				show(p)
			}
		}
		w.blank = append(w.blank, n)
		n = w.sheets[n].next
	}
}
