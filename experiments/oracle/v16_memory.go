package oracle

import (
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market/price"
	"firesale/market/unit"
)

// hawkesLaws: jumps come at the mean rate λ₀/(1−n), and in windows long against their memory their number has variance
// over mean 1/(1−n)². Source: Hawkes 1971.
func hawkesLaws(b *bench) error {
	preset, other := kindOf("hawkes").(*price.Hawkes), kindOf("hawkes").(*price.Hawkes)
	other.JumpRate, other.Branching, other.Memory = 6, 0.7, 3*unit.Hour
	for _, p := range []*price.Hawkes{preset, other} {
		s, err := draw(b, p, price.Preset(), unit.Day, 365, b.replications(20_000))
		if err != nil {
			return err
		}
		at := fmt.Sprintf(": λ0 %g, n %g, memory %v", p.JumpRate, p.Branching, p.Memory)
		mean := p.JumpRate / (1 - p.Branching)
		allowed := max(0.05, 4*varianceError(s.jumps)) // the gate is 5%; a small sample cannot meet it
		b.relative("jumps a year"+at, mean, stats.Sum(s.jumps)/float64(len(s.jumps)), 0.05)
		b.relative("variance over mean of their number"+at, math.Pow(1-p.Branching, -2), stats.Variance(s.jumps)/mean, allowed)
	}
	return nil
}

// twoScaleLaws: ln σ has standard deviation √(s₁²+s₂²), and each factor's autocorrelation is e^{−t/τ}.
func twoScaleLaws(b *bench) error {
	both := kindOf("twoscale").(*price.TwoScale)
	both.Profile = false
	if err := logVolatility(b, "both factors", both, 48, 0); err != nil {
		return err
	}
	fast, slow := *both, *both
	fast.SlowSD, slow.FastSD = 0, 0
	for _, days := range []int{1, 3} {
		if err := logVolatility(b, "fast factor", &fast, 24*days, both.FastTime); err != nil {
			return err
		}
	}
	return logVolatility(b, "slow factor", &slow, 24*20, both.SlowTime)
}

// logVolatility looks at ln σ of hourly paths at their beginning and so many hours later.
func logVolatility(b *bench, name string, p *price.TwoScale, hours int, memory unit.Duration) error {
	s, err := draw(b, p, price.Preset(), unit.Hour, hours+1, b.replications(40_000))
	if err != nil {
		return err
	}
	n := float64(len(s.first))
	cross, early, late := 0.0, make([]float64, len(s.first)), make([]float64, len(s.first))
	for i := range early {
		early[i], late[i] = math.Log(s.first[i])/2, math.Log(s.variance[i])/2
	}
	meanEarly, meanLate := stats.Sum(early)/n, stats.Sum(late)/n
	for i := range early {
		cross += (early[i] - meanEarly) * (late[i] - meanLate) / n
	}
	sd := math.Hypot(p.FastSD, p.SlowSD)
	b.relative("sd of ln σ, "+name, sd, math.Sqrt(stats.Variance(late)), max(0.03, 4/math.Sqrt(2*n))) // the gate is 3%
	if memory > 0 {
		want := math.Exp(-float64(hours) * unit.Hour.Years() / memory.Years())
		got := cross / math.Sqrt(stats.Variance(early)*stats.Variance(late))
		b.relative(fmt.Sprintf("autocorrelation over %d h, %s", hours, name), want, got, max(0.03, 4*(1-want*want)/want/math.Sqrt(n)))
	}
	return nil
}
