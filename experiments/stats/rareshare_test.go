package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestRareShareIsWeighted: runs on their own have the relative error of Weighted, and populations that of their means.
func TestRareShareIsWeighted(t *testing.T) {
	weights := []float64{0.1, 0.3, 0, 0.2, 0.05, 0}
	single, paired := NewRareShare(6, 6), NewRareShare(6, 3)
	for i, w := range weights {
		single.Add(w, i)
		paired.Add(w, i/2)
	}
	means := []float64{0.2, 0.1, 0.025}
	for _, c := range []struct {
		name string
		got  Interval
		want Rare
	}{
		{"alone", single.Interval(0.95), Weighted([]float64{1, 1, 1, 1, 1, 1}, weights, 0.95)},
		{"in pairs", paired.Interval(0.95), Weighted([]float64{1, 1, 1}, means, 0.95)},
	} {
		relative := math.Log(c.got.Hi/c.got.Mean) / normal(0.95)
		if math.Abs(c.got.Mean-c.want.Mean)+math.Abs(relative-c.want.RelativeError) > 1e-12 { // rounding
			t.Errorf("%s: %+v, relative error %g; Weighted has %+v", c.name, c.got, relative, c.want)
		}
	}
	if i := NewRareShare(6, 6).Interval(0.95); i.Known() {
		t.Errorf("nothing was drawn: %+v", i)
	}
}

// TestRareShareCovers: over 4,000 samples of 500 normals shifted to 4, 95% intervals of P(Z > 4) cover it in 95% ± 4 standard
// errors of 0.34%, and half a percent for what is left of the skewness.
func TestRareShareCovers(t *testing.T) {
	const samples, draws, shift = 4_000, 500, 4.0
	luck, want, covered := rand.New(rand.NewPCG(1, 2)), 0.5*math.Erfc(shift/math.Sqrt2), 0
	for range samples {
		share := NewRareShare(draws, draws)
		for i := range draws {
			if z := shift + luck.NormFloat64(); z > shift {
				share.Add(math.Exp(-shift*z+shift*shift/2), i)
			}
		}
		if i := share.Interval(0.95); i.Lo <= want && want <= i.Hi {
			covered++
		}
	}
	if share := float64(covered) / samples; math.Abs(share-0.95) > 0.0188 {
		t.Errorf("%.4f of the intervals cover %.3g", share, want)
	}
}
