package book_test

import (
	"slices"

	"firesale/market/book"
)

// naive is the reference: one slice of orders a side in priority, searched and shifted, with nothing clever in it.
type naive struct {
	sides          [2][]named
	calls          []named
	trades         []book.Trade
	rule           book.SelfTrade
	floor, ceiling book.Tick
	halted         bool
}

type named struct {
	name   int
	market bool
	book.Order
}

func better(side book.Side, p, q book.Tick) bool {
	return side == book.Buy && p > q || side == book.Sell && p < q
}

func (n *naive) crosses(o book.Order) bool {
	other := n.sides[o.Side.Opposite()]
	return len(other) > 0 && !better(o.Side.Opposite(), o.Price, other[0].Price)
}

func (n *naive) inBand(o book.Order) bool {
	p := n.sides[o.Side.Opposite()][0].Price
	return o.Side == book.Buy && p <= n.ceiling || o.Side == book.Sell && p >= n.floor
}

// match returns what is left of o and whether the self-trade rule ended it.
func (n *naive) match(o book.Order) (book.Lots, bool) {
	other := &n.sides[o.Side.Opposite()]
	for o.Quantity > 0 && n.crosses(o) && n.inBand(o) {
		m := &(*other)[0]
		if m.Owner == o.Owner && o.Owner != 0 && n.rule == book.CancelIncoming {
			return o.Quantity, true
		}
		if m.Owner == o.Owner && o.Owner != 0 && n.rule == book.CancelResting {
			*other = slices.Delete(*other, 0, 1)
			continue
		}
		q := min(m.Quantity, o.Quantity)
		n.trades = append(n.trades, book.Trade{Maker: m.Owner, Taker: o.Owner, Price: m.Price, Quantity: q, Side: o.Side})
		o.Quantity -= q
		if m.Quantity -= q; m.Quantity == 0 {
			*other = slices.Delete(*other, 0, 1)
		}
	}
	return o.Quantity, false
}

func (n *naive) rest(x named) {
	side := &n.sides[x.Side]
	k := slices.IndexFunc(*side, func(y named) bool { return better(x.Side, x.Price, y.Price) })
	if k < 0 {
		k = len(*side)
	}
	*side = slices.Insert(*side, k, x)
}

// send is a limit or market order, or with rests false an IOC.
func (n *naive) send(x named, rests bool) {
	if !n.halted {
		left, stop := n.match(x.Order)
		x.Quantity = left
		if left == 0 || stop || !rests {
			return
		}
		if !n.crosses(x.Order) {
			if !x.market {
				n.rest(x)
			}
			return
		}
		n.halted = true
	}
	if rests {
		n.calls = append(n.calls, x)
	}
}

func (n *naive) fillOrKill(o book.Order) {
	trial := *n
	trial.sides, trial.trades = [2][]named{slices.Clone(n.sides[0]), slices.Clone(n.sides[1])}, slices.Clone(n.trades)
	if left, _ := trial.match(o); left == 0 && !n.halted {
		*n = trial
	}
}

func (n *naive) cancel(name int) (x named, ok bool) {
	for _, list := range []*[]named{&n.sides[0], &n.sides[1], &n.calls} {
		if k := slices.IndexFunc(*list, func(y named) bool { return y.name == name && !y.market }); k >= 0 {
			x = (*list)[k]
			*list = slices.Delete(*list, k, k+1)
			return x, true
		}
	}
	return x, false
}

// reopen tries every price at which anybody would trade and takes the one of largest volume, nearest to last.
func (n *naive) reopen(last, lo, hi book.Tick) (price book.Tick, volume int64) {
	for _, c := range n.calls {
		n.rest(c)
	}
	distance, best := func(p book.Tick) book.Tick { return max(p-last, last-p) }, last
	for p := lo; p <= hi; p++ {
		var sum [2]int64
		for side := range n.sides {
			for _, x := range n.sides[side] {
				if !better(book.Side(side), p, x.Price) {
					sum[side] += int64(x.Quantity)
				}
			}
		}
		if v := min(sum[0], sum[1]); v > volume || v == volume && distance(p) < distance(best) {
			best, volume = p, v
		}
	}
	n.uncross(best, volume)
	n.calls, n.halted, n.floor, n.ceiling = nil, false, book.NoBid, book.NoOffer
	for side := range n.sides {
		n.sides[side] = slices.DeleteFunc(n.sides[side], func(x named) bool { return x.market })
	}
	return best, volume
}

func (n *naive) uncross(p book.Tick, volume int64) {
	for volume > 0 {
		buy, sell := &n.sides[0][0], &n.sides[1][0]
		q := min(buy.Quantity, sell.Quantity)
		n.trades = append(n.trades, book.Trade{Maker: sell.Owner, Taker: buy.Owner, Price: p, Quantity: q, Side: book.Buy})
		volume -= int64(q)
		for side, x := range []*named{buy, sell} {
			if x.Quantity -= q; x.Quantity == 0 {
				n.sides[side] = slices.Delete(n.sides[side], 0, 1)
			}
		}
	}
}
