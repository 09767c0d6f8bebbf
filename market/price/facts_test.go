package price_test

import (
	"math"
	"slices"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// facts are the estimators of firesale validate facts, on hourly returns.
type facts struct {
	hill, bounce           float64 // tail index of the losses; autocorrelation of returns at 1 h
	hour, day, week, month float64 // autocorrelation of absolute returns
	low, middle, high      float64 // 5, 50 and 95% quantile of 30-day volatilities
}

func (f *facts) fields() []*float64 {
	return []*float64{&f.hill, &f.bounce, &f.hour, &f.day, &f.week, &f.month, &f.low, &f.middle, &f.high}
}

func measure(r []float64) facts {
	size := make([]float64, len(r))
	var losses, windows []float64
	for i, x := range r {
		size[i] = math.Abs(x)
		if x < 0 {
			losses = append(losses, -x)
		}
	}
	for i := 0; i+720 <= len(r); i += 720 {
		windows = append(windows, math.Sqrt(quadratic(&price.Block{LogReturn: r[i : i+720]})*8760/720))
	}
	slices.Sort(windows)
	quantile := func(q float64) float64 { return windows[int(q*float64(len(windows)))] }
	return facts{hill(losses, len(r)/100), autocorrelation(r, 1),
		autocorrelation(size, 1), autocorrelation(size, 24), autocorrelation(size, 168), autocorrelation(size, 720),
		quantile(0.05), quantile(0.5), quantile(0.95)}
}

// hill is the tail index over the k largest.
func hill(losses []float64, k int) float64 {
	slices.Sort(losses)
	top := losses[len(losses)-k:]
	total := 0.0
	for _, x := range top {
		total += math.Log(x / losses[len(losses)-k-1])
	}
	return float64(k) / total
}

func autocorrelation(xs []float64, lag int) float64 {
	mean := sum(xs) / float64(len(xs))
	var with, total float64
	for i, x := range xs {
		total += (x - mean) * (x - mean)
		if i+lag < len(xs) {
			with += (x - mean) * (xs[i+lag] - mean)
		}
	}
	return with / total
}

// meanFacts are those of a kind's presets at 62% over 9 years, averaged over 20 replications.
func meanFacts(t *testing.T, kind string) facts {
	p, b := mustOpen(t, preset(kind), price.Common{Volatility: 0.62, Date: unit.DateOf(2017, 1, 1)}, unit.Hour), block(9*8760)
	var mean facts
	for r := range 20 {
		reset(p, r)
		p.Fill(b)
		one := measure(b.LogReturn)
		for i, x := range one.fields() {
			*mean.fields()[i] += *x / 20
		}
	}
	return mean
}

// TestTwoScaleLooksLikeBitcoin holds the presets to the bands around what was measured from 2017 on.
func TestTwoScaleLooksLikeBitcoin(t *testing.T) {
	f := meanFacts(t, "twoscale")
	for _, c := range []struct {
		name        string
		got, lo, hi float64
		market      float64
	}{
		{"tail index of hourly losses", f.hill, 2.3, 3.3, 2.7},
		{"memory of absolute returns, 1 h", f.hour, 0.20, 0.38, 0.315},
		{"24 h", f.day, 0.14, 0.27, 0.220},
		{"168 h", f.week, 0.06, 0.20, 0.155},
		{"720 h", f.month, 0.03, 0.15, 0.111},
		{"autocorrelation of returns, 1 h", f.bounce, -0.03, 0.03, -0.042},
		{"30-day volatility, 5%", f.low, 0.22, 0.34, 0.31},
		{"30-day volatility, 50%", f.middle, 0.46, 0.64, 0.56},
		{"30-day volatility, 95%", f.high, 0.90, 1.50, 1.31},
	} {
		if c.got < c.lo || c.got > c.hi {
			t.Errorf("%s: %.3f, want %v to %v (market: %v)", c.name, c.got, c.lo, c.hi, c.market)
		}
	}
	t.Logf("%.3f", f)
}

// TestGBMDoesNot: the same estimators tell a geometric Brownian motion from the market.
func TestGBMDoesNot(t *testing.T) {
	f := meanFacts(t, "gbm")
	if f.hill <= 4 || f.hour >= 0.02 || f.day >= 0.02 {
		t.Errorf("tail index %v and memory %v, %v, want above 4 and below .02", f.hill, f.hour, f.day)
	}
}
