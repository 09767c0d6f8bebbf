package plots

func Example_pricePath() {
	show("price-path", 3)
	// Output:
	// figures/price-path.svg figures/price-path.pdf figures/price-path.png figures/price-path.csv
	// series | time_h | value | low | high
	// price without feedback (the twin) | 4 | 87350 |  |
	// price without feedback (the twin) | 8 | 89192 |  |
}
