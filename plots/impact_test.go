package plots

func Example_impact() {
	show("impact", 3)
	// Output:
	// figures/impact.svg figures/impact.pdf figures/impact.png figures/impact.csv
	// series | btc | value | low | high
	// sweep fitted | 80 | 0.83857 |  |
	// sweep fitted | 130.81 | 1.5278 |  |
}
