package plots

func Example_facts() {
	show("facts", 3)
	// Output:
	// figures/facts.svg figures/facts.pdf figures/facts.png figures/facts.csv
	// series | x | value | low | high
	// losses | 0.004 | 0.5 |  |
	// losses | 0.0043511 | 0.38788 |  |
}
