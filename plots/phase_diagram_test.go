package plots

import "math"

// phases writes the fixture of the phase diagram: a share of amplified runs that passes a half a little beyond n = 1.
func phases(dir string) {
	var rows [][]any
	for i, copies := range []int64{5, 10, 20, 40, 80, 160} {
		for j, depth := range []float64{62_500, 125_000, 250_000, 500_000, 1_000_000} {
			n := float64(copies) * 8_678 / depth
			share := 1 / (1 + math.Pow(1.4/n, 3))
			rows = append(rows, []any{i*5 + j, copies, depth, 100, share, share - 0.08, share + 0.08, 0.9 * n, n})
		}
	}
	table(dir, "summary", []string{"point:i", "lender.ledn.copies:i", "market.impact.depth:f", "runs:i", "amplified.mean:f", "amplified.lo:f",
		"amplified.hi:f", "reproduction_peak.mean:f", "reproduction_peak.theory:f"}, rows)
}

func Example_phaseDiagram() {
	show("phase-diagram", 3)
	// Output:
	// figures/phase-diagram.svg figures/phase-diagram.pdf figures/phase-diagram.png figures/phase-diagram.csv
	// series | lender.ledn.copies | market.impact.depth | value | low | high
	// cell | 5 | 62500 | 0.10869 | 0.028686 | 0.18869
	// cell | 5 | 1.25e+05 | 0.015014 | -0.064986 | 0.095014
}
