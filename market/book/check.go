package book

import "fmt"

// Check holds the book to its invariants (C8) and returns the first one broken, with both sides of it: best bid < best
// ask; every level's lots are the sum of its orders; queues are linked both ways; the ladder knows exactly the occupied
// levels; every live order is in one queue. It walks everything: for tests and for runs that ask for it.
func (b *Book) Check() error {
	if b.top[Buy] >= b.top[Sell] {
		return fmt.Errorf("book: bid %d, ask %d: want bid < ask", b.top[Buy], b.top[Sell])
	}
	queued := 0
	for _, side := range []Side{Buy, Sell} {
		for p := b.best(side); p != NoBid && p != NoOffer; p = b.worse(side, p) {
			n, err := b.checkLevel(p)
			if err != nil {
				return err
			}
			queued += n
		}
	}
	for _, c := range b.collected {
		if c.slot != 0 {
			queued++
		}
	}
	if queued != b.live {
		return fmt.Errorf("book: %d orders in queues, %d live", queued, b.live)
	}
	return b.checkLadder()
}

// checkLevel counts the orders of an occupied level.
func (b *Book) checkLevel(p Tick) (n int, err error) {
	lv := b.find(p)
	sum, prev := int64(0), uint32(0)
	for s := lv.head; s != 0; s = b.orders[s].next {
		r := b.orders[s]
		if r.prev != prev || r.price != p || r.quantity == 0 {
			return 0, fmt.Errorf("book: slot %d at %d holds %+v behind slot %d", s, p, r, prev)
		}
		sum += int64(r.quantity)
		prev = s
		n++
	}
	if n == 0 || sum != lv.total || prev != lv.tail {
		return 0, fmt.Errorf("book: level %d: %d orders of %d lots ending at slot %d, level says %d lots, slot %d",
			p, n, sum, prev, lv.total, lv.tail)
	}
	return n, nil
}

// checkLadder compares the bitmap with the levels, and wants the far levels sorted, outside the window, and none beside
// the market unseen: below the best bid and above the best ask everything is reached, between them nothing is.
func (b *Book) checkLadder() error {
	for i := range b.levels {
		p := b.base + Tick(i)
		if got, want := b.filled.has(uint32(i)), b.levels[i].head != 0; got != want || got && b.top[Buy] < p && p < b.top[Sell] {
			return fmt.Errorf("book: level %d: occupied %t, in the bitmap %t, market %d to %d", p, want, got, b.top[Buy], b.top[Sell])
		}
	}
	for k, f := range b.far {
		_, inside := b.index(f.price)
		if inside || f.head == 0 || k > 0 && b.far[k-1].price >= f.price || b.top[Buy] < f.price && f.price < b.top[Sell] {
			return fmt.Errorf("book: far level %d of %d at %d is misplaced", k, len(b.far), f.price)
		}
	}
	return nil
}
