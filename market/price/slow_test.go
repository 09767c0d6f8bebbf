//go:build slow

package price_test

import (
	"fmt"
	"math"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestFirstPassageLookingSlow is V1 with all its paths, at hourly and daily steps: with the bridge the continuous law, and
// looking at step ends only the values for discrete looks.
func TestFirstPassageLookingSlow(t *testing.T) {
	for _, c := range []struct {
		volatility              unit.Ratio
		days                    int
		continuous, hour, daily float64
	}{
		{0.40, 90, 0.082869, 0.080716, 0.073100},
		{0.55, 30, 0.026518, 0.025111, 0.020679},
	} {
		for step, looking := range map[unit.Duration]float64{unit.Hour: c.hour, unit.Day: c.daily} {
			b := newBridged(t, &price.GBM{}, price.Common{Volatility: c.volatility}, step, int(unit.Duration(c.days)*unit.Day/step))
			var touched, seen []float64
			for r := range 200_000 {
				at, _, _ := b.passage(r, math.Log(0.5578/0.8))
				touched, seen = append(touched, indicator(at >= 0)), append(seen, indicator(lowestEnd(b.block) <= math.Log(0.5578/0.8)))
			}
			within(t, fmt.Sprint("bridged, ", c, step), touched, c.continuous, 1e-6)
			within(t, fmt.Sprint("looking, ", c, step), seen, looking, 1e-6)
		}
	}
}

func lowestEnd(b *price.Block) float64 {
	level, low := 0.0, 0.0
	for _, r := range b.LogReturn {
		level += r
		low = min(low, level)
	}
	return low
}

// TestFirstPassageOfKouLongSlow is V2 with the other killing times.
func TestFirstPassageOfKouLongSlow(t *testing.T) {
	for _, c := range []struct{ days, want, byJump float64 }{
		{30, 0.047578, 0.008445}, {90, 0.180368, 0.029647}, {365, 0.459334, 0.073361},
	} {
		a := 365 / c.days
		b := newBridged(t, preset("kou"), price.Common{Volatility: unit.Ratio(math.Sqrt(0.489*0.489 + 0.063))}, unit.Day, int(10*c.days))
		var cross, byJump []float64
		for r := range 100_000 {
			step, jumped, _ := b.passage(r, math.Log(0.5578/0.8))
			alive := 0.0
			if step >= 0 {
				alive = math.Exp(-a * (float64(step) + 0.5) / 365)
			}
			cross, byJump = append(cross, alive), append(byJump, alive*indicator(jumped))
		}
		within(t, fmt.Sprint(c.days, " d"), cross, c.want, 5e-5*c.want)
		within(t, fmt.Sprint(c.days, " d, by a jump"), byJump, c.byJump, 5e-5*c.byJump)
	}
}

// TestHestonPutsLongSlow is V16's row with its 4e5 paths, at daily and at ten-day steps.
func TestHestonPutsLongSlow(t *testing.T) {
	for _, steps := range []int{9, 90} {
		p, b := mustOpen(t, preset("heston"), price.Preset(), 90*unit.Day/unit.Duration(steps)), block(steps)
		strikes := []float64{0.6974, 0.8, 1}
		payoff := make([][]float64, len(strikes))
		for r := range 400_000 {
			reset(p, r)
			p.Fill(b)
			s := math.Exp(sum(b.LogReturn))
			for i, k := range strikes {
				payoff[i] = append(payoff[i], max(k-s, 0))
			}
		}
		for i, want := range []float64{0.012197, 0.029522, 0.104991} {
			within(t, fmt.Sprintf("put %v in %d steps", strikes[i], steps), payoff[i], want, 5e-7)
		}
	}
}
