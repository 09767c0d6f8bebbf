package credit

import "firesale/market/unit"

// Who hangs on a ladder: loans come, change and go.

// gone marks a loan that has left its bucket. What hangs on its rung is nobody's: to take every loan of a falling pool down
// one by one would cost more than all its calls.
const gone = 1 << 30

// leave notes that a loan leaves its bucket for good.
func (l *Ladder) leave(number int) { l.place[number] |= gone }

// enter hangs a loan on the ladder, to be judged with the next look.
func (l *Ladder) enter(number int, call unit.Price) {
	l.place[number] = ^int32(len(l.entrants))
	l.entrants = append(l.entrants, hung{call, int32(number), l.off[number]})
}

// drop takes a loan off the ladder.
func (l *Ladder) drop(number int, call unit.Price) {
	on, at := l.where(number, call)
	l.off[number] = (*on)[at].tally
	last := len(*on) - 1
	moved := (*on)[last]
	(*on)[at] = moved
	if l.place[moved.number] >= gone {
		l.place[moved.number] = int32(at) + gone
	} else {
		l.place[moved.number] = l.place[number]
	}
	*on = (*on)[:last]
}

// where is a loan among the entrants or on the rung of a call price, and the place there that it has if it hangs there.
func (l *Ladder) where(number int, call unit.Price) (on *[]hung, at int) {
	if at = int(l.place[number]); at < 0 {
		return &l.entrants, ^at
	}
	return &l.rungs[l.rung(call)], at
}

// calls is how often a loan on the ladder was called, and whether it is now.
func (l *Ladder) calls(number int, call unit.Price) (calls int, open bool) {
	on, at := l.where(number, call)
	return int((*on)[at].calls), l.place[number] >= 0 && l.mark <= call
}

// Lifted reports that a call kept on a ladder, made at a mark up to a price, is over: withdrawn, or the loan has changed.
func (h *Holding) Lifted(loan Ref, number int, price unit.Price) bool {
	if h.ladder == nil {
		return false
	}
	l, which := h.ladder, h.first+h.Index.at(loan.Bucket, loan.Place)
	if l.mark > price || l.place[which] < 0 {
		return true
	}
	on, at := l.where(which, price)
	return at >= len(*on) || int((*on)[at].number) != which || int((*on)[at].calls) != number
}
