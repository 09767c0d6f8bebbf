package book

import "fmt"

// level is one price: a queue of orders and the lots in it. It is empty when head is 0.
type level struct {
	head, tail uint32
	total      int64
}

// ladder finds levels by price. Prices in [base, base + len(levels)) are an array and a bitmap; all others are in far,
// sorted by price (far.go). One array serves both sides: bids end where offers begin.
type ladder struct {
	base   Tick
	levels []level
	filled bitmap // the occupied ones of levels
	far    []farLevel
	strain int // touches of far since the window was last placed
}

func newLadder(window int) ladder {
	if window < 64 || window > 1<<18 || window&(window-1) != 0 {
		panic(fmt.Sprintf("book: window of %d ticks: want a power of two in [64, 2^18]", window))
	}
	return ladder{levels: make([]level, window), filled: newBitmap(window)}
}

// reset empties the ladder at a cost that grows with the occupied levels, not with the window.
func (l *ladder) reset() {
	for i, ok := l.filled.min(); ok; i, ok = l.filled.above(i) {
		l.levels[i] = level{}
		l.filled.remove(i)
	}
	l.far, l.strain = l.far[:0], 0
}

// index is the place of a price in the window, and whether it has one.
func (l *ladder) index(p Tick) (int, bool) {
	i := int(uint32(p) - uint32(l.base)) // wraps to something large below the window
	return i, i < len(l.levels)
}

// find is the occupied level of a price, in the window or not. It panics if a far one is missing: a broken book.
func (l *ladder) find(p Tick) *level {
	if i, ok := l.index(p); ok {
		return &l.levels[i]
	}
	return l.findFar(p)
}

// open is the level of a price, made if there is none.
func (l *ladder) open(p Tick) *level {
	i, ok := l.index(p)
	if !ok {
		return l.openFar(p)
	}
	l.filled.add(uint32(i))
	return &l.levels[i]
}

// shut takes a level that has become empty out of the ladder.
func (l *ladder) shut(p Tick) {
	i, ok := l.index(p)
	if !ok {
		l.shutFar(p)
		return
	}
	l.levels[i] = level{}
	l.filled.remove(uint32(i))
}

// below is the next occupied price under p, or NoBid.
func (l *ladder) below(p Tick) Tick {
	if i, ok := l.index(p); ok {
		if j, ok := l.filled.below(uint32(i)); ok {
			return l.base + Tick(j)
		}
	}
	return l.belowFar(p)
}

// above is the next occupied price over p, or NoOffer.
func (l *ladder) above(p Tick) Tick {
	if i, ok := l.index(p); ok {
		if j, ok := l.filled.above(uint32(i)); ok {
			return l.base + Tick(j)
		}
	}
	return l.aboveFar(p)
}
