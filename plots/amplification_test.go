package plots

func Example_amplification() {
	show("amplification", 3)
	// Output:
	// figures/amplification.svg figures/amplification.pdf figures/amplification.png figures/amplification.csv
	// series | lender.ledn.copies | value | low | high
	// 5–95% of runs | 1 | 1.0151 | 1 | 1.0239
	// 5–95% of runs | 10 | 1.1785 | 1 | 1.3014
}
