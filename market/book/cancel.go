package book

// Cancel takes an order out of the book and returns what was left of it; 0 if the order is gone already, which is not
// an error: a fill may have been faster.
//
// As in Limit, the common case is written out: an order in the window. Neighbours are written through slot 0 where there
// is none, which spares two branches that no processor can foretell.
func (b *Book) Cancel(h Handle) Lots {
	s, ok := b.slot(h)
	if !ok {
		return 0
	}
	orders := b.orders
	r := &orders[s]
	rest, prev, next, p := r.quantity, r.prev, r.next, r.price
	i, ok := b.index(p)
	if !ok || next == s {
		return b.withdraw(s)
	}
	lv := &b.levels[i]
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
	lv.total -= int64(rest)
	b.release(s)
	if head == 0 {
		b.vacate(p)
	}
	return rest
}

// withdraw cancels an order that is outside the window, or collected.
func (b *Book) withdraw(s uint32) Lots {
	r := b.orders[s]
	b.release(s)
	if r.next == s {
		b.collected[r.prev].slot = 0
		return r.quantity
	}
	lv := b.find(r.price)
	b.orders[r.prev].next, b.orders[r.next].prev = r.next, r.prev
	if r.prev == 0 {
		lv.head = r.next
	}
	if r.next == 0 {
		lv.tail = r.prev
	}
	lv.total -= int64(r.quantity)
	if lv.head == 0 {
		b.vacate(r.price)
	}
	return r.quantity
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
