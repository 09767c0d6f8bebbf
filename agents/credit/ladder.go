package credit

import "firesale/market/unit"

// A Ladder keeps the margin calls of all copies of a lender together, by call price. A loan is called while the mark is at or
// below its call price: a falling mark calls the loans that it passes, and a rising mark, which withdraws calls, need not look at
// any loan.
//
// Loans that stand as the index has them are the same in all copies: their calls are counted once (ladder_ranks.go). Loans that
// are apart hang on rungs, each with its own count (ladder_rungs.go). Either way most calls cost one look at a counter, because
// which calls may be answered is known beforehand.
//
// The ladder serves holdings with a memory whose LTV is about principal and whose calls neither lapse nor stick nor are
// recorded; all others keep their own calls (calls.go), with the same outcome.
type Ladder struct {
	holdings []*Holding
	sold     leaving // how loans leave whose coins are to be sold
	ranked
	rungs
	look   int        // step of the last one
	mark   unit.Price // in it
	peaks  []peak
	firsts []int // first calls of a look, by copy
	next   Foresight
}

// A Foresight knows which margin calls may be answered, by their number: 1 is a loan's first, and 255 the last that is told from
// those after it.
type Foresight interface {
	First(copy int, calls []uint8)            // the first ones of all loans of a copy, by their place in the whole index
	Next(copy, place, after int) (call uint8) // that of one loan after another one
}

// NewLadder puts the loans of copies of one lender, which must have a memory, on a ladder. back says that loans which are
// being sold may come back.
func NewLadder(holdings []*Holding, back bool, next Foresight) *Ladder {
	l := &Ladder{holdings: holdings, firsts: make([]int, len(holdings)), next: next}
	if back {
		l.sold = toReturn
	}
	l.ranked = newRanked(holdings[0].Index, len(holdings))
	l.rungs = newRungs(l.call[0], len(l.place)*len(holdings))
	for i, h := range holdings {
		h.copy = i
	}
	return l
}

// Reset begins a replication, after the holdings have; unless it is in use they keep their own calls.
func (l *Ladder) Reset(use bool) {
	for _, h := range l.holdings {
		h.ladder = nil
		if use {
			h.ladder = l
		}
	}
	if use {
		l.ranked.reset(l.next)
		l.rungs.reset()
		l.peaks, l.look, l.mark = l.peaks[:0], -1, unit.MaxPrice
	}
}

// A Call is a margin call of a loan on a ladder.
type Call struct {
	Copy   int        // of the lender
	Place  int        // of the loan in the whole index
	Number int        // of the loan's calls
	At     unit.Price // highest mark at which the loan is called, as it stands
}

// Called brings the margin calls to the mark of a step: it calls ask for every call that may be answered, and returns how many
// loans of each copy were called for the first time.
func (l *Ladder) Called(step int, mark unit.Price, ask func(Call)) (firsts []int) {
	clear(l.firsts)
	for l.reached > 0 && l.call[l.reached-1] < mark {
		l.reached--
	}
	for ; mark <= l.call[l.reached]; l.reached++ {
		l.countAll(int(l.place[l.reached]), l.call[l.reached], ask)
	}
	if mark < l.mark {
		l.fall(mark, ask)
	}
	l.look, l.mark = step, mark
	l.peak(step, mark)
	l.admit(mark, ask)
	return l.firsts
}

// leaving is how a loan leaves where it stands.
type leaving int

const (
	forGood  leaving = iota
	toReturn         // it may be open again
)

// A peak is a mark that no later one has reached. Of the marks after a step the highest is the first peak after it.
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

// Lifted reports whether a call made in a step was withdrawn since, price being the call price of the loan: some later mark was
// above it. The loan itself, which may have left or changed, is not looked at.
func (l *Ladder) Lifted(step int, price unit.Price) bool { return l.highest(step) > price }
