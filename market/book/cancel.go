package book

// Cancel takes an order out of the book and returns what was left of it; 0 if the order is gone already, which is not
// an error: a fill may have been faster.
func (b *Book) Cancel(h Handle) Lots {
	s, ok := b.slot(h)
	if !ok {
		return 0
	}
	r := &b.orders[s]
	rest := r.quantity
	if r.next == s {
		b.collected[r.prev].slot = 0
	} else {
		b.unlink(r)
	}
	b.release(s)
	return rest
}

// Replace changes price and quantity of a resting order. At its old price and with no more lots it keeps its place in
// the queue and its handle; otherwise it is a cancel and a new limit order of the same owner and side, which may trade.
// A quantity of 0 cancels. It returns the handle that holds from now on, 0 if nothing rests, and what was filled.
func (b *Book) Replace(h Handle, price Tick, quantity Lots) (Handle, Lots) {
	o, ok := b.Order(h)
	if !ok {
		return 0, 0
	}
	if quantity == 0 {
		b.Cancel(h)
		return 0, 0
	}
	if price == o.Price && quantity <= o.Quantity {
		b.shrink(uint32(h), quantity)
		return h, 0
	}
	b.Cancel(h)
	o.Price, o.Quantity = price, quantity
	return b.Limit(o)
}

// shrink lowers the quantity of a live order without moving it.
func (b *Book) shrink(s uint32, quantity Lots) {
	r := &b.orders[s]
	if r.next != s {
		b.find(r.price).total -= int64(r.quantity - quantity)
	}
	r.quantity = quantity
}

// unlink takes a resting order out of its queue. Neighbours are written through slot 0 where there is none, which
// spares two branches that no processor can foretell.
func (b *Book) unlink(r *resting) {
	prev, next, p := r.prev, r.next, r.price
	var lv *level
	if i, ok := b.index(p); ok { // as find does; written out, a call is a tenth of a message
		lv = &b.levels[i]
	} else {
		lv = b.findFar(p)
	}
	lv.total -= int64(r.quantity)
	orders := b.orders
	orders[prev].next = next
	orders[next].prev = prev
	head, tail := lv.head, lv.tail
	if prev == 0 {
		head = next
	}
	if next == 0 {
		tail = prev
	}
	lv.head, lv.tail = head, tail
	if head == 0 {
		b.vacate(p)
	}
}

// vacate closes a level that a cancel has emptied.
func (b *Book) vacate(p Tick) {
	switch p {
	case b.top[Buy]:
		b.exhaust(Buy, p)
	case b.top[Sell]:
		b.exhaust(Sell, p)
	default:
		b.shut(p)
	}
}
