package plots

func Example_stressTable() {
	show("stress-table", 3)
	// Output:
	// figures/stress-table.svg figures/stress-table.pdf figures/stress-table.png figures/stress-table.csv
	// series | price.shock | lender.ledn.latency | value | low | high
	// cell | -0.5 | 0.0027778 | 2.5382e+07 |  |
	// cell | -0.5 | 1 | 2.7502e+07 |  |
}
