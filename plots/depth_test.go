package plots

func Example_depth() {
	show("depth", 3)
	// Output:
	// figures/depth.svg figures/depth.pdf figures/depth.png figures/depth.csv
	// series | time_h | price_usd | width_usd | value
	// bid | 48 | 87150 | 350 | 44.24
	// ask | 48 | 87500 | 350 | 48.664
}
