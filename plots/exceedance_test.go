package plots

func Example_exceedance() {
	show("exceedance", 3)
	// Output:
	// figures/exceedance.svg figures/exceedance.pdf figures/exceedance.png figures/exceedance.csv
	// series | drawdown | value | low | high
	// copies = 1 | 0.003798 | 1 | 0.98115 | 1
	// copies = 1 | 0.00853 | 0.995 | 0.97223 | 0.99912
}
