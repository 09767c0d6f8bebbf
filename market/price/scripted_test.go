package price_test

import (
	"math"
	"strings"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestScriptedPassesItsKnots reads the path at, between and after its knots, whatever the step.
func TestScriptedPassesItsKnots(t *testing.T) {
	p := &price.Scripted{At: []unit.Duration{0, 6 * unit.Hour, 30 * unit.Hour}, USD: []float64{100, 50, 80}}
	for _, step := range []unit.Duration{unit.Minute, unit.Hour, 3 * unit.Hour, 4 * unit.Hour} {
		process, b := mustOpen(t, p, price.Preset(), step), block(int(36*unit.Hour/step))
		reset(process, 0)
		process.Fill(b)
		for at, want := range map[unit.Duration]float64{
			12 * unit.Hour: 50 * math.Pow(1.6, 0.25), // log-linear: a quarter of the way
			24 * unit.Hour: 50 * math.Pow(1.6, 0.75),
			36 * unit.Hour: 80,
		} {
			if got := 100 * math.Exp(sum(b.LogReturn[:at/step])); math.Abs(got/want-1) > 1e-12 {
				t.Errorf("step %v: price %v at %v, want %v (1e-12: a rounding a step)", step, got, at, want)
			}
		}
		if b.Variance[0] != 0 {
			t.Errorf("variance %v without noise, want 0", b.Variance[0])
		}
	}
}

func TestScriptedNoiseHasNoDrift(t *testing.T) {
	p := &price.Scripted{At: []unit.Duration{0, 5 * unit.Day}, USD: []float64{100, 60}, Noise: 0.9}
	process, b := mustOpen(t, p, price.Preset(), 12*unit.Hour), block(20)
	var end []float64
	for r := range 4000 {
		reset(process, r)
		process.Fill(b)
		end = append(end, 100*math.Exp(sum(b.LogReturn)))
	}
	within(t, "price five days after the last knot", end, 60, 0)
}

func TestScriptedFaults(t *testing.T) {
	for _, c := range []struct {
		p    price.Scripted
		want string
	}{
		{price.Scripted{}, "price.at: want at least one time"},
		{price.Scripted{At: []unit.Duration{0}, USD: []float64{1, 2}}, "price.usd: want as many prices as times, 1"},
		{price.Scripted{At: []unit.Duration{1}, USD: []float64{1}}, `price.at: want "0s" first`},
		{price.Scripted{At: []unit.Duration{0, unit.Day, unit.Day}, USD: []float64{1, 2, 3}}, "1d does not come after 1d"},
	} {
		if _, err := c.p.Open(price.Preset(), unit.Hour); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want %q", c.p, err, c.want)
		}
	}
}
