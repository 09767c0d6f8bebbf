package experiments

import (
	"context"
	"math"
	"strings"
	"testing"

	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// TestTailsAreThoseOfTheRuns recomputes the table from the runs.
func TestTailsAreThoseOfTheRuns(t *testing.T) {
	text := strings.Replace(strings.Replace(twice, "replications = 4", "replications = 40", 1), "\nvary.\"market.volume_btc_day\" = [1000.0, 2000.0]", "", 1)
	out, err := runIn(t, context.Background(), text, t.TempDir(), 2, quiet)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := results.Read(out.Dir, "runs")
	if err != nil {
		t.Fatal(err)
	}
	table, err := results.Read(out.Dir, "tails")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for i := range table.Len() {
		metric, _ := table.Cells("metric")[i].Text()
		statistic, _ := table.Cells("statistic")[i].Text()
		value, _ := table.Cells("value")[i].Float()
		warning, warned := table.Cells("warning")[i].Text()
		xs := existing(runs.Cells(metric))
		var want float64
		switch statistic {
		case "p05":
			want = stats.Quantile(xs, 0.05)
		case "p50":
			want = stats.Quantile(xs, 0.5)
		case "p95":
			want = stats.Quantile(xs, 0.95)
		case "var95":
			want = stats.VaR(xs, 0.95, level).Mean
		case "var99":
			want = stats.VaR(xs, 0.99, level).Mean
		case "mean":
			want = stats.Mean(xs, level).Mean
		default:
			seen[statistic]++
			continue
		}
		seen[statistic]++
		if math.Abs(value-want) > 1e-12*math.Abs(want) { // one rounding of a sum
			t.Errorf("%s of %s is %g, want %g", statistic, metric, value, want)
		}
		if tailed := statistic == "var95" || statistic == "var99" || statistic == "mean"; warned != tailed {
			t.Errorf("%s of %s over 40 runs: warning %q", statistic, metric, warning)
		}
	}
	if seen["var95"] != 1 || seen["es99"] != 1 || seen["p50"] < 10 {
		t.Errorf("statistics %v", seen)
	}
}
