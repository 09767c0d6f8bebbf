package price_test

import (
	"math"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestHawkesCounts: mean rate λ₀/(1−n) from the first year on, and variance/mean of yearly counts near 1/(1−n)².
func TestHawkesCounts(t *testing.T) {
	for _, c := range []struct {
		name                    string
		rate, branching, memory float64 // a year, jumps, hours
	}{
		{"presets", 10, 0.5, 6},
		{"strong", 5, 0.8, 2},
		{"weak and slow", 30, 0.2, 48},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := preset("hawkes").(*price.Hawkes)
			h.JumpRate, h.Branching, h.Memory = c.rate, c.branching, unit.Duration(c.memory*float64(unit.Hour))
			mean := c.rate / (1 - c.branching)
			p, b := mustOpen(t, h, price.Common{Volatility: 1}, 5*unit.Day), block(73)
			var count []float64
			for r := range 10_000 {
				reset(p, r)
				p.Fill(b)
				count = append(count, float64(len(b.Jumps)))
			}
			within(t, "jumps a year", count, mean, 0)
			squares := 0.0
			for _, n := range count {
				squares += (n - mean) * (n - mean)
			}
			want := 1 / (1 - c.branching) / (1 - c.branching)
			if got := squares / float64(len(count)) / mean; math.Abs(got/want-1) > 0.05 {
				t.Errorf("variance/mean of yearly counts %v, want %v within 5%% (ends of the year, sampling)", got, want)
			}
		})
	}
}

// TestHawkesGaps: what follows a jump sooner than chance is the share that it causes, at the speed it should: given a jump
// at 0, the rate of others at distance s is λ̄ + c·e^{−β(1−n)s} with c = nβ(2 − n)/(2(1 − n)) (Hawkes 1971).
func TestHawkesGaps(t *testing.T) {
	h := preset("hawkes").(*price.Hawkes)
	p, b := mustOpen(t, h, price.Common{Volatility: 1}, unit.Hour), block(8760)
	const window = 12 // hours
	var follow []float64
	for r := range 500 {
		reset(p, r)
		p.Fill(b)
		for i, j := range b.Jumps {
			at := float64(j.Step) + j.At
			if at+window > 8760 {
				break
			}
			n := 0
			for _, k := range b.Jumps[i+1:] {
				if float64(k.Step)+k.At > at+window {
					break
				}
				n++
			}
			follow = append(follow, float64(n))
		}
	}
	decay := (1 - 0.5) / 6.0
	c := 0.5 / 6 * (2 - 0.5) / (2 * (1 - 0.5))
	want := 20.0/8760*window + c/decay*(1-math.Exp(-decay*window))
	mean := sum(follow) / float64(len(follow))
	if math.Abs(mean/want-1) > 0.05 {
		t.Errorf("%v jumps in the 12 h after a jump, want %v within 5%% (clusters make the sample's error 1.5%%)", mean, want)
	}
}

// TestHawkesWithoutBranchingIsKou, draw by draw.
func TestHawkesWithoutBranchingIsKou(t *testing.T) {
	h, k := preset("hawkes").(*price.Hawkes), preset("kou").(*price.Kou)
	h.Branching, h.JumpRate = 0, k.JumpRate
	for _, step := range []unit.Duration{unit.Hour, 30 * unit.Day} {
		one, other := mustOpen(t, h, price.Preset(), step), mustOpen(t, k, price.Preset(), step)
		a, b := block(1000), block(1000)
		reset(one, 1)
		reset(other, 1)
		one.Fill(a)
		other.Fill(b)
		if len(a.Jumps) != len(b.Jumps) || len(a.Jumps) == 0 {
			t.Fatalf("step %v: %d jumps, want those of kou, %d", step, len(a.Jumps), len(b.Jumps))
		}
		for i := range a.LogReturn {
			if math.Abs(a.LogReturn[i]-b.LogReturn[i]) > 1e-12 {
				t.Fatalf("step %v, %d: return %v, want %v (1e-12: roundings)", step, i, a.LogReturn[i], b.LogReturn[i])
			}
		}
	}
}
