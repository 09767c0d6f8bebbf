package book

import (
	"cmp"
	"slices"
)

// collected is an order that arrived while trading was halted. Its lots are in the slab, under its handle; there it
// links to itself, and prev is its place in the list of collected orders. A slot of 0 says that the order is gone.
type collected struct {
	slot   uint32
	side   Side
	market bool
}

// Band sets the prices outside which nothing may trade continuously. An order that would trade beyond them stops there,
// halts the book, and its rest is the first order collected (an IOC is only cut short). Preset: NoBid and NoOffer, no band.
func (b *Book) Band(floor, ceiling Tick) { b.floor, b.ceiling = floor, ceiling }

// Halt stops continuous trading: limit and market orders are collected, IOC, FOK and post-only orders refused, cancels
// obeyed.
func (b *Book) Halt() { b.halted = true }

// Halted reports whether the book is collecting orders.
func (b *Book) Halted() bool { return b.halted }

// collect stores an order for the auction.
func (b *Book) collect(o Order, market bool) Handle {
	s, h := b.take(o.Owner)
	b.orders[s] = resting{s, uint32(len(b.collected)), o.Price, o.Quantity}
	b.collected = append(b.collected, collected{s, o.Side, market})
	return h
}

// Reopen ends a halt by one call auction over resting and collected orders, and returns its price and volume. The price
// is the one of largest volume,
//
//	V(p) = min(Σ buy lots with limit ≥ p, Σ sell lots with limit ≤ p),
//
// and of all those the nearest to last. Buys from the highest limit down meet sells from the lowest up, first come first
// served within a limit, market orders before all; the rest of limit orders stays, that of market orders is dropped.
// With nothing to trade, volume is 0 and price is last. The self-trade rule does not apply: an auction has no taker.
// Continuous trading goes on without a band until the caller sets one. Source: Economides and Schwartz 1995.
func (b *Book) Reopen(last Tick) (price Tick, volume int64) {
	buys, sells := b.interests(Buy), b.interests(Sell)
	price, volume = clearing(buys, sells, last)
	b.uncross(buys, sells, price, volume)
	b.halted = false
	b.floor, b.ceiling = NoBid, NoOffer
	b.settle()
	return price, volume
}

// interest is one order of an auction, of either side.
type interest struct {
	slot     uint32
	price    Tick
	quantity Lots
}

// interests lists the orders of a side that could take part, in priority: by limit, then resting before collected, then
// by age. Resting orders that nobody on the other side reaches are left out.
func (b *Book) interests(side Side) []interest {
	all := b.auction[side][:0]
	reach := b.keenest(side.Opposite())
	for p := b.best(side); p != NoBid && p != NoOffer && !beyond(side, p, reach); p = b.worse(side, p) {
		for s := b.find(p).head; s != 0; s = b.orders[s].next {
			all = append(all, interest{s, p, b.orders[s].quantity})
		}
	}
	for _, c := range b.collected {
		if c.slot != 0 && c.side == side {
			r := b.orders[c.slot]
			all = append(all, interest{c.slot, r.price, r.quantity})
		}
	}
	slices.SortStableFunc(all, func(x, y interest) int {
		if side == Buy {
			return cmp.Compare(y.price, x.price)
		}
		return cmp.Compare(x.price, y.price)
	})
	b.auction[side] = all
	return all
}

// keenest is the best limit of a side, resting or collected.
func (b *Book) keenest(side Side) Tick {
	p := b.best(side)
	for _, c := range b.collected {
		if q := b.orders[c.slot].price; c.slot != 0 && c.side == side && beyond(side, p, q) {
			p = q
		}
	}
	return p
}

// clearing is the price and volume of an auction. Matching in priority while limits cross finds the largest volume; the
// limits of the last pair matched are the lowest and highest price at which it can be had.
func clearing(buys, sells []interest, last Tick) (price Tick, volume int64) {
	low, high := last, last
	var bought, sold Lots // of the heads
	for len(buys) > 0 && len(sells) > 0 && buys[0].price >= sells[0].price {
		low, high = sells[0].price, buys[0].price
		q := min(buys[0].quantity-bought, sells[0].quantity-sold)
		volume += int64(q)
		if bought += q; bought == buys[0].quantity {
			buys, bought = buys[1:], 0
		}
		if sold += q; sold == sells[0].quantity {
			sells, sold = sells[1:], 0
		}
	}
	return max(low, min(high, last)), volume
}

// uncross trades the heads of both lists against each other at one price until the volume is done.
func (b *Book) uncross(buys, sells []interest, price Tick, volume int64) {
	for volume > 0 {
		buy, sell := &buys[0], &sells[0]
		q := min(buy.quantity, sell.quantity)
		b.trades = append(b.trades, Trade{b.tags[sell.slot].owner, b.tags[buy.slot].owner, price, q, Buy})
		volume -= int64(q)
		buys, sells = b.fill(buys, q), b.fill(sells, q)
	}
}

// fill takes q lots from the first order of a list and drops it from the list and the book when nothing is left.
func (b *Book) fill(list []interest, q Lots) []interest {
	first := &list[0]
	if first.quantity -= q; first.quantity > 0 {
		b.shrink(first.slot, first.quantity)
		return list
	}
	b.Cancel(b.handle(first.slot))
	return list[1:]
}

// settle rests what limit orders have left, in the order of their arrival, and drops what market orders have.
func (b *Book) settle() {
	for _, c := range b.collected {
		switch {
		case c.slot == 0: // filled or cancelled
		case c.market:
			b.release(c.slot)
		default:
			r := b.orders[c.slot]
			b.queue(c.slot, Order{Side: c.side, Price: r.price, Quantity: r.quantity})
		}
	}
	b.collected = b.collected[:0]
}
