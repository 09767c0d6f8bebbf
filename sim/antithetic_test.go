package sim

import (
	"math"
	"testing"

	"firesale/market/impact"
	"firesale/market/price"
)

// TestPairsMirror: in a pair the diffusion goes the other way, so that the logs of the two final prices lie as far above and
// below the drift; pairs are independent, and a world that is not paired does not know of them. Rounding of sums allows
// 1e-12.
func TestPairsMirror(t *testing.T) {
	w := benchWorld(10, 1)
	w.Impact, w.Steps = &impact.None{}, 500
	single := *w
	w.Paired = true
	drift := -0.55 * 0.55 / 2 * 500 / 8760
	r, plain := opened(t, w), opened(t, &single)
	last := map[float64]bool{}
	for pair := range 5 {
		var log [2]float64
		for face := range log {
			out, err := r.Run(2*pair+face, Keep{})
			if err != nil {
				t.Fatal(err)
			}
			log[face] = out.LogFinal - out.LogStart - drift
		}
		if math.Abs(log[0]+log[1]) > 1e-12 || log[0] == 0 || last[math.Abs(log[0])] {
			t.Errorf("pair %d ends at %g and %g from the drift", pair, log[0], log[1])
		}
		last[math.Abs(log[0])] = true
		if out, err := plain.Run(2*pair, Keep{}); err != nil || out.LogFinal-out.LogStart-drift != log[0] {
			t.Errorf("pair %d: its first run is not that of a world without pairs: %v", pair, err)
		}
	}
}

// What draws no normal numbers has nothing to mirror.
func TestMirrors(t *testing.T) {
	for _, c := range []struct {
		price price.Params
		want  bool
	}{{&price.GBM{}, true}, {&price.Shock{Shock: -0.3, Then: "constant"}, false}} {
		w := benchWorld(10, 1)
		w.Price = c.price
		if got := w.Mirrors(); got != c.want {
			t.Errorf("%T mirrors: %v", c.price, got)
		}
	}
}
