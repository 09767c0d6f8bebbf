package experiments

import (
	"context"
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// twice is a study of two points that differ in nothing that matters: a sweep never looks at the volume.
const twice = `
[run]
replications = 4
[clock]
horizon = "5d"
[price]
kind = "gbm"
volatility = "150%"
[lender.x.pool]
loans = 200
borrowers = 150
[record]
paths = 0
[design]
vary."market.volume_btc_day" = [1000.0, 2000.0]
`

func prices(t *testing.T, text string) []float64 {
	t.Helper()
	s, err := LoadStudy(writeStudy(t, text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Run(context.Background(), t.TempDir(), 2, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	table, err := results.Read(out.Dir, "runs", "price_final_usd")
	if err != nil {
		t.Fatal(err)
	}
	xs, _ := table.Floats("price_final_usd")
	return xs
}

func TestPointsShareTheirDraws(t *testing.T) {
	xs := prices(t, twice)
	if len(xs) != 8 || !slices.Equal(xs[:4], xs[4:]) {
		t.Errorf("two points of the same settings: %v", xs)
	}
	own := strings.Replace(twice, "[run]", "[run]\ncommon_draws = false", 1)
	ys := prices(t, own)
	for i, y := range ys {
		if slices.Contains(ys[:i], y) || slices.Contains(xs, y) {
			t.Errorf("run %d ends at %v, as another one does: want draws of its own", i, y)
		}
	}
	if !slices.Equal(ys, prices(t, own)) {
		t.Error("run again, the points have other draws")
	}
}
