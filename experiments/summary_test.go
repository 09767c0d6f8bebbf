package experiments_test

import (
	"math"
	"testing"

	"firesale/experiments/stats"
)

// A metric that is 0 or 1 in every run is a share of the runs: its interval is Wilson's, which stays within 0 and 1 and knows
// something where all runs agree.
func TestSharesHaveWilsonsInterval(t *testing.T) {
	s, err := loaded(t, `[run]
replications = 30
[clock]
horizon = "20d"
step = "6h"
[price]
volatility = "90%"
[market.impact]
depth = 10000.0
[record]
paths = 0
[lender.a]
[design]
vary."lender.a.copies" = [0, 3, 1]
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	table := ran(t, s)
	tails := table("tails")
	for i, c := range tails.Cells("metric") {
		metric, _ := c.Text()
		if statistic, _ := tails.Cells("statistic")[i].Text(); statistic == "mean" && (metric == "cascade" || metric == "amplified") {
			t.Errorf("%s: its tail warns of Student's interval, which it has not", metric)
		}
	}
	points, _ := table("runs").Floats("point")
	for _, metric := range []string{"cascade", "amplified"} {
		values, exists := table("runs").Floats(metric)
		lo, _ := table("summary").Floats(metric + ".lo")
		hi, _ := table("summary").Floats(metric + ".hi")
		for point := range lo {
			yes, all := 0, 0
			for i, x := range values {
				if exists[i] && int(points[i]) == point {
					yes, all = yes+int(x), all+1
				}
			}
			if want := stats.Wilson(yes, all, 0.95); math.Abs(lo[point]-want.Lo)+math.Abs(hi[point]-want.Hi) > 1e-12 { // to rounding
				t.Errorf("%s at point %d: %d of %d runs, [%g, %g], want [%g, %g]", metric, point, yes, all, lo[point], hi[point], want.Lo, want.Hi)
			}
			if point == 1 && (yes == 0 || yes == all) {
				t.Errorf("%s: %d of %d runs: the test judges little", metric, yes, all)
			}
		}
	}
}
