package credit

import (
	"math"
	"math/bits"

	"firesale/market/unit"
)

// Rungs are classes of the call price; on each hang the loans that are apart with about that call price. When a loan changes or
// leaves, its entry stays until it is called or its rung is full, and is then dropped because its version is stale: removing
// entries one by one in a falling market would cost more than all the calls.
type rungs struct {
	lowest   int
	fine     int // an octave is 2^fine rungs
	on       [][]hung
	entrants []hung // since the last look: not judged yet
}

// hung is a loan on a rung.
type hung struct {
	call        unit.Price // highest mark at which it is called
	place, copy int32
	version     uint16 // if it is not that of the loan, this is nobody's
	tally
}

// octaves is how far the rungs reach down: from an octave above the highest call price of the beginning to five below. An octave
// has so many rungs that one holds a few loans of each of many copies.
const octaves = 6

func newRungs(highest unit.Price, loans int) (r rungs) {
	r.fine = min(max(bits.Len(uint(loans))-6, 4), 11) // assumed: a matter of speed only
	r.on = make([][]hung, octaves<<r.fine)
	r.lowest = r.step(max(highest, 1)) - (octaves-1)<<r.fine
	return r
}

func (r *rungs) reset() {
	for i := range r.on {
		r.on[i] = r.on[i][:0]
	}
	r.entrants = r.entrants[:0]
}

// step is the rung of a price on a ladder without an end: equal steps of the logarithm, nearly.
func (r *rungs) step(p unit.Price) int { return int(math.Float64bits(float64(p)) >> (52 - r.fine)) }

func (r *rungs) rung(p unit.Price) int {
	return min(max(r.step(max(p, 1))-r.lowest, 0), len(r.on)-1)
}

// fall calls the loans on the rungs that are passed. Only on those at both ends do prices matter.
func (l *Ladder) fall(mark unit.Price, ask func(Call)) {
	low, high := l.rung(mark), l.rung(l.mark)
	for r := low; r <= high; r++ {
		end := r == low || r == high
		rung := l.on[r]
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
	if h.calls == 1 {
		l.firsts[h.copy]++
	}
	if h.calls >= h.next {
		ask(Call{int(h.copy), int(h.place), int(h.calls), h.call})
		h.next = l.next.Next(int(h.copy), int(h.place), int(h.calls))
	}
}

// enter keeps a loan that is apart, to be judged with the next look.
func (l *Ladder) enter(h *Holding, a *apart, place int) {
	m := &h.memory.loans[place]
	a.call, a.hung, a.hook = h.wakeApart(a, h.Index.Terms.MarginCallLTV), int32(l.look), ^int32(len(l.entrants))
	l.entrants = append(l.entrants, hung{a.call, int32(place), int32(h.copy), m.version, tally{m.calls, m.next}})
}

// admit judges the entrants and hangs them on their rungs.
func (l *Ladder) admit(mark unit.Price, ask func(Call)) {
	for i := range l.entrants {
		h := &l.entrants[i]
		if !l.hangs(h) {
			continue
		}
		if mark <= h.call {
			l.count(h, ask)
		}
		l.hang(h)
	}
	l.entrants = l.entrants[:0]
}

// hang puts an entrant on its rung.
func (l *Ladder) hang(h *hung) {
	r := l.rung(h.call)
	if len(l.on[r]) == cap(l.on[r]) {
		l.tidy(r)
	}
	l.apart(h).hook = int32(len(l.on[r]))
	l.on[r] = append(l.on[r], *h)
}

// tidy takes down what is nobody's.
func (l *Ladder) tidy(rung int) {
	kept := l.on[rung][:0]
	for _, h := range l.on[rung] {
		if l.hangs(&h) {
			l.apart(&h).hook = int32(len(kept))
			kept = append(kept, h)
		}
	}
	l.on[rung] = kept
}

// hangs reports whether what hangs somewhere is a loan as it stands.
func (l *Ladder) hangs(h *hung) bool {
	return h.version == l.holdings[h.copy].memory.loans[h.place].version
}

// apart is the loan that hangs somewhere.
func (l *Ladder) apart(h *hung) *apart {
	of := l.holdings[h.copy]
	return &of.apart[of.memory.loans[h.place].slot]
}

// drop takes a loan that is apart off the ladder. One that may come back remembers its tally.
func (l *Ladder) drop(h *Holding, a *apart, place int, how leaving) {
	m := &h.memory.loans[place]
	if m.version == math.MaxUint16 { // the versions begin anew: none may be left of the first one
		for r := range l.on {
			l.tidy(r)
		}
	}
	m.version++
	switch {
	case how == forGood:
	case a.hook < 0:
		m.tally = l.entrants[^a.hook].tally
	default:
		m.tally = l.on[l.rung(a.call)][a.hook].tally
	}
}
