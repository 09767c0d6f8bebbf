package plots

func Example_waterfall() {
	show("waterfall", 3)
	// Output:
	// figures/waterfall.svg figures/waterfall.pdf figures/waterfall.png figures/waterfall.csv
	// series | row | value | low | high
	// from reserve | 1 | 1.8858e+05 | 0 | 1.8858e+05
	// trustee fee | 2 | 15000 | 1.7358e+05 | 1.8858e+05
}
