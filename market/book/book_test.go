package book_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firesale/market/book"
)

// show writes a book as "bids | offers", each order owner:lots@price in priority.
func show(b *book.Book) string {
	var sides [2][]string
	for side := range sides {
		b.Walk(book.Side(side), func(_ book.Handle, o book.Order) bool {
			sides[side] = append(sides[side], fmt.Sprintf("%d:%d@%d", o.Owner, o.Quantity, o.Price))
			return true
		})
	}
	return strings.Join(sides[0], " ") + " | " + strings.Join(sides[1], " ")
}

// tape writes trades as maker>taker lots@price.
func tape(trades []book.Trade) string {
	var out []string
	for _, t := range trades {
		out = append(out, fmt.Sprintf("%d>%d %d@%d", t.Maker, t.Taker, t.Quantity, t.Price))
	}
	return strings.Join(out, " ")
}

func buy(owner uint32, price book.Tick, lots book.Lots) book.Order {
	return book.Order{Owner: owner, Side: book.Buy, Price: price, Quantity: lots}
}

func sell(owner uint32, price book.Tick, lots book.Lots) book.Order {
	return book.Order{Owner: owner, Side: book.Sell, Price: price, Quantity: lots}
}

// quoted is the book that most cases begin with.
func quoted(rule book.SelfTrade) *book.Book {
	b := book.New(book.Config{Window: 256, SelfTrade: rule})
	for _, o := range []book.Order{buy(1, 99, 5), buy(2, 99, 5), buy(3, 98, 10), sell(4, 101, 5), sell(5, 101, 5), sell(6, 103, 10)} {
		b.Limit(o)
	}
	return b
}

