package credit

import (
	"math"

	"firesale/market/unit"
)

// Who hangs on a ladder: loans come, change and go. What a loan leaves hanging is found to be nobody's when it is called, or
// when its rung is full: to take every loan of a falling pool down one by one would cost more than all its calls.

// enter hangs a loan on the ladder, to be judged with the next look.
func (l *Ladder) enter(number int, call unit.Price) {
	at := &l.loans[number]
	at.hook = ^int32(len(l.entrants))
	l.entrants = append(l.entrants, hung{call, int32(number), at.version, at.tally})
}

// hang puts an entrant on its rung.
func (l *Ladder) hang(h hung) {
	r := l.rung(h.call)
	if len(l.rungs[r]) == cap(l.rungs[r]) {
		l.tidy(r)
	}
	l.loans[h.number].hook = int32(len(l.rungs[r]))
	l.rungs[r] = append(l.rungs[r], h)
}

// tidy takes down what is nobody's.
func (l *Ladder) tidy(rung int) {
	kept := l.rungs[rung][:0]
	for _, h := range l.rungs[rung] {
		if l.hangs(&h) {
			l.loans[h.number].hook = int32(len(kept))
			kept = append(kept, h)
		}
	}
	l.rungs[rung] = kept
}

// hangs reports whether what hangs somewhere is a loan as it stands.
func (l *Ladder) hangs(h *hung) bool { return h.version == l.loans[h.number].version }

// leaving is how a loan leaves where it stands.
type leaving int

const (
	forGood  leaving = iota
	toReturn         // it may be open again
	answered         // it will be, and leaves because of the last call that somebody was asked about
)

// drop takes a loan off the ladder: one that may come back keeps its tally.
func (l *Ladder) drop(number int, call unit.Price, how leaving) {
	at := &l.loans[number]
	if how == toReturn {
		at.tally = l.hung(at.hook, call).tally
	}
	if at.version == math.MaxUint16 { // the versions begin anew: none may be left of the first one
		for r := range l.rungs {
			l.tidy(r)
		}
	}
	at.version++
}

// hung is what hangs on a hook: among the entrants, or on the rung of a call price.
func (l *Ladder) hung(hook int32, call unit.Price) *hung {
	if hook < 0 {
		return &l.entrants[^hook]
	}
	return &l.rungs[l.rung(call)][hook]
}

// A peak is a mark that none after it has reached: the last one that withdrew calls of up to a price, as long as it counts.
type peak struct {
	step int
	mark unit.Price
}

func (l *Ladder) peak(step int, mark unit.Price) {
	n := len(l.peaks)
	for n > 0 && l.peaks[n-1].mark <= mark {
		n--
	}
	l.peaks = append(l.peaks[:n], peak{step, mark})
}

// highest is the highest mark after a step; 0 if none came.
func (l *Ladder) highest(step int) (mark unit.Price) {
	for n := len(l.peaks); n > 0 && l.peaks[n-1].step > step; n-- {
		mark = l.peaks[n-1].mark
	}
	return mark
}

// Lifted reports that a call kept on a ladder, made in a step at a mark up to a price, was withdrawn since. It asks nothing of
// the loan, which may have left or changed.
func (h *Holding) Lifted(step int, price unit.Price) bool {
	return h.ladder != nil && h.ladder.highest(step) > price
}
