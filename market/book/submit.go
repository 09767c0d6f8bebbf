package book

// Limit trades what it can at the order's price or better and rests the remainder. It returns the handle of what rests,
// 0 if nothing does, and what was filled at once. During a halt the order is collected.
//
// Half of all messages are limit orders that just rest, in the window and in a slot that was used before. These are
// written out here, without a call; limit does the same for all others.
func (b *Book) Limit(o Order) (Handle, Lots) {
	levels, orders, tags := b.levels, b.orders, b.tags
	i, s := int(uint32(o.Price)-uint32(b.base)), int(b.free)
	if i >= len(levels) || s == 0 || s >= len(orders) || s >= len(tags) || b.halted || o.Quantity == 0 {
		return b.limit(o)
	}
	sign, tops := o.Side.sign(), &b.top
	price, best := o.Price^sign, tops[o.Side&1]^sign
	if price >= tops[o.Side&1^1]^sign {
		return b.limit(o)
	}
	tops[o.Side&1] = max(price, best) ^ sign
	lv, t, r := &levels[i], &tags[s], &orders[s]
	b.free = r.next
	b.live++
	t.owner = o.Owner
	tail := lv.tail
	lv.tail = uint32(s)
	lv.total += int64(o.Quantity)
	r.next, r.prev, r.price, r.quantity = 0, tail, o.Price, o.Quantity
	orders[tail].next = uint32(s)
	if tail == 0 {
		lv.head = uint32(s)
		b.filled.add(uint32(i))
	}
	return Handle(t.generation)<<32 | Handle(s), 0
}

// limit is any limit order.
func (b *Book) limit(o Order) (Handle, Lots) {
	b.admit(o)
	if b.halted {
		return b.collect(o, false), 0
	}
	left, stop := b.match(o, o.Price)
	filled := o.Quantity - left
	if left == 0 || stop {
		return 0, filled
	}
	o.Quantity = left
	if b.crosses(o.Side, o.Price) { // only the band stopped it
		b.halted = true
		return b.collect(o, false), filled
	}
	return b.rest(o), filled
}

// Market trades at the best opposite prices, oldest first, and drops what the book cannot fill. It returns what was
// filled. During a halt, or when it runs into the band, the rest is collected for the auction.
func (b *Book) Market(owner uint32, side Side, quantity Lots) Lots {
	o := Order{Owner: owner, Side: side, Price: anyPrice(side), Quantity: quantity}
	if quantity == 0 {
		return 0
	}
	if b.halted {
		b.collect(o, true)
		return 0
	}
	left, stop := b.match(o, o.Price)
	if left > 0 && !stop && b.crosses(side, o.Price) {
		b.halted = true
		o.Quantity = left
		b.collect(o, true)
	}
	return quantity - left
}

// IOC (immediate or cancel) trades what it can at its price or better and drops the rest. During a halt it is refused.
func (b *Book) IOC(o Order) Lots {
	b.admit(o)
	if b.halted {
		return 0
	}
	left, _ := b.match(o, o.Price)
	return o.Quantity - left
}

// FOK (fill or kill) trades the whole quantity at its price or better, or nothing, and reports which. During a halt it
// is refused; lots beyond the band do not count as available.
func (b *Book) FOK(o Order) bool {
	b.admit(o)
	if b.halted || !b.available(o) {
		return false
	}
	b.match(o, o.Price)
	return true
}

// PostOnly rests the order if it would not trade, and otherwise refuses it with handle 0. During a halt it is refused.
func (b *Book) PostOnly(o Order) Handle {
	b.admit(o)
	if b.halted || b.crosses(o.Side, o.Price) {
		return 0
	}
	return b.rest(o)
}

// admit panics on an order that no book can take: the caller's mistake.
func (b *Book) admit(o Order) {
	if o.Quantity == 0 || o.Price == NoBid || o.Price == NoOffer {
		panic("book: want a positive quantity at a price strictly between NoBid and NoOffer")
	}
}

// anyPrice is the limit of an order that takes whatever the price.
func anyPrice(side Side) Tick {
	if side == Buy {
		return NoOffer - 1
	}
	return NoBid + 1
}

// crosses reports whether an order at this price would trade.
func (b *Book) crosses(side Side, price Tick) bool {
	return price^side.sign() >= b.top[side&1^1]^side.sign()
}

// rest queues an order that does not cross.
func (b *Book) rest(o Order) Handle {
	s, h := b.take(o.Owner)
	b.queue(s, o)
	return h
}

// queue writes an order into its slot and links it behind the last one of its price.
func (b *Book) queue(s uint32, o Order) {
	lv := b.open(o.Price)
	tail := lv.tail
	lv.tail = s
	lv.total += int64(o.Quantity)
	b.orders[s] = resting{0, tail, o.Price, o.Quantity}
	b.orders[tail].next = s
	if tail == 0 {
		lv.head = s
	}
	sign, best := o.Side.sign(), &b.top[o.Side&1]
	*best = max(*best^sign, o.Price^sign) ^ sign
	if b.strain >= patience {
		b.ease()
	}
}

// ease moves the window to the market if it has drifted away from it.
func (b *Book) ease() {
	if centre := b.centre(); b.strained(centre) {
		b.recentre(centre)
	}
}

// centre is where the market is, for placing the window.
func (b *Book) centre() Tick {
	switch {
	case b.top[Buy] == NoBid:
		return b.top[Sell]
	case b.top[Sell] == NoOffer:
		return b.top[Buy]
	}
	return Tick((int64(b.top[Buy]) + int64(b.top[Sell])) / 2)
}
