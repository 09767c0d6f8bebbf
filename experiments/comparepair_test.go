package experiments

import (
	"math/rand/v2"
	"testing"

	"firesale/experiments/stats"
)

// Before, yields that differ in their last bit alone were told apart, because they did so in every run.
func TestRoundingIsNoDifference(t *testing.T) {
	boot := stats.Bootstrap{Level: level, Resamples: resamples, Source: rand.NewPCG(1, 2)}
	reference := []float64{0.095, 0.095, 0.095, 0.095}
	other := []float64{0.09500000000000001, 0.09500000000000003, 0.09500000000000001, 0.09500000000000001}
	for _, mirrored := range []bool{false, true} {
		p := couple{reference: &side{mirrored: mirrored}}
		if c := p.paired(other, reference, boot); c.difference.Mean != 0 || c.difference.Verdict() != stats.Indistinct {
			t.Errorf("mirrored %t: difference %+v, want none", mirrored, c.difference)
		}
	}
}

// Before, one run, which has no interval, looked like a difference that leaves out 0.
func TestVerdictOnADifference(t *testing.T) {
	for _, c := range []struct {
		of   stats.Interval
		want string
	}{
		{stats.Mean([]float64{3}, level), noInterval},
		{stats.Mean([]float64{-1, 1}, level), stats.Indistinct},
		{stats.Mean([]float64{3, 3, 3.1}, level), ""},
	} {
		if got, _ := verdictOn(c.of).Text(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.of, got, c.want)
		}
	}
}
