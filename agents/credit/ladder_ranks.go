package credit

import (
	"bytes"
	"cmp"
	"slices"

	"firesale/market/unit"
)

// Ranked are the loans of a lender that stand as the index has them, in order of call price. Copies part only as loans leave: in
// all copies in which a loan stands there, it has been called as often. So a margin call costs one count for all of them, and a
// search for those whose borrowers may answer this one.
type ranked struct {
	loan    []Ref
	place   []int32      // in the whole index
	of      []int32      // rank of a loan, by that
	call    []unit.Price // highest mark at which it is called, falling; and one that no mark reaches
	reached int          // loans before it are called at the last mark
	calls   []uint8      // so far
	copies  int
	asked   []uint8 // rank × copies + copy: number of the next call that somebody must be asked about
	first   []uint8 // of the loans of a copy, by place
}

// gone is asked of a loan that left.
const gone = 0

func newRanked(x *Index, copies int) (k ranked) {
	stock := x.Buckets[:x.stocked()] // loans made during the run have no margin calls
	for b := range stock {
		for n := range stock[b].Len() {
			k.loan = append(k.loan, Ref{int32(b), int32(n)})
		}
	}
	call := func(r Ref) unit.Price { return stock[r.Bucket].call[r.Place] }
	slices.SortStableFunc(k.loan, func(a, b Ref) int { return cmp.Compare(call(b), call(a)) })
	n := len(k.loan)
	k.place, k.of, k.calls, k.first = make([]int32, n), make([]int32, n), make([]uint8, n), make([]uint8, n)
	k.copies, k.asked = copies, make([]uint8, n*copies)
	for rank, r := range k.loan {
		place := x.At(r)
		k.place[rank], k.of[place] = int32(place), int32(rank)
		k.call = append(k.call, call(r))
	}
	k.call = append(k.call, -1)
	return k
}

func (k *ranked) reset(next Foresight) {
	k.reached = 0
	clear(k.calls)
	for copy := range k.copies {
		next.First(copy, k.first)
		for rank, place := range k.place {
			k.asked[rank*k.copies+copy] = k.first[place]
		}
	}
}

// countRank counts a margin call of the loans at a rank.
func (l *Ladder) countRank(rank int, ask func(Call)) {
	l.calls[rank] = min(l.calls[rank], mostCalls-1) + 1
	number, asked := l.calls[rank], l.asked[rank*l.copies:][:l.copies]
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
		ask(Call{copy, l.loan[rank], int(number), l.call[rank]})
		asked[copy] = l.next.Next(copy, int(l.place[rank]), int(number))
	}
}

// depart takes the loan at a place of the whole index out of the ranks, for one copy. It hands over the loan's tally.
func (k *ranked) depart(place, copy int) tally {
	rank := int(k.of[place])
	at := &k.asked[rank*k.copies+copy]
	t := tally{k.calls[rank], *at}
	*at = gone
	return t
}
