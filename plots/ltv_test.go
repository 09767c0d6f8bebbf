package plots

func Example_ltv() {
	show("ltv", 3)
	// Output:
	// figures/ltv.svg figures/ltv.pdf figures/ltv.png figures/ltv.csv
	// series | ltv | value | low | high
	// at the start | 0 | 0 |  |
	// at the start | 0.01 | 0 |  |
}
