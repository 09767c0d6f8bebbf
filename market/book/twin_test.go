package book_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firesale/market/book"
)

// duel sends the same messages to the book and to the reference.
type duel struct {
	book    *book.Book
	naive   naive
	handles []book.Handle // by name; 0 where nothing rested
	lo, hi  book.Tick     // of the prices sent, for the brute force of auctions
}

func newDuel(window int, rule book.SelfTrade) *duel {
	return &duel{
		book:  book.New(book.Config{Window: window, SelfTrade: rule}),
		naive: naive{rule: rule, floor: book.NoBid, ceiling: book.NoOffer},
	}
}

// op is one message; what of it is read depends on the kind.
type op struct {
	kind  uint8
	order book.Order
	name  int // of an earlier order
}

// kinds of message, each drawn as often as it is listed
const kinds = "LLLLLMIFPCCCRRBHO"

func (d *duel) send(o op) string {
	kind := kinds[int(o.kind)%len(kinds)]
	name := 0
	if len(d.handles) > 0 {
		name = o.name % len(d.handles)
	}
	switch kind {
	case 'L':
		h, _ := d.book.Limit(o.order)
		d.naive.send(named{len(d.handles), false, o.order}, true)
		d.handles = append(d.handles, h)
	case 'M':
		d.market(o.order)
	case 'I':
		d.book.IOC(o.order)
		d.naive.send(named{-1, false, o.order}, false)
	case 'F':
		d.book.FOK(o.order)
		d.naive.fillOrKill(o.order)
	case 'P':
		h := d.book.PostOnly(o.order)
		if !d.naive.halted && !d.naive.crosses(o.order) {
			d.naive.rest(named{len(d.handles), false, o.order})
		}
		d.handles = append(d.handles, h)
	case 'C':
		if len(d.handles) > 0 {
			d.book.Cancel(d.handles[name])
			d.naive.cancel(name)
		}
	case 'R':
		if len(d.handles) > 0 {
			d.replace(name, o.order)
		}
	case 'B':
		d.book.Band(o.order.Price-5, o.order.Price+5)
		d.naive.floor, d.naive.ceiling = o.order.Price-5, o.order.Price+5
	case 'H':
		d.book.Halt()
		d.naive.halted = true
	case 'O':
		p, v := d.book.Reopen(o.order.Price)
		q, w := d.naive.reopen(o.order.Price, d.lo, d.hi)
		if v != w || v > 0 && p != q {
			return cmp.Diff([2]int64{int64(q), w}, [2]int64{int64(p), v})
		}
	}
	return ""
}

func (d *duel) market(o book.Order) {
	d.book.Market(o.Owner, o.Side, o.Quantity)
	o.Price = book.NoOffer - 1
	if o.Side == book.Sell {
		o.Price = book.NoBid + 1
	}
	d.naive.send(named{-1, true, o}, true)
}

func (d *duel) replace(name int, o book.Order) {
	if old, ok := d.book.Order(d.handles[name]); ok && o.Quantity%2 == 0 {
		o.Price = old.Price // else hardly any would keep its place
	}
	d.handles[name], _ = d.book.Replace(d.handles[name], o.Price, o.Quantity)
	for _, list := range [][]named{d.naive.sides[0], d.naive.sides[1], d.naive.calls} {
		for k := range list {
			if x := &list[k]; x.name == name && !x.market && x.Price == o.Price && o.Quantity <= x.Quantity {
				x.Quantity = o.Quantity
				return
			}
		}
	}
	if x, ok := d.naive.cancel(name); ok {
		x.Price, x.Quantity = o.Price, o.Quantity
		d.naive.send(x, true)
	}
}

// differ is how the two disagree, in trades since the last call and in every resting order; "" if they do not.
func (d *duel) differ() string {
	if err := d.book.Check(); err != nil {
		return err.Error()
	}
	got, want := append([]book.Trade(nil), d.book.Take()...), d.naive.trades
	d.naive.trades = nil
	if diff := cmp.Diff(want, got); diff != "" {
		return "trades (-naive +book):\n" + diff
	}
	for side := range d.naive.sides {
		var held, wanted []book.Order
		d.book.Walk(book.Side(side), func(_ book.Handle, o book.Order) bool { held = append(held, o); return true })
		for _, x := range d.naive.sides[side] {
			wanted = append(wanted, x.Order)
		}
		if diff := cmp.Diff(wanted, held); diff != "" {
			return "resting (-naive +book):\n" + diff
		}
	}
	return ""
}

func TestBookEqualsNaive(t *testing.T) {
	for _, tt := range []struct {
		name          string
		window, width int
		why           string
	}{
		{"all prices in the window", 1 << 12, 30, "queues of many orders at few prices"},
		{"window narrower than the market", 64, 400, "most levels are far, the window moves"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				d := newDuel(tt.window, book.SelfTrade(rapid.IntRange(0, 2).Draw(t, "rule")))
				d.lo, d.hi = book.Tick(1000-5*tt.width), book.Tick(1000+5*tt.width)
				for range rapid.IntRange(1, 120).Draw(t, "messages") {
					if diff := d.send(drawOp(t, tt.width)); diff != "" {
						t.Fatal("auction price, volume (-naive +book):\n" + diff)
					}
					if diff := d.differ(); diff != "" {
						t.Fatal(diff)
					}
				}
			})
		})
	}
}

func drawOp(t *rapid.T, width int) op {
	return op{
		kind: rapid.Uint8Range(0, uint8(len(kinds)-1)).Draw(t, "kind"),
		name: rapid.IntRange(0, 200).Draw(t, "name"),
		order: book.Order{
			Owner:    rapid.Uint32Range(0, 4).Draw(t, "owner"),
			Side:     book.Side(rapid.IntRange(0, 1).Draw(t, "side")),
			Price:    book.Tick(1000 + rapid.IntRange(-width, width).Draw(t, "price")),
			Quantity: book.Lots(rapid.IntRange(1, 20).Draw(t, "quantity")),
		},
	}
}

// TestFall follows a market down by 60%, with one-sided sweeps, through a window of 1.5% of the price: it must be moved
// dozens of times and stay exact.
func TestFall(t *testing.T) {
	const start, messages = 100_000, 30_000
	r := rand.New(rand.NewPCG(1, 2))
	d := newDuel(1<<10, book.CancelResting)
	for i := range messages {
		centre := start - int(0.6*start*float64(i)/messages)
		o := op{kind: uint8(r.IntN(14)), name: max(0, len(d.handles)-1-r.IntN(100))} // all but bands, halts and auctions
		o.order = book.Order{
			Owner: uint32(r.IntN(50)), Side: book.Side(r.IntN(2)), Quantity: book.Lots(1 + r.IntN(100)),
			Price: book.Tick(centre + r.IntN(200) - 100),
		}
		if kinds[o.kind] == 'M' {
			o.order.Quantity *= 5
		}
		if i%100 == 0 {
			o.order.Price = book.Tick(1 + r.IntN(2*start)) // somebody far away
		}
		d.send(o)
		if i%500 == 0 || i == messages-1 {
			if diff := d.differ(); diff != "" {
				t.Fatalf("after %d messages: %s", i, diff)
			}
		}
	}
}
