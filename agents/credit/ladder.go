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
// A call costs a look at a counter: most are not answered, and which will not be is known beforehand (Skip). The ladder
// serves holdings with a memory whose LTV is about principal and whose calls neither lapse nor stick nor are recorded; all
// others keep their calls themselves (calls.go), with the same outcome.
type Ladder struct {
	holdings []*Holding
	loans    int // of each of them
	lowest   int
	rungs    [][]hung
	entrants []hung   // since the last look: not judged yet
	place    []int32  // of a loan on its rung, by its number; of an entrant ^place
	tallies  []tally  // by the same number
	begin    [][]hung // of a replication
	places   []int32
	mark     unit.Price // of the last look
}

// hung is a loan on a ladder.
type hung struct {
	call   unit.Price // highest mark at which it is called
	number int32      // copy × loans + place in the whole index
}

// A tally is the margin calls of a loan so far, how many of the next ones nobody need be asked about, and whether the one
// after these is known to be one that may be answered.
type tally struct {
	calls, skip uint8
	certain     bool
}

// Rungs double in price over an octave of 2^fine of them; the ladder reaches an octave above its first loan.
const (
	fine    = 11
	octaves = 6
)

// NewLadder hangs the loans of copies of one lender, which must have a memory, by call price.
func NewLadder(holdings []*Holding) *Ladder {
	x := holdings[0].Index
	l := &Ladder{holdings: holdings, begin: make([][]hung, octaves<<fine), rungs: make([][]hung, octaves<<fine)}
	highest, stock := unit.Price(1), x.Buckets[:x.stocked()] // loans made during the run have no margin calls
	for b := range stock {
		l.loans += stock[b].Len()
		highest = max(highest, stock[b].call[0])
	}
	l.lowest = step(highest) - (octaves-1)<<fine
	l.places = make([]int32, l.loans*len(holdings))
	l.place = make([]int32, len(l.places))
	l.tallies = make([]tally, len(l.places))
	for i := range holdings {
		for b := range stock {
			for n := range stock[b].Len() {
				h := hung{stock[b].call[n], int32(i*l.loans + stock[b].first + n)}
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
	clear(l.tallies)
	l.entrants, l.mark = l.entrants[:0], unit.MaxPrice
}

// step is the rung of a price on a ladder without an end: equal steps of the logarithm, nearly.
func step(p unit.Price) int { return int(math.Float64bits(float64(p)) >> (52 - fine)) }

func (l *Ladder) rung(p unit.Price) int {
	return min(max(step(max(p, 1))-l.lowest, 0), len(l.rungs)-1)
}

// A Call is a margin call of a loan on a ladder.
type Call struct {
	Copy    int // of the lender
	Loan    Ref
	Number  int        // of the loan's calls
	At      unit.Price // highest mark at which the loan is called, as it stands
	Certain bool       // it may be answered, as was found before
}

// An Ask is told of a call that may be answered. It returns how many of the loan's next calls will not be, and whether it is
// certain that the one after these may.
type Ask func(Call) (skip int, certain bool)

// Called brings the margin calls to a mark.
func (l *Ladder) Called(mark unit.Price, ask Ask) {
	if mark < l.mark {
		l.fall(mark, ask)
	}
	l.mark = mark
	for _, h := range l.entrants {
		if mark <= h.call {
			l.count(h, ask)
		}
		r := l.rung(h.call)
		l.place[h.number] = int32(len(l.rungs[r]))
		l.rungs[r] = append(l.rungs[r], h)
	}
	l.entrants = l.entrants[:0]
}

// fall calls the loans that are passed. Only on the rungs at both ends do prices matter.
func (l *Ladder) fall(mark unit.Price, ask Ask) {
	low, high := l.rung(mark), l.rung(l.mark)
	for r := low; r <= high; r++ {
		end := r == low || r == high
		for _, h := range l.rungs[r] {
			if !end || mark <= h.call && h.call < l.mark {
				l.count(h, ask)
			}
		}
	}
}

func (l *Ladder) count(h hung, ask Ask) {
	t := &l.tallies[h.number]
	t.calls = min(t.calls, mostCalls-1) + 1
	if t.skip > 0 {
		t.skip--
		return
	}
	copy, at := int(h.number)/l.loans, int(h.number)%l.loans
	skip, certain := ask(Call{copy, l.holdings[copy].Index.ref(at), int(t.calls), h.call, t.certain})
	t.skip, t.certain = uint8(skip), certain
}

// ref is the loan at a place in the whole index.
func (x *Index) ref(at int) Ref {
	b := sort.Search(x.stocked(), func(b int) bool { return x.Buckets[b].first > at }) - 1
	return Ref{int32(b), int32(at - x.Buckets[b].first)}
}

// enter hangs a loan on the ladder, to be judged with the next look.
func (l *Ladder) enter(number int, call unit.Price) {
	l.place[number] = ^int32(len(l.entrants))
	l.entrants = append(l.entrants, hung{call, int32(number)})
}

// drop takes a loan off the ladder.
func (l *Ladder) drop(number int, call unit.Price) {
	at, on := int(l.place[number]), &l.entrants
	if at < 0 {
		at = ^at
	} else {
		on = &l.rungs[l.rung(call)]
	}
	last := len(*on) - 1
	moved := (*on)[last]
	(*on)[at] = moved
	l.place[moved.number] = l.place[number]
	*on = (*on)[:last]
}

// isCalled reports whether a loan on the ladder has an open call.
func (l *Ladder) isCalled(number int, call unit.Price) bool {
	return l.place[number] >= 0 && l.mark <= call
}

// Lifted reports that a call kept on a ladder is over: withdrawn, or the loan has changed. It may miss that the loan has
// changed.
func (h *Holding) Lifted(loan Ref, number int, at unit.Price) bool {
	if h.ladder == nil {
		return false
	}
	t := &h.ladder.tallies[h.first+h.Index.at(loan.Bucket, loan.Place)]
	return int(t.calls) != number || h.ladder.mark > at
}
