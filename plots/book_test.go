package plots

func Example_book() {
	show("book", 3)
	// Output:
	// figures/book.svg figures/book.pdf figures/book.png figures/book.csv
	// series | distance | value | low | high
	// first (after 2 d) | 0 | 0 |  |
	// first (after 2 d) | 0 | 0 |  |
}
