package plots

func Example_flywheel() {
	show("flywheel", 3)
	// Output:
	// figures/flywheel.svg figures/flywheel.pdf figures/flywheel.png figures/flywheel.csv
	// series | time_h | value | low | high
	// bitcoin: cyclicality = 0 | 24 | 89429 |  |
	// bitcoin: cyclicality = 0 | 48 | 89438 |  |
}
