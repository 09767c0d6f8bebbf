//go:build slow

package calibrate

import (
	"math"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// unlike are kinds that wander or cluster, far from each other: slow and fast memory, weak and strong, steps of an hour to
// a day.
var unlike = []recovery{
	{"heston", &price.Heston{Reversion: 6, VolOfVol: 1.5, Correlation: -0.2}, price.Common{Volatility: 0.55}, unit.Day, 3000,
		map[string]float64{"volatility": 0.55, "reversion": 6, "vol_of_vol": 1.5, "correlation": -0.2}},
	{"heston", &price.Heston{Reversion: 4, VolOfVol: 1, Correlation: 0.3}, price.Common{Volatility: 0.7, Drift: 0.3}, 4 * unit.Hour, 9000,
		map[string]float64{"volatility": 0.7, "drift": 0.3, "reversion": 4, "vol_of_vol": 1, "correlation": 0.3}},
	{"heston", &price.Heston{Reversion: 20, VolOfVol: 2, Correlation: -0.5}, price.Common{Volatility: 0.6}, unit.Hour, 17_520,
		map[string]float64{"volatility": 0.6, "reversion": 20, "vol_of_vol": 2, "correlation": -0.5}},
	{"heston", &price.Heston{Reversion: 40, VolOfVol: 6, Correlation: 0}, price.Common{Volatility: 0.9}, unit.Day, 3000,
		map[string]float64{"volatility": 0.9, "reversion": 40, "vol_of_vol": 6, "correlation": 0}},
	{"hawkes", &price.Hawkes{JumpRate: 50, Branching: 0.3, Memory: unit.Day, UpShare: 0.4, UpMean: 0.03, DownMean: 0.045}, price.Common{Volatility: 0.9}, unit.Hour, 26_280,
		map[string]float64{"volatility": 0.9, "jump_rate": 50, "branching": 0.3, "memory": 1, "up_mean": 0.03, "down_mean": 0.045}},
	{"hawkes", &price.Hawkes{JumpRate: 30, Branching: 0.7, Memory: 6 * unit.Hour, UpShare: 0.5, UpMean: 0.02, DownMean: 0.03}, price.Common{Volatility: 0.7}, unit.Hour, 35_040,
		map[string]float64{"volatility": 0.7, "jump_rate": 30, "branching": 0.7, "memory": 0.25, "up_mean": 0.02, "down_mean": 0.03}},
}

// TestUnlikeRecoveredSlow: other parameters are found again, too. 4 standard errors: sixty numbers are compared, and the errors
// of times and rates are skew.
func TestUnlikeRecoveredSlow(t *testing.T) {
	for _, c := range unlike {
		t.Run(c.kind, func(t *testing.T) {
			t.Parallel()
			for set := range 2 {
				e, err := EstimatePrice(c.kind, simulated(t, c.p, c.c, c.step, c.n, 40+set))
				if err != nil {
					t.Errorf("%s %v: %v", c.kind, c.truth, err)
					continue
				}
				for name, want := range c.truth {
					k := e.Key(name)
					t.Logf("%s %s: %.4g ± %.2g, truth %.4g", c.kind, name, k.Value, k.Error, want)
					if !(math.Abs(k.Value-want) <= 4*k.Error) {
						t.Errorf("%s: %s = %v ± %v, want %v within 4 s.e.", c.kind, name, k.Value, k.Error, want)
					}
				}
			}
		})
	}
}
