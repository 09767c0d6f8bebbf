package stats_test

import (
	"math"
	"testing"

	"firesale/experiments/stats"
)

func TestIntervalString(t *testing.T) {
	for _, c := range []struct {
		mean, half float64
		want       string
	}{
		{0.2109, 0.0281, "0.211 ± 0.028"},
		{-0.02, 0.5, "-0.02 ± 0.50"},
		{1234567.8, 20000, "1,235,000 ± 20,000"},
		{3, 0, "3"},
		{12345.678, math.Inf(1), "12,346"},
		{0.00012345678, math.Inf(1), "0.0001235"},
	} {
		i := stats.Interval{Mean: c.mean, Lo: c.mean - c.half, Hi: c.mean + c.half, N: 9}
		if got := i.String(); got != c.want {
			t.Errorf("%g ± %g is printed %q, want %q", c.mean, c.half, got, c.want)
		}
	}
}
