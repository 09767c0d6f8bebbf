package plots

func Example_fan() {
	show("fan", 3)
	// Output:
	// figures/fan.svg figures/fan.pdf figures/fan.png figures/fan.csv
	// series | time_h | value | low | high
	// 5–95% | 4 | 87884 | 87079 | 89325
	// 5–95% | 8 | 87721 | 86014 | 90074
}
