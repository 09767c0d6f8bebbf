package price_test

import (
	"math"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestHestonMeanVariance: E[v_T] = θ + (v₀ − θ)e^{−κT}, from any start and at coarse steps, where the atom at 0 is used.
func TestHestonMeanVariance(t *testing.T) {
	for _, c := range []struct {
		name  string
		start unit.Ratio
		step  unit.Duration
	}{
		{"from above, daily", 1.2, unit.Day},
		{"from below, daily", 0.2, unit.Day},
		{"from nothing, in ten days", 0, 10 * unit.Day},
		{"from above, in thirty days", 1.2, 30 * unit.Day},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := preset("heston").(*price.Heston)
			h.StartVolatility = &c.start
			n := int(60 * unit.Day / c.step)
			p, b := mustOpen(t, h, price.Preset(), c.step), block(n+1)
			years := (60 * unit.Day).Years()
			theta, v0 := 0.55*0.55, float64(c.start*c.start)
			want := theta + (v0-theta)*math.Exp(-6*years)
			next := want + (theta-want)*(1-math.Exp(-6*c.step.Years()))
			var v []float64
			for r := range 20_000 {
				reset(p, r)
				p.Fill(b)
				v = append(v, b.Variance[n])
			}
			within(t, "variance in the step after 60 d", v, (want+next)/2, 0)
		})
	}
}

// TestHestonPuts compares with Fourier inversion: 90 days, S₀ = 1, no drift, daily steps.
func TestHestonPuts(t *testing.T) {
	p, b := mustOpen(t, preset("heston"), price.Preset(), unit.Day), block(90)
	strikes := []float64{0.6974, 0.8, 1}
	payoff := make([][]float64, len(strikes))
	for r := range 40_000 {
		reset(p, r)
		p.Fill(b)
		s := math.Exp(sum(b.LogReturn))
		for i, k := range strikes {
			payoff[i] = append(payoff[i], max(k-s, 0))
		}
	}
	for i, want := range []float64{0.012197, 0.029522, 0.104991} {
		within(t, "put", payoff[i], want, 5e-7)
	}
}

// TestHestonKeepsTheMeanAnywhere: the martingale correction holds at rough parameters and steps, too.
func TestHestonKeepsTheMeanAnywhere(t *testing.T) {
	for _, h := range []*price.Heston{
		{Reversion: 0.5, VolOfVol: 3, Correlation: -0.9},
		{Reversion: 20, VolOfVol: 0.1, Correlation: 1},
		{Reversion: 2, VolOfVol: 2, Correlation: 0.7},
		{Reversion: 6, VolOfVol: 1e-6, Correlation: 0.5},
	} {
		for _, step := range []unit.Duration{unit.Hour, 15 * unit.Day} {
			p, b := mustOpen(t, h, price.Preset(), step), block(int(min(60, 60*unit.Day/step)))
			var s []float64
			for r := range 20_000 {
				reset(p, r)
				p.Fill(b)
				s = append(s, math.Exp(sum(b.LogReturn)))
			}
			within(t, "E[S] of a martingale", s, 1, 0)
		}
	}
}

// TestBatesIsHestonWithJumps: with no jumps it is Heston, draw by draw.
func TestBatesIsHestonWithJumps(t *testing.T) {
	bates := preset("bates").(*price.Bates)
	bates.JumpRate = 0
	p, q := mustOpen(t, bates, price.Preset(), unit.Hour), mustOpen(t, preset("heston"), price.Preset(), unit.Hour)
	reset(p, 1)
	reset(q, 1)
	a, b := block(1000), block(1000)
	p.Fill(a)
	q.Fill(b)
	for i := range a.LogReturn {
		if a.LogReturn[i] != b.LogReturn[i] || a.Variance[i] != b.Variance[i] {
			t.Fatalf("step %d differs from heston's", i)
		}
	}
}
