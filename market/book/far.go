package book

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// farLevel is a level outside the window.
type farLevel struct {
	price Tick
	level
}

// patience is how many touches of far levels pay for moving the window, on top of a quarter of the far levels: the
// work of moving then stays a small constant a touch, and a book with a spread wider than the window does not thrash.
const patience = 256

// rank is where the price p is, or would be, among the far levels.
func (l *ladder) rank(p Tick) int {
	return sort.Search(len(l.far), func(k int) bool { return l.far[k].price >= p })
}

func (l *ladder) findFar(p Tick) *level {
	l.strain++
	k := l.rank(p)
	if k == len(l.far) || l.far[k].price != p {
		panic(fmt.Sprintf("book: no level at %d", p))
	}
	return &l.far[k].level
}

func (l *ladder) openFar(p Tick) *level {
	if len(l.far) == 0 && l.filled.top == 0 {
		l.place(p) // an empty ladder moves for nothing
		return l.open(p)
	}
	l.strain++
	k := l.rank(p)
	if k == len(l.far) || l.far[k].price != p {
		l.far = slices.Insert(l.far, k, farLevel{price: p})
	}
	return &l.far[k].level
}

func (l *ladder) shutFar(p Tick) {
	l.strain++
	k := l.rank(p)
	l.far = slices.Delete(l.far, k, k+1)
}

// belowFar is below when p is outside the window or the lowest price in it. The far levels over the window are nearer
// than the window, those under it come after it.
func (l *ladder) belowFar(p Tick) Tick {
	k := l.rank(p)
	if k > 0 && l.far[k-1].price > l.base {
		return l.far[k-1].price
	}
	if i, ok := l.filled.max(); ok && l.base+Tick(i) < p {
		return l.base + Tick(i)
	}
	if k > 0 {
		return l.far[k-1].price
	}
	return NoBid
}

// aboveFar mirrors belowFar.
func (l *ladder) aboveFar(p Tick) Tick {
	k := l.rank(p)
	if k < len(l.far) && l.far[k].price == p {
		k++
	}
	if k < len(l.far) && l.far[k].price < l.base {
		return l.far[k].price
	}
	if i, ok := l.filled.min(); ok && l.base+Tick(i) > p {
		return l.base + Tick(i)
	}
	if k < len(l.far) {
		return l.far[k].price
	}
	return NoOffer
}

// strained reports whether far levels were touched often enough to pay for a move, and the market at p is no longer in
// the middle half of the window, so that a move would help.
func (l *ladder) strained(p Tick) bool {
	if l.strain < patience+len(l.far)/4 {
		return false
	}
	off := int64(p) - int64(l.base) - int64(len(l.levels)/2)
	return off > int64(len(l.levels)/4) || -off > int64(len(l.levels)/4)
}

// recentre moves the window so that p is in its middle: levels that fall out of it go far, far ones inside it come home,
// at a cost of O(occupied levels).
func (l *ladder) recentre(p Tick) {
	l.spill()
	l.place(p)
	kept := l.far[:0]
	for _, f := range l.far {
		if i, ok := l.index(f.price); ok {
			l.levels[i] = f.level
			l.filled.add(uint32(i))
		} else {
			kept = append(kept, f)
		}
	}
	l.far, l.strain = kept, 0
}

// spill moves every level of the window to far, which stays sorted: far levels under the window, the window's, and far
// levels over it follow one another.
func (l *ladder) spill() {
	gap, n, over := l.rank(l.base), l.filled.count(), len(l.far)
	l.far = slices.Grow(l.far, n)[:over+n]
	copy(l.far[gap+n:], l.far[gap:over])
	for i, ok := l.filled.min(); ok; i, ok = l.filled.above(i) {
		l.far[gap] = farLevel{l.base + Tick(i), l.levels[i]}
		gap++
		l.levels[i] = level{}
		l.filled.remove(i)
	}
}

// place puts the base so that p is in the middle, without leaving the range of prices.
func (l *ladder) place(p Tick) {
	base := int64(p) - int64(len(l.levels)/2)
	base = max(base, math.MinInt32+1)
	base = min(base, math.MaxInt32-int64(len(l.levels)))
	l.base = Tick(base)
}
