package book

import "math"

// A Level is one price of one side, for whoever looks at the book.
type Level struct {
	Price    Tick
	Quantity int64 // lots
}

// Bid is the best price to sell at; false if nobody bids.
func (b *Book) Bid() (Tick, bool) { return b.top[Buy], b.top[Buy] != NoBid }

// Ask is the best price to buy at; false if nobody offers.
func (b *Book) Ask() (Tick, bool) { return b.top[Sell], b.top[Sell] != NoOffer }

// Mid is the middle between best bid and best ask, in ticks; false if one side is empty.
func (b *Book) Mid() (float64, bool) {
	return (float64(b.top[Buy]) + float64(b.top[Sell])) / 2, b.top[Buy] != NoBid && b.top[Sell] != NoOffer
}

// Live is the number of orders in the book, collected ones included.
func (b *Book) Live() int { return b.live }

// Order is what is left of an order; false if the order is gone.
func (b *Book) Order(h Handle) (Order, bool) {
	s, ok := b.slot(h)
	if !ok {
		return Order{}, false
	}
	r := b.orders[s]
	o := Order{Owner: b.tags[s].owner, Side: Sell, Price: r.price, Quantity: r.quantity}
	if r.next == s {
		o.Side = b.collected[r.prev].side
	} else if r.price <= b.top[Buy] {
		o.Side = Buy
	}
	return o, true
}

// Ahead is how many lots stand before an order in the queue of its price; false if it does not rest. It walks the queue.
func (b *Book) Ahead(h Handle) (lots int64, ok bool) {
	s, ok := b.slot(h)
	if !ok || b.orders[s].next == s {
		return 0, false
	}
	for q := b.orders[s].prev; q != 0; q = b.orders[q].prev {
		lots += int64(b.orders[q].quantity)
	}
	return lots, true
}

// Levels appends the best n levels of a side to dst, best first, and returns it.
func (b *Book) Levels(dst []Level, side Side, n int) []Level {
	for p := b.best(side); n > 0 && p != NoBid && p != NoOffer; p = b.worse(side, p) {
		dst = append(dst, Level{p, b.find(p).total})
		n--
	}
	return dst
}

// At is the number of lots at a price.
func (b *Book) At(p Tick) int64 {
	if i, ok := b.index(p); ok {
		return b.levels[i].total
	}
	if k := b.rank(p); k < len(b.far) && b.far[k].price == p {
		return b.far[k].total
	}
	return 0
}

// Upto is the number of lots of a side from its best price to a limit, that included: what an order with this limit
// would find. It is 0 if the best price is beyond the limit.
func (b *Book) Upto(side Side, limit Tick) (lots int64) {
	for p := b.best(side); p != NoBid && p != NoOffer && !beyond(side, p, limit); p = b.worse(side, p) {
		lots += b.find(p).total
	}
	return lots
}

// Within is the number of lots of a side within a share x of the mid: bids down to mid·(1−x), or offers up to mid·(1+x).
// It is 0 if there is no mid.
func (b *Book) Within(side Side, x float64) int64 {
	mid, ok := b.Mid()
	if !ok {
		return 0
	}
	if side == Buy {
		return b.Upto(Buy, toTick(math.Ceil(mid-math.Abs(mid)*x)))
	}
	return b.Upto(Sell, toTick(math.Floor(mid+math.Abs(mid)*x)))
}

// Walk shows every resting order of a side in the order in which it would be filled, until see returns false.
func (b *Book) Walk(side Side, see func(Handle, Order) bool) {
	for p := b.best(side); p != NoBid && p != NoOffer; p = b.worse(side, p) {
		for s := b.find(p).head; s != 0; s = b.orders[s].next {
			if !see(b.handle(s), Order{b.tags[s].owner, side, p, b.orders[s].quantity}) {
				return
			}
		}
	}
}

// beyond reports whether a resting price of a side is worse than a limit.
func beyond(side Side, p, limit Tick) bool {
	if side == Buy {
		return p < limit
	}
	return p > limit
}

// toTick saturates: a limit far outside is as good as none.
func toTick(x float64) Tick {
	return Tick(max(float64(NoBid)+1, min(float64(NoOffer)-1, x)))
}
