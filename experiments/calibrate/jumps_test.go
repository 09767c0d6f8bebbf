package calibrate

import (
	"math"
	"strings"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// daysOfMerton is days with forty broad jumps a year, and the parameters of the search that stand for them.
func daysOfMerton(t *testing.T, n, set int) (r *Returns, truth []float64) {
	r = simulated(t, &price.Merton{JumpRate: 40, JumpMean: -0.015, JumpSD: 0.05}, price.Common{Volatility: 0.7}, unit.Day, n, set)
	v := 0.7*0.7 - 40*(0.015*0.015+0.05*0.05)
	return r, []float64{-v/2 - 40*math.Expm1(-0.015+0.05*0.05/2), math.Log(v) / 2, math.Log(40), -0.015, math.Log(0.05)}
}

// TestNoLessLikelyThanTruth: where the search ends, the likelihood is at least that of the truth. In these sets one that
// begins with large jumps alone ends lower, with a few jumps that are all alike.
func TestNoLessLikelyThanTruth(t *testing.T) {
	for _, set := range []int{12, 32, 38, 53} {
		r, truth := daysOfMerton(t, 2000, set)
		d, err := newDensity(r, typical(r.R))
		if err != nil {
			t.Fatal(err)
		}
		e, err := merton(r)
		if err != nil {
			t.Errorf("set %d: %v", set, err)
			continue
		}
		if least := d.likelihood(mertonLaw, truth); *e.Likelihood < least {
			t.Errorf("set %d: log-likelihood %v, want at least the truth's %v", set, *e.Likelihood, least)
		}
	}
}

// TestTooFewJumps: a jump or two in a hundred and fifty days say nothing of how unlike jumps are; a width of 0 with a tiny
// error would be read as known.
func TestTooFewJumps(t *testing.T) {
	for _, set := range []int{11, 12, 13} {
		r, _ := daysOfMerton(t, 150, set)
		if e, err := merton(r); err == nil || !strings.HasSuffix(err.Error(), "do not show jumps of unlike sizes; try gbm or twoscale") {
			t.Errorf("set %d: %+v, %v, want a refusal", set, e, err)
		}
	}
}
