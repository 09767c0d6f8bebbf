package plots

func Example_contagionMatrix() {
	show("contagion-matrix", 4)
	// Output:
	// figures/contagion-matrix.svg figures/contagion-matrix.pdf figures/contagion-matrix.png figures/contagion-matrix.csv
	// by | on | value | low | high
	// apx | apx |  |  |
	// apx | figure | 1e+05 | 80000 | 1.2e+05
	// apx | ledn | 4e+05 | 3.2e+05 | 4.8e+05
}
