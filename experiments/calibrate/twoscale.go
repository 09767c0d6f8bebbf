package calibrate

import (
	"errors"
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market/price"
	"firesale/market/unit"
)

// The moments of the two-scale kind, of ln|r| less its mean at that hour of the week. With times τ₁, τ₂ as the kind has them,
//
//	cov(ln|r_t|, ln|r_{t+ℓ}|) = s₁²·e^{−ℓ/τ₁} + s₂²·e^{−ℓ/τ₂}            ℓ > 0, least squares over lags
//	var(ln|r|)                = s₁² + s₂² + (ψ′(½) + ψ′(ν/2))/4          ψ′(½) = π²/2
//
// and the volatility is that of the returns. The times are not estimated: a few years hold few of the slow one. Standard
// errors are those of the same estimate on paths drawn from it, as long as the data.
const twoScalePaths = 60

// moments of one path of returns.
type twoScaleMoments struct{ volatility, drift, fast, slow, tail float64 }

func (m twoScaleMoments) list() []float64 {
	return []float64{m.volatility, m.drift, m.fast, m.slow, m.tail}
}

// mostTail is where a Student law is normal for all that returns can tell.
const mostTail = 100

var errShortMemory = errors.New("volatility does not remember: both factors come out as 0; try gbm, merton or kou")

func twoScale(r *Returns) (*Estimate, error) {
	if r.Step > 12*unit.Hour {
		return nil, fmt.Errorf("--kind twoscale: steps of %v: want 12h or less, to see a factor of %v", r.Step, fastTime())
	}
	found, err := twoScaleOf(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Name, err)
	}
	spread, said, err := twoScaleErrors(r, found)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Name, err)
	}
	preset := twoScalePreset()
	return &Estimate{
		Kind: "twoscale", Method: "moments of ln|r|; " + said + "; times are the preset's",
		Keys: []Key{
			{Name: "volatility", Value: found.volatility, Error: spread[0], Unit: percent},
			{Name: "drift", Value: found.drift, Error: spread[1], Unit: percent},
			{Name: "fast_time", Text: fmt.Sprintf("%q", preset.FastTime)},
			{Name: "fast_sd", Value: found.fast, Error: spread[2]},
			{Name: "slow_time", Text: fmt.Sprintf("%q", preset.SlowTime)},
			{Name: "slow_sd", Value: found.slow, Error: spread[3]},
			{Name: "tail", Value: found.tail, Error: spread[4]},
			{Name: "profile", Text: fmt.Sprint(r.Step <= unit.Hour)},
		},
	}, nil
}

func twoScalePreset() *price.TwoScale {
	for _, k := range price.Kinds {
		if p, ok := k.Preset().(*price.TwoScale); ok {
			return p
		}
	}
	panic("calibrate: no price twoscale")
}

func fastTime() unit.Duration { return twoScalePreset().FastTime }

// twoScaleOf is the moments of a path.
func twoScaleOf(r *Returns) (m twoScaleMoments, err error) {
	m.volatility, m.drift = r.scale()
	y, err := logSizes(r)
	if err != nil {
		return m, err
	}
	preset := twoScalePreset()
	var aa, ab, bb, ay, by float64
	for lag := 1; lag < len(y)/4 && unit.Duration(lag)*r.Step <= 2*preset.SlowTime; lag = max(lag+1, lag*5/4) {
		t := unit.Duration(lag) * r.Step
		a, b := math.Exp(-float64(t)/float64(preset.FastTime)), math.Exp(-float64(t)/float64(preset.SlowTime))
		c := autocovariance(y, lag)
		aa, ab, bb, ay, by = aa+a*a, ab+a*b, bb+b*b, ay+a*c, by+b*c
	}
	det := aa*bb - ab*ab
	fast, slow := (ay*bb-by*ab)/det, (by*aa-ay*ab)/det
	switch {
	case fast < 0:
		fast, slow = 0, by/bb
	case slow < 0:
		fast, slow = ay/aa, 0
	}
	if !(fast > 0 || slow > 0) {
		return m, errShortMemory
	}
	m.fast, m.slow = math.Sqrt(math.Max(0, fast)), math.Sqrt(math.Max(0, slow))
	m.tail = tailOf(4*(stats.Variance(y)-m.fast*m.fast-m.slow*m.slow) - math.Pi*math.Pi/2)
	return m, nil
}

// tailOf is the ν with ψ′(ν/2) = y, between what has a variance and what is normal.
func tailOf(y float64) float64 {
	low, high := 2.01, float64(mostTail)
	if y <= trigamma(high/2) {
		return high
	}
	for range 60 {
		middle := (low + high) / 2
		if trigamma(middle/2) > y {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// trigamma is ψ′(x) = Σ 1/(x+k)², x > 0, by its recurrence and the asymptotic series. Source: Abramowitz and Stegun 6.4.
func trigamma(x float64) (sum float64) {
	for ; x < 8; x++ {
		sum += 1 / (x * x)
	}
	i := 1 / (x * x)
	return sum + 1/x + i/2 + i/x*(1./6-i*(1./30-i*(1./42-i/30)))
}

// mostStill is the share of returns of 0 beyond which the rest says little about ln|r|.
const mostStill = 0.05

// logSizes is ln|r| less its mean at that hour of the week; a return of 0 counts as a tenth of the smallest move, which
// is refused where it is common.
func logSizes(r *Returns) ([]float64, error) {
	mean, _ := r.moments()
	const hours = 168
	var sums, counts [hours]float64
	y, still, total := make([]float64, len(r.R)), 0, 0.0
	for i, x := range r.R {
		size := math.Abs(x - mean)
		if x == 0 || size == 0 {
			still++
			size = math.Max(math.Abs(mean), 1e-9)
		}
		y[i] = math.Log(size)
		hour := int(r.At[i]/unit.Hour) % hours
		sums[hour] += y[i]
		counts[hour]++
		total += y[i]
	}
	if share := float64(still) / float64(len(r.R)); share > mostStill {
		return nil, fmt.Errorf("%.0f%% of the returns are 0: want longer steps", 100*share)
	}
	for i := range y {
		if hour := int(r.At[i]/unit.Hour) % hours; r.Step <= unit.Hour {
			y[i] -= sums[hour] / counts[hour]
		} else {
			y[i] -= total / float64(len(y))
		}
	}
	return y, nil
}

// autocovariance of numbers with mean 0.
func autocovariance(y []float64, lag int) float64 {
	sum := 0.0
	for i := lag; i < len(y); i++ {
		sum += y[i] * y[i-lag]
	}
	return sum / float64(len(y)-lag)
}

// twoScaleErrors is the standard deviation of the estimates over paths drawn from one of them.
func twoScaleErrors(r *Returns, m twoScaleMoments) (spread []float64, said string, err error) {
	p := twoScalePreset()
	p.FastSD, p.SlowSD, p.Tail, p.Profile = m.fast, m.slow, m.tail, r.Step <= unit.Hour
	common := price.Common{Volatility: unit.Ratio(m.volatility), Drift: unit.Ratio(m.drift)}
	return spreadOf(r, p, common, twoScalePaths, func(drawn *Returns) ([]float64, error) {
		one, err := twoScaleOf(drawn)
		if errors.Is(err, errShortMemory) {
			return nil, nil
		}
		return one.list(), err
	})
}
