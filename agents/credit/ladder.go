package credit

import (
	"math"
	"math/bits"

	"firesale/market/unit"
)

// A Ladder keeps the margin calls of all copies of a lender together, by price: on a rung are the loans of about one call
// price. A loan is called while the mark is at or below its call price. So a mark that falls calls the loans of the rungs
// that it passes, and one that rises, which withdraws calls, passes nobody it must look at.
//
// A call costs a look at a counter that lies with the loan: most are not answered, and which may be is known beforehand.
// The ladder serves holdings with a memory whose LTV is about principal and whose calls neither lapse nor stick nor are
// recorded; all others keep their calls themselves (calls.go), with the same outcome.
type Ladder struct {
	holdings []*Holding
	refs     []Ref   // of the loans of each of them
	sold     leaving // how loans leave whose coins are to be sold
	lowest   int
	fine     int // an octave is 2^fine rungs
	rungs    [][]hung
	entrants []hung       // since the last look: not judged yet
	loans    []remembered // the memories of all copies, by the number of the loan
	begin    [][]hung     // of a replication
	hooks    []int32
	look     int        // step of the last one
	mark     unit.Price // in it
	peaks    []peak
	firsts   []int // first calls of a look, by copy
	next     Next
}

// Next is the number of a loan's first call after another one that its borrower may answer, the loan given by its copy and its
// place in the whole index.
type Next func(copy, place, after int) int

// hung is a loan on a ladder.
type hung struct {
	call    unit.Price // highest mark at which it is called
	number  int32      // place in the whole index × copies + copy
	version uint16     // if it is not that of the loan, this is nobody's
	tally
}

// octaves is how far a ladder reaches down: to an octave above its first loan, and five below. An octave has so many rungs that a
// rung holds a few loans of each of many copies.
const octaves = 6

// rungsFor is the logarithm, to base 2, of the rungs of an octave for so many loans. assumed: a matter of speed only
func rungsFor(loans int) int { return min(max(bits.Len(uint(loans))-6, 4), 11) }

// NewLadder hangs the loans of copies of one lender, which must have a memory, by call price. back says that loans which are
// being sold may come back.
func NewLadder(holdings []*Holding, back bool, next Next) *Ladder {
	x := holdings[0].Index
	l := &Ladder{holdings: holdings, firsts: make([]int, len(holdings)), next: next}
	if back {
		l.sold = toReturn
	}
	highest, stock := unit.Price(1), x.Buckets[:x.stocked()] // loans made during the run have no margin calls
	for b := range stock {
		for n := range stock[b].Len() {
			l.refs = append(l.refs, Ref{int32(b), int32(n)})
		}
		highest = max(highest, stock[b].call[0])
	}
	copies := len(holdings)
	l.fine = rungsFor(len(l.refs) * copies)
	l.begin, l.rungs = make([][]hung, octaves<<l.fine), make([][]hung, octaves<<l.fine)
	l.lowest = l.step(highest) - (octaves-1)<<l.fine
	l.loans, l.hooks = make([]remembered, len(l.refs)*copies), make([]int32, len(l.refs)*copies)
	for i, h := range holdings {
		*h.memory = memory{l.loans, copies, i, true}
	}
	for number := range l.hooks {
		ref := l.refs[number/copies]
		h := hung{call: stock[ref.Bucket].call[ref.Place], number: int32(number)}
		r := l.rung(h.call)
		l.hooks[number] = int32(len(l.begin[r]))
		l.begin[r] = append(l.begin[r], h)
	}
	return l
}

// Reset begins a replication, after the holdings have; unless it is in use they keep their own calls.
func (l *Ladder) Reset(use bool) {
	clear(l.loans)
	for _, h := range l.holdings {
		h.ladder = nil
		if use {
			h.ladder = l
		}
	}
	if !use {
		return
	}
	for place := range l.refs {
		for copy := range l.holdings {
			at := l.holdings[copy].memory.at(place)
			at.hook, at.next = l.hooks[place*len(l.holdings)+copy], uint8(l.next(copy, place, 0))
		}
	}
	for r := range l.rungs {
		l.rungs[r] = append(l.rungs[r][:0], l.begin[r]...)
		for i := range l.rungs[r] {
			h := &l.rungs[r][i]
			h.tally = l.loans[h.number].tally
		}
	}
	l.entrants, l.peaks = l.entrants[:0], l.peaks[:0]
	l.look, l.mark = -1, unit.MaxPrice
}

// step is the rung of a price on a ladder without an end: equal steps of the logarithm, nearly.
func (l *Ladder) step(p unit.Price) int { return int(math.Float64bits(float64(p)) >> (52 - l.fine)) }

func (l *Ladder) rung(p unit.Price) int {
	return min(max(l.step(max(p, 1))-l.lowest, 0), len(l.rungs)-1)
}

// A Call is a margin call of a loan on a ladder.
type Call struct {
	Copy   int // of the lender
	Loan   Ref
	Number int        // of the loan's calls
	At     unit.Price // highest mark at which the loan is called, as it stands
}

// Called brings the margin calls to the mark of a step. It asks about those that may be answered, and returns how many loans of
// each copy were called for the first time.
func (l *Ladder) Called(step int, mark unit.Price, ask func(Call)) (firsts []int) {
	clear(l.firsts)
	if mark < l.mark {
		l.fall(mark, ask)
	}
	l.look, l.mark = step, mark
	l.peak(step, mark)
	for i := range l.entrants {
		if h := &l.entrants[i]; l.hangs(h) {
			if mark <= h.call {
				l.count(h, ask)
			}
			l.hang(*h)
		}
	}
	l.entrants = l.entrants[:0]
	return l.firsts
}

// fall calls the loans that are passed. Only on the rungs at both ends do prices matter.
func (l *Ladder) fall(mark unit.Price, ask func(Call)) {
	low, high := l.rung(mark), l.rung(l.mark)
	for r := low; r <= high; r++ {
		end := r == low || r == high
		rung := l.rungs[r]
		for i := range rung {
			if h := &rung[i]; !end || mark <= h.call && h.call < l.mark {
				l.count(h, ask)
			}
		}
	}
}

func (l *Ladder) count(h *hung, ask func(Call)) {
	if h.calls = min(h.calls, mostCalls-1) + 1; h.calls < h.next && h.calls > 1 {
		return
	}
	if !l.hangs(h) {
		h.next = mostCalls
		return
	}
	copies := int32(len(l.holdings))
	copy, place := int(h.number%copies), int(h.number/copies)
	if h.calls == 1 {
		l.firsts[copy]++
	}
	if h.calls >= h.next {
		ask(Call{copy, l.refs[place], int(h.calls), h.call})
		h.next = uint8(l.next(copy, place, int(h.calls)))
		l.loans[h.number].tally = h.tally
	}
}
