package price_test

import (
	"math"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestTwoScaleFactors: ln σ has the standard deviation √(s₁² + s₂²), its autocorrelation is a sum of two exponentials, and
// the mean variance is volatility².
func TestTwoScaleFactors(t *testing.T) {
	p := preset("twoscale").(*price.TwoScale)
	p.Profile = false
	const lags = 4
	process, b := mustOpen(t, p, price.Preset(), 20*unit.Hour), block(lags)
	var square, variance []float64
	together := make([][]float64, lags)
	mean := math.Log(0.55) - 0.3625
	for r := range 100_000 {
		reset(process, r)
		process.Fill(b)
		first := math.Log(b.Variance[0])/2 - mean
		square, variance = append(square, first*first), append(variance, b.Variance[0])
		for lag := range together {
			together[lag] = append(together[lag], first*(math.Log(b.Variance[lag])/2-mean))
		}
	}
	within(t, "variance of ln σ", square, 0.602*0.602, 0.0002) // .602 is rounded
	within(t, "mean variance", variance, 0.55*0.55, 0)
	for lag := range together {
		hours := float64(20 * lag)
		want := 0.45*0.45*math.Exp(-hours/39) + 0.4*0.4*math.Exp(-hours/1440)
		within(t, "autocovariance of ln σ", together[lag], want, 0)
	}
}

// TestTwoScaleReturns: given σ, returns have variance 1 and Student's tails; T is cut at 20.
func TestTwoScaleReturns(t *testing.T) {
	p := preset("twoscale").(*price.TwoScale)
	process, b := mustOpen(t, p, price.Preset(), unit.Hour), block(200_000)
	reset(process, 0)
	process.Fill(b)
	var far, square []float64
	for i, r := range b.LogReturn {
		v := b.Variance[i] / 8760
		x := (r + v/2) / math.Sqrt(v)
		if math.Abs(x) > 20.0001 {
			t.Fatalf("standard return %v, want it cut at 20", x)
		}
		tail := 0.0
		if math.Abs(x) > 3 {
			tail = 1
		}
		far, square = append(far, tail), append(square, x*x)
	}
	within(t, "share beyond 3 standard deviations", far, 0.0133, 5e-5) // P(|t₄| > 3√2) = .01324
	within(t, "variance of T", square, 1, 0.01)                        // the cut takes off .005
}

// TestWeekProfile: the mean square of the profile over a week is 1, Saturdays are calm, and any step has the mean of its
// hours.
func TestWeekProfile(t *testing.T) {
	p := &price.TwoScale{FastTime: unit.Day, SlowTime: unit.Day, Tail: 4, Profile: true} // σ constant but for the profile
	c := price.Common{Volatility: 1, Date: unit.DateOf(2026, 1, 5)}                      // a Monday
	hourly, b := mustOpen(t, p, c, unit.Hour), block(2*168)
	reset(hourly, 0)
	hourly.Fill(b)
	if mean := sum(b.Variance[:168]) / 168; math.Abs(mean-1) > 1e-12 {
		t.Errorf("mean square over a week %v, want 1", mean)
	}
	for h := range 168 {
		if math.Abs(b.Variance[h]/b.Variance[h+168]-1) > 1e-12 {
			t.Errorf("hour %d differs in the second week", h)
		}
	}
	for _, c := range []struct {
		name        string
		over, under int
		want        float64
	}{
		{"14 UTC over 2 UTC on Monday", 14, 2, 1.33 / 0.67},
		{"Tuesday over Saturday, noon", 24 + 12, 5*24 + 12, 1 / 0.63},
		{"Sunday is Saturday", 6*24 + 7, 5*24 + 7, 1},
	} {
		if got := math.Sqrt(b.Variance[c.over] / b.Variance[c.under]); math.Abs(got/c.want-1) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	c.Date++
	for step, hours := range map[unit.Duration]int{unit.Day: 24, 6 * unit.Hour: 6} {
		coarse, d := mustOpen(t, p, c, step), block(3)
		reset(coarse, 0)
		coarse.Fill(d)
		if want := sum(b.Variance[24:24+hours]) / float64(hours); math.Abs(d.Variance[0]/want-1) > 1e-12 {
			t.Errorf("step %v from Tuesday: mean square %v, want %v", step, d.Variance[0], want)
		}
	}
}
