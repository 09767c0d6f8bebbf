package metric_test

import (
	"math"
	"testing"

	"firesale/experiments/metric"
	"firesale/market/unit"
	"firesale/sim/record"
)

func TestCascade(t *testing.T) {
	for _, c := range []struct {
		why       string
		rule      metric.Cascade
		change    func(*record.Run)
		happened  float64
		exists    bool
		btc, fell float64 // -1: no such number
	}{
		{"sales of generation 1 and a fall twice as deep", metric.CascadePreset(), func(*record.Run) {}, 1, true, 3, 1 - 1/math.E},
		{"exactly the amplification", metric.Cascade{Generation: 1, Amplification: 2}, func(*record.Run) {}, 1, true, 3, 1 - 1/math.E},
		{"too little amplification", metric.Cascade{Generation: 1, Amplification: 2.1}, func(*record.Run) {}, 0, true, -1, -1},
		{"no generation so late", metric.Cascade{Generation: 2, Amplification: 1.1}, func(*record.Run) {}, 0, true, -1, -1},
		{"only sales that would have been anyway", metric.CascadePreset(), func(r *record.Run) {
			r.Lenders[0].SoldByGeneration = []unit.BTC{3 * unit.Coin, 0}
		}, 0, true, -1, -1},
		{"no fall without feedback", metric.CascadePreset(), func(r *record.Run) { r.Twin.LogMin = r.LogStart }, 1, true, 3, 1 - 1/math.E},
		{"no twin", metric.CascadePreset(), func(r *record.Run) { r.Twin = nil }, 0, false, -1, -1},
	} {
		r := run()
		c.change(r)
		for i, want := range []struct {
			x  float64
			ok bool
		}{{c.happened, c.exists}, {c.btc, c.btc >= 0}, {c.fell, c.fell >= 0}} {
			k := c.rule.Kinds()[i]
			if x, ok := k.Of(r); ok != want.ok || ok && math.Abs(x-want.x) > 1e-12 { // one rounding of exp
				t.Errorf("%s: %s is %v (exists: %v), want %v (%v)", c.why, k.Name, x, ok, want.x, want.ok)
			}
		}
	}
}