func TestOrders(t *testing.T) {
	for _, tt := range []struct {
		name         string
		rule         book.SelfTrade
		do           func(b *book.Book) any // what it returns is compared with got
		got          any
		trades, left string
	}{
		{"limit rests behind its price", 0, func(b *book.Book) any { h, f := b.Limit(buy(7, 99, 1)); return []any{h != 0, f} },
			[]any{true, book.Lots(0)}, "", "1:5@99 2:5@99 7:1@99 3:10@98 | 4:5@101 5:5@101 6:10@103"},
		{"limit takes oldest first, at the maker's price, and rests", 0, func(b *book.Book) any { h, f := b.Limit(buy(7, 102, 12)); return []any{h != 0, f} },
			[]any{true, book.Lots(10)}, "4>7 5@101 5>7 5@101", "7:2@102 1:5@99 2:5@99 3:10@98 | 6:10@103"},
		{"market walks and drops the rest", 0, func(b *book.Book) any { return b.Market(7, book.Sell, 25) },
			book.Lots(20), "1>7 5@99 2>7 5@99 3>7 10@98", " | 4:5@101 5:5@101 6:10@103"},
		{"partial fill keeps its place", 0, func(b *book.Book) any { return b.Market(7, book.Sell, 3) },
			book.Lots(3), "1>7 3@99", "1:2@99 2:5@99 3:10@98 | 4:5@101 5:5@101 6:10@103"},
		{"IOC drops what its price does not fill", 0, func(b *book.Book) any { return b.IOC(sell(7, 99, 12)) },
			book.Lots(10), "1>7 5@99 2>7 5@99", "3:10@98 | 4:5@101 5:5@101 6:10@103"},
		{"FOK fills in whole", 0, func(b *book.Book) any { return b.FOK(sell(7, 98, 20)) },
			true, "1>7 5@99 2>7 5@99 3>7 10@98", " | 4:5@101 5:5@101 6:10@103"},
		{"FOK or kills", 0, func(b *book.Book) any { return b.FOK(sell(7, 99, 11)) },
			false, "", "1:5@99 2:5@99 3:10@98 | 4:5@101 5:5@101 6:10@103"},
		{"post-only is refused at the touch", 0, func(b *book.Book) any { return b.PostOnly(buy(7, 101, 1)) },
			book.Handle(0), "", "1:5@99 2:5@99 3:10@98 | 4:5@101 5:5@101 6:10@103"},
		{"self-trade cancels the resting order", book.CancelResting, func(b *book.Book) any { return b.Market(1, book.Sell, 7) },
			book.Lots(7), "2>1 5@99 3>1 2@98", "3:8@98 | 4:5@101 5:5@101 6:10@103"},
		{"self-trade cancels the incoming order", book.CancelIncoming, func(b *book.Book) any { return b.Market(2, book.Sell, 7) },
			book.Lots(5), "1>2 5@99", "2:5@99 3:10@98 | 4:5@101 5:5@101 6:10@103"},
		{"FOK does not count its own orders", book.CancelResting, func(b *book.Book) any { return b.FOK(sell(1, 99, 6)) },
			false, "", "1:5@99 2:5@99 3:10@98 | 4:5@101 5:5@101 6:10@103"},
		{"a band stops a market order and collects the rest", 0, func(b *book.Book) any { b.Band(99, 101); return []any{b.Market(7, book.Sell, 25), b.Halted()} },
			[]any{book.Lots(10), true}, "1>7 5@99 2>7 5@99", "3:10@98 | 4:5@101 5:5@101 6:10@103"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := quoted(tt.rule)
			if diff := cmp.Diff(tt.got, tt.do(b)); diff != "" {
				t.Error("returned (-want +got):\n" + diff)
			}
			if got := tape(b.Take()); got != tt.trades {
				t.Errorf("traded %q, want %q", got, tt.trades)
			}
			if got := show(b); got != tt.left {
				t.Errorf("left %q, want %q", got, tt.left)
			}
			if err := b.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestHandles: a handle names one order, also after its slot has gone to another.
func TestHandles(t *testing.T) {
	b := book.New(book.Config{Window: 64})
	first, _ := b.Limit(buy(1, 10, 5))
	b.Market(2, book.Sell, 5)
	second, _ := b.Limit(buy(3, 11, 7))
	if got := b.Cancel(first); got != 0 {
		t.Errorf("cancel of a filled order took %d lots", got)
	}
	if o, ok := b.Order(second); !ok || o != buy(3, 11, 7) {
		t.Errorf("the order in its slot is %+v, %t", o, ok)
	}
	b.Reset()
	if got := b.Cancel(second); got != 0 {
		t.Errorf("cancel after a reset took %d lots", got)
	}
	if got := b.Cancel(0); got != 0 {
		t.Errorf("cancel of no order took %d lots", got)
	}
}

func TestSnapshot(t *testing.T) {
	b := quoted(0)
	h, _ := b.Limit(buy(7, 99, 1))
	ahead, _ := b.Ahead(h)
	mid, _ := b.Mid()
	got := []any{ahead, mid, b.Levels(nil, book.Buy, 5), b.At(101), b.Upto(book.Sell, 103), b.Upto(book.Sell, 102), b.Within(book.Buy, 0.015), b.Live()}
	want := []any{int64(10), 100.0, []book.Level{{99, 11}, {98, 10}}, int64(10), int64(20), int64(10), int64(11), 7}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("(-want +got):\n" + diff)
	}
}

// TestAnyPrice: extremes of the range, in one book with a window of 64 ticks.
func TestAnyPrice(t *testing.T) {
	b := book.New(book.Config{Window: 64})
	for _, o := range []book.Order{buy(1, book.NoBid+1, 1), sell(2, book.NoOffer-1, 1), buy(3, 0, 1), sell(4, 1_000_000, 1)} {
		b.Limit(o)
	}
	if got, want := show(b), "3:1@0 1:1@-2147483647 | 4:1@1000000 2:1@2147483646"; got != want {
		t.Errorf("left %q, want %q", got, want)
	}
	if b.Market(5, book.Buy, 2) != 2 || b.Market(5, book.Sell, 2) != 2 || b.Live() != 0 {
		t.Errorf("did not clear: %q", show(b))
	}
}

func TestNoAllocations(t *testing.T) {
	b := quoted(0)
	once := func() {
		h, _ := b.Limit(buy(7, 99, 1))
		b.Replace(h, 98, 2)
		b.Market(8, book.Sell, 3)
		b.Limit(buy(1, 99, 3))
		b.Cancel(h)
		b.FOK(buy(9, 101, 500))
		b.Halt()
		b.Limit(buy(9, 102, 1))
		b.Market(3, book.Sell, 1)
		b.Reopen(100)
		b.Take()
	}
	if n := testing.AllocsPerRun(1000, once); n != 0 {
		t.Errorf("%v allocations a round, want 0", n)
	}
}
