package credit

import (
	"bytes"
	"cmp"
	"slices"

	"firesale/market/unit"
)

// Ranked are the loans of a lender that stand as the index has them, in order of call price. Copies differ only in which loans
// have left: in all copies in which a loan still stands there it has been called equally often. So a margin call is one count for
// all copies, and a search for the copies whose borrower may answer it.
type ranked struct {
	place   []int32      // of a loan in the whole index, by rank
	call    []unit.Price // highest mark at which it is called, falling; and one that no mark reaches
	reached int          // loans before it are called at the last mark
	calls   []uint8      // so far, by place
	copies  int
	asked   []uint8 // place × copies + copy: number of the next call that somebody must be asked about
	first   []uint8 // of the loans of one copy, by place
}

// gone is asked of a loan that left.
const gone = 0

func newRanked(x *Index, copies int) (k ranked) {
	calls := make([]unit.Price, 0, len(x.Pool.Loans)) // by place
	for b := range x.stocked() {                      // loans made during the run have no margin calls
		calls = append(calls, x.Buckets[b].call[:x.Buckets[b].Len()]...)
	}
	n := len(calls)
	k.calls, k.first, k.copies, k.asked = make([]uint8, n), make([]uint8, n), copies, make([]uint8, n*copies)
	for place := range n {
		k.place = append(k.place, int32(place))
	}
	slices.SortStableFunc(k.place, func(a, b int32) int { return cmp.Compare(calls[b], calls[a]) })
	for _, place := range k.place {
		k.call = append(k.call, calls[place])
	}
	k.call = append(k.call, -1)
	return k
}

func (k *ranked) reset(next Foresight) {
	k.reached = 0
	clear(k.calls)
	for copy := range k.copies {
		next.First(copy, k.first)
		for place, call := range k.first {
			k.asked[place*k.copies+copy] = call
		}
	}
}

// countAll counts a margin call of a loan in all copies in which it stands there.
func (l *Ladder) countAll(place int, at unit.Price, ask func(Call)) {
	number := min(l.calls[place], mostCalls-1) + 1
	l.calls[place] = number
	asked := l.asked[place*l.copies:][:l.copies]
	if number == 1 {
		for copy, n := range asked {
			if n != gone {
				l.firsts[copy]++
			}
		}
	}
	for copy := 0; copy < len(asked); copy++ {
		n := bytes.IndexByte(asked[copy:], number)
		if n < 0 {
			return
		}
		copy += n
		ask(Call{copy, place, int(number), at})
		asked[copy] = l.next.Next(copy, place, int(number))
	}
}

// depart takes a loan out of the ranks, for one copy. It hands over its tally.
func (k *ranked) depart(place, copy int) tally {
	at := &k.asked[place*k.copies+copy]
	t := tally{k.calls[place], *at}
	*at = gone
	return t
}
