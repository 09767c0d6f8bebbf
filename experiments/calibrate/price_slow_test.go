//go:build slow

package calibrate

import (
	"math"
	"testing"
)

// TestStandardErrorsCover: over simulated sets, about 95 of 100 estimates lie within 1.96 standard errors of the truth.
// Moments of the slow factor of three years are few and skewed, so twoscale is held to less.
func TestStandardErrorsCover(t *testing.T) {
	for _, c := range recoveries {
		sets, least := 200, 0.90
		if c.kind == "twoscale" {
			sets, least = 40, 0.80
		}
		within, found := map[string]int{}, 0
		for set := range sets {
			e, err := EstimatePrice(c.kind, simulated(t, c.p, c.c, c.step, c.n, set))
			if err != nil {
				t.Logf("%s, set %d: %v", c.kind, set, err)
				continue
			}
			found++
			for name, want := range c.truth {
				if k := e.Key(name); math.Abs(k.Value-want) <= 1.96*k.Error {
					within[name]++
				}
			}
		}
		if found < sets*95/100 {
			t.Errorf("%s: %d of %d sets were estimated", c.kind, found, sets)
		}
		for name := range c.truth {
			share := float64(within[name]) / float64(found)
			t.Logf("%s %s: %.3f of %d", c.kind, name, share, found)
			if share < least || share > 0.995 {
				t.Errorf("%s: the truth of %s lies within 1.96 s.e. in %.3f of %d sets, want .95", c.kind, name, share, found)
			}
		}
	}
}
