package book

import (
	"reflect"
	"testing"
)

// A copy answers every message as the original does, and neither notices what happens to the other.
func TestBecome(t *testing.T) {
	fill := func(b *Book, from int) {
		for i := range 400 {
			k := (from + i) * 7919 % 1009
			b.Limit(Order{Owner: uint32(k%7 + 1), Side: Side(k & 1), Price: Tick(1000 + k%211 - 300*(k&1) + 150), Quantity: Lots(1 + k%5)})
		}
		b.Limit(Order{Owner: 9, Side: Buy, Price: 5, Quantity: 3}) // outside the window
	}
	a, b := New(Config{Window: 256}), New(Config{Window: 64})
	fill(a, 0)
	fill(b, 500)
	b.Become(a)
	a.Take()
	b.Take()
	if err := b.Check(); err != nil {
		t.Fatal(err)
	}
	b.Market(8, Sell, 50)
	apart := append([]Trade(nil), b.Take()...)
	if len(apart) == 0 {
		t.Fatal("nothing traded: the test judges nothing")
	}
	if err := a.Check(); err != nil {
		t.Fatal(err)
	}
	a.Market(8, Sell, 50)
	if same := a.Take(); !reflect.DeepEqual(same, apart) {
		t.Errorf("the copy traded %v, the original after it %v", apart, same)
	}
}
