package experiments

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"firesale/experiments/results"
)

func TestCrossing(t *testing.T) {
	values := []float64{0, 1, 2, 4, 8}
	nan := math.NaN()
	for _, c := range []struct {
		name       string
		statistics []float64
		want       float64
	}{
		{"rises", []float64{-3, -2, -1, 1, 5}, 3},
		{"falls", []float64{5, 1, -1, -2, -3}, 1.5},
		{"a jump", []float64{-1, -1, -1, 0.5, 0.5}, 2 + 2./1.5},
		{"on one side", []float64{1, 2, 3, 4, 5}, nan},
		{"does not exist in between", []float64{-1, -1, nan, 1, 1}, nan},
	} {
		got := crossing(len(values), func(i int) float64 { return values[i] }, func(i int) float64 { return c.statistics[i] }, 0)
		if !(math.Abs(got-c.want) < 1e-12) && !(math.IsNaN(got) && math.IsNaN(c.want)) { // a rounding or two
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// driven is a price that only moves by itself: its median fall over a day at volatility σ is known.
const driven = `
[run]
replications = 400
[clock]
step = "6h"
horizon = "1d"
[market.impact]
kind = "none"
[lender.x]
copies = 0
[find]
address = "price.volatility"
metric = "price_final_usd"
statistic = "%s"
level = %v
low = "10%%"
high = "200%%"
tolerance = 1e-4
`

// TestFindStochastic finds the volatility at which a quantile of the price passes a level that the lognormal law gives,
// within twice the half of the interval that it states: four standard errors.
func TestFindStochastic(t *testing.T) {
	const sigma = 0.8
	low := 87_508 * math.Exp(-sigma*sigma/2/365-1.6448536*sigma/math.Sqrt(365))
	s, err := LoadStudy(writeStudy(t, fmt.Sprintf(driven, "p05", low)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Run(context.Background(), t.TempDir(), 2, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	f := out.Found[0]
	if !f.Root.Known() || math.Abs(f.Root.Mean-sigma) > 2*f.Root.Half() || f.Root.Half() > 0.2 || !(f.Lo <= f.Root.Mean && f.Root.Mean <= f.Hi) {
		t.Errorf("the 5%% quantile passes %.0f at %v, from %v to %v, bracket %v to %v; want %v within twice its half, and the root in its bracket", low, f.Root.Mean, f.Root.Lo, f.Root.Hi, f.Lo, f.Hi, sigma)
	}
	roots, err := results.Read(out.Dir, "root")
	if err != nil || roots.Len() != 1 || strings.Join(roots.Texts("monotone"), "") != "yes" {
		t.Errorf("root.parquet is not a monotone row: %v", err)
	}
}
