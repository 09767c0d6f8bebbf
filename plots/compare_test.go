package plots

func Example_comparison() {
	show("compare", 3)
	// Output:
	// figures/compare.svg figures/compare.pdf figures/compare.png figures/compare.csv
	// series | row | value | low | high
	// 95% Student's t | 3 | 0.012 | -0.003 | 0.027
	// 95% Student's t | 2 | 0.061 | 0.04 | 0.082
}
