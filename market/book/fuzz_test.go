package book_test

import (
	"testing"

	"firesale/market/book"
)

// FuzzBook reads messages of five bytes (kind, owner and side, price, quantity, name) and holds the book to the reference
// after each: same trades, same queues, invariants kept. The first byte chooses the window and the self-trade rule.
func FuzzBook(f *testing.F) {
	f.Add([]byte("\x00" + "\x00\x02\x20\x09\x00" + "\x00\x01\x18\x05\x00" + "\x05\x03\x00\x04\x00" + "\x0a\x00\x00\x00\x00"))
	f.Add([]byte("\x04" + "\x00\x02\x20\x09\x00" + "\x0e\x00\x20\x01\x00" + "\x00\x01\x30\x05\x00" + "\x0f\x00\x28\x01\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 || len(data) > 5*200 {
			return
		}
		window, stride := 1<<12, 1
		if data[0]&4 != 0 {
			window, stride = 64, 40 // most levels are far
		}
		d := newDuel(window, book.SelfTrade(data[0]&3%3))
		d.lo, d.hi = book.Tick(-10), book.Tick(256*stride)
		for data = data[1:]; len(data) >= 5; data = data[5:] {
			o := op{kind: data[0], name: int(data[4])}
			o.order = book.Order{
				Owner: uint32(data[1] >> 1 & 7), Side: book.Side(data[1] & 1),
				Price: book.Tick(int(data[2]) * stride), Quantity: book.Lots(data[3]) + 1,
			}
			if diff := d.send(o); diff != "" {
				t.Fatal("auction price, volume (-naive +book):\n" + diff)
			}
			if diff := d.differ(); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}
