package credit

import (
	"math"
	"sort"

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
	loans    int  // of each of them
	back     bool // loans that are sold may come back
	lowest   int
	rungs    [][]hung
	entrants []hung   // since the last look: not judged yet
	place    []int32  // of a loan on its rung, by its number; of an entrant ^place; plus gone
	off      []tally  // of loans that are not on the ladder, by the same number
	begin    [][]hung // of a replication
	places   []int32
	mark     unit.Price // of the last look
}

// hung is a loan on a ladder.
type hung struct {
	call   unit.Price // highest mark at which it is called
	number int32      // copy × loans + place in the whole index
	tally
}

// A tally is the margin calls of a loan so far, and the number of the next one that somebody must be asked about.
type tally struct{ calls, next uint8 }

// Rungs double in price over an octave of 2^fine of them; the ladder reaches an octave above its first loan.
const (
	fine    = 11
	octaves = 6
)

// NewLadder hangs the loans of copies of one lender, which must have a memory, by call price. back says that loans which are
// being sold may come back.
func NewLadder(holdings []*Holding, back bool) *Ladder {
	x := holdings[0].Index
	l := &Ladder{holdings: holdings, back: back, begin: make([][]hung, octaves<<fine), rungs: make([][]hung, octaves<<fine)}
	highest, stock := unit.Price(1), x.Buckets[:x.stocked()] // loans made during the run have no margin calls
	for b := range stock {
		l.loans += stock[b].Len()
		highest = max(highest, stock[b].call[0])
	}
	l.lowest = step(highest) - (octaves-1)<<fine
	l.places = make([]int32, l.loans*len(holdings))
	l.place = make([]int32, len(l.places))
	l.off = make([]tally, len(l.places))
	for i := range holdings {
		for b := range stock {
			for n := range stock[b].Len() {
				h := hung{call: stock[b].call[n], number: int32(i*l.loans + stock[b].first + n)}
				r := l.rung(h.call)
				l.places[h.number] = int32(len(l.begin[r]))
				l.begin[r] = append(l.begin[r], h)
			}
		}
	}
	return l
}

// Reset begins a replication, after the holdings have; unless it is in use they keep their own calls.
func (l *Ladder) Reset(use bool) {
	for i, h := range l.holdings {
		h.ladder = nil
		if use {
			h.ladder, h.first = l, i*l.loans
		}
	}
	if !use {
		return
	}
	for r := range l.rungs {
		l.rungs[r] = append(l.rungs[r][:0], l.begin[r]...)
	}
	copy(l.place, l.places)
	l.entrants, l.mark = l.entrants[:0], unit.MaxPrice
}

// step is the rung of a price on a ladder without an end: equal steps of the logarithm, nearly.
func step(p unit.Price) int { return int(math.Float64bits(float64(p)) >> (52 - fine)) }

func (l *Ladder) rung(p unit.Price) int {
	return min(max(step(max(p, 1))-l.lowest, 0), len(l.rungs)-1)
}

// A Call is a margin call of a loan on a ladder.
type Call struct {
	Copy   int // of the lender
	Loan   Ref
	Number int        // of the loan's calls
	At     unit.Price // highest mark at which the loan is called, as it stands
}

// An Ask is told of a loan's first call and of those that may be answered. It returns the number of the next one of these.
type Ask func(Call) (next int)

// Called brings the margin calls to a mark.
func (l *Ladder) Called(mark unit.Price, ask Ask) {
	if mark < l.mark {
		l.fall(mark, ask)
	}
	l.mark = mark
	for i := range l.entrants {
		h := &l.entrants[i]
		if mark <= h.call {
			l.count(h, ask)
		}
		r := l.rung(h.call)
		l.place[h.number] = int32(len(l.rungs[r]))
		l.rungs[r] = append(l.rungs[r], *h)
	}
	l.entrants = l.entrants[:0]
}

// fall calls the loans that are passed. Only on the rungs at both ends do prices matter.
func (l *Ladder) fall(mark unit.Price, ask Ask) {
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

func (l *Ladder) count(h *hung, ask Ask) {
	if h.calls = min(h.calls, mostCalls-1) + 1; h.calls < h.next {
		return
	}
	if l.place[h.number] >= gone {
		h.next = mostCalls
		return
	}
	copy, at := int(h.number)/l.loans, int(h.number)%l.loans
	h.next = uint8(ask(Call{copy, l.holdings[copy].Index.ref(at), int(h.calls), h.call}))
}

// ref is the loan at a place in the whole index.
func (x *Index) ref(at int) Ref {
	b := sort.Search(x.stocked(), func(b int) bool { return x.Buckets[b].first > at }) - 1
	return Ref{int32(b), int32(at - x.Buckets[b].first)}
}
