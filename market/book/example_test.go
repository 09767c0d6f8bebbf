package book_test

import (
	"fmt"

	"firesale/market/book"
)

// A sweep of the book pays more the deeper it goes.
func Example() {
	b := book.New(book.Preset())
	b.Limit(book.Order{Owner: 1, Side: book.Buy, Price: 100_000, Quantity: 2})
	b.Limit(book.Order{Owner: 2, Side: book.Buy, Price: 99_990, Quantity: 5})
	b.Market(3, book.Sell, 4)
	for _, t := range b.Take() {
		fmt.Println(t.Quantity, "lots at", t.Price, "from owner", t.Maker)
	}
	fmt.Println(b.Levels(nil, book.Buy, 10))
	// Output:
	// 2 lots at 100000 from owner 1
	// 2 lots at 99990 from owner 2
	// [{99990 3}]
}

// After a halt, one price clears what was collected: of the prices 98 to 102, at which 5 lots trade, the nearest to 105.
func ExampleBook_Reopen() {
	b := book.New(book.Preset())
	b.Halt()
	b.Limit(book.Order{Owner: 1, Side: book.Buy, Price: 102, Quantity: 5})
	b.Limit(book.Order{Owner: 2, Side: book.Sell, Price: 98, Quantity: 8})
	price, volume := b.Reopen(105)
	fmt.Println(volume, "lots at", price)
	fmt.Println(b.Ask())
	// Output:
	// 5 lots at 102
	// 98 true
}

// A generated flow replays to the same hash on every machine.
func ExampleFlow_Play() {
	f, err := book.GenerateFlow("santafe", 50_000, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := f.Play(book.New(book.Preset()))
	fmt.Printf("%d trades, %d lots, hash %016x, %v\n", r.Trades, r.Volume, r.Hash, err)
	// Output:
	// 3991 trades, 101677 lots, hash 328baddf3e514c8f, <nil>
}
