package plots

func Example_sensitivity() {
	show("sensitivity", 3)
	// Output:
	// figures/sensitivity.svg figures/sensitivity.pdf figures/sensitivity.png figures/sensitivity.csv
	// series | row | value | low | high
	// ST | 3.13 | 0.61 | 0.44 | 0.8
	// ST | 2.13 | 0.37 | 0.2 | 0.56
}
