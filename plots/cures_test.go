package plots

func Example_cures() {
	show("cures", 3)
	// Output:
	// figures/cures.svg figures/cures.pdf figures/cures.png figures/cures.csv
	// series | fall | value | low | high
	// ledn able | -0.8 | 0.6 |  |
	// ledn able | 0.4 | 0.5429 |  |
}
