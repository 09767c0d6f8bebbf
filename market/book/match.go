package book

// match fills an order against the best opposite levels down to its limit (or the band, whichever is nearer), oldest
// order first at each level. It returns what is left, and whether the self-trade rule ended the order.
//
// This loop is the book: it stays in one piece because it is one idea.
func (b *Book) match(o Order, limit Tick) (left Lots, stop bool) {
	left = o.Quantity
	orders, tags := b.orders, b.tags
	for left > 0 && !stop {
		price := b.best(o.Side.Opposite())
		if !b.reaches(o.Side, price, limit) {
			break
		}
		lv := b.find(price)
		s, taken := lv.head, int64(0)
		for {
			r := &orders[s]
			maker := tags[s].owner
			fill := min(r.quantity, left)
			if maker == o.Owner && b.rule != AllowSelf && maker != 0 {
				if b.rule == CancelIncoming {
					stop = true
					break
				}
				fill = 0
			}
			if fill > 0 {
				b.report(maker, o, price, fill)
				left -= fill
				if fill < r.quantity {
					r.quantity -= fill
					taken += int64(fill)
					break
				}
			}
			taken += int64(r.quantity)
			next := r.next
			b.release(s)
			s = next
			if s == 0 || left == 0 {
				break
			}
		}
		lv.total -= taken
		if s == 0 {
			b.exhaust(o.Side.Opposite(), price)
			continue
		}
		lv.head = s
		orders[s].prev = 0
	}
	return left, stop
}

// report appends a trade. Written field by field: a literal is built on the stack and read back wider than it was
// written, which stalls.
func (b *Book) report(maker uint32, o Order, price Tick, fill Lots) {
	n := len(b.trades)
	if n == cap(b.trades) {
		b.trades = append(b.trades, Trade{})
	}
	b.trades = b.trades[:n+1]
	t := &b.trades[n]
	t.Maker, t.Taker, t.Price, t.Quantity, t.Side = maker, o.Owner, price, fill, o.Side
}

// best is the best price of a side, NoBid or NoOffer if it is empty.
func (b *Book) best(side Side) Tick {
	return b.top[side&1]
}

// reaches reports whether an order of a side may trade at a resting price: within its limit and within the band.
func (b *Book) reaches(side Side, price, limit Tick) bool {
	if side == Buy {
		return price <= limit && price <= b.ceiling
	}
	return price >= limit && price >= b.floor
}

// exhaust closes a best level that has become empty and finds the next best price of its side.
func (b *Book) exhaust(side Side, price Tick) {
	b.shut(price)
	b.top[side] = b.worse(side, price)
}

// available reports whether a fill-or-kill order would be filled in whole.
func (b *Book) available(o Order) bool {
	need := int64(o.Quantity)
	side := o.Side.Opposite()
	for p := b.best(side); b.reaches(o.Side, p, o.Price); p = b.worse(side, p) {
		lots, stop := b.takeable(p, o.Owner)
		need -= lots
		if need <= 0 {
			return true
		}
		if stop {
			break
		}
	}
	return false
}

// takeable is how many lots of a level an owner could take, and whether its own order would stop it there.
func (b *Book) takeable(p Tick, owner uint32) (lots int64, stop bool) {
	lv := b.find(p)
	if b.rule == AllowSelf || owner == 0 {
		return lv.total, false
	}
	for s := lv.head; s != 0; s = b.orders[s].next {
		if b.tags[s].owner != owner {
			lots += int64(b.orders[s].quantity)
		} else if b.rule == CancelIncoming {
			return lots, true
		}
	}
	return lots, false
}

// worse is the next occupied price of a side behind p.
func (b *Book) worse(side Side, p Tick) Tick {
	if side == Buy {
		return b.below(p)
	}
	return b.above(p)
}
