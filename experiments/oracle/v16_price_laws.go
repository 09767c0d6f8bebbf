package oracle

import (
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// A sample is what many paths of a price kind end in.
type sample struct {
	ends     []float64 // f_T
	first    []float64 // v in the first step
	variance []float64 // v in the last step
	jumps    []float64 // how many
	sizes    []float64 // of all jumps
}

// draw runs n paths of a kind, a thousand a stripe, with the streams that a study would give them.
func draw(b *bench, p price.Params, c price.Common, step unit.Duration, steps, n int) (sample, error) {
	const stripe = 500
	stripes := make([]sample, (n+stripe-1)/stripe)
	err := share(b.ctx, len(stripes), func() (func(int) error, error) {
		process, err := p.Open(c, step)
		block := price.Block{LogReturn: make([]float64, steps), Variance: make([]float64, steps)}
		return func(i int) error {
			for r := i * stripe; r < min((i+1)*stripe, n); r++ {
				process.Reset(func(purpose string) *random.Source { return stream.Open(seed, r, "price", purpose) })
				process.Fill(&block)
				stripes[i].add(&block)
			}
			return nil
		}, err
	})
	var all sample
	for _, s := range stripes {
		all.ends = append(all.ends, s.ends...)
		all.first = append(all.first, s.first...)
		all.variance = append(all.variance, s.variance...)
		all.jumps = append(all.jumps, s.jumps...)
		all.sizes = append(all.sizes, s.sizes...)
	}
	return all, err
}

func (s *sample) add(b *price.Block) {
	s.ends = append(s.ends, stats.Sum(b.LogReturn))
	s.first = append(s.first, b.Variance[0])
	s.variance = append(s.variance, b.Variance[len(b.Variance)-1])
	s.jumps = append(s.jumps, float64(len(b.Jumps)))
	for _, j := range b.Jumps {
		s.sizes = append(s.sizes, j.Size)
	}
}

// mean compares the mean of f(x) with its expectation, the standard error estimated.
func (b *bench) mean(quantity string, expected float64, xs []float64, f func(float64) float64) {
	ys := make([]float64, len(xs))
	for i, x := range xs {
		ys[i] = f(x)
	}
	b.estimate(quantity, expected, stats.Sum(ys)/float64(len(ys)), math.Sqrt(stats.Variance(ys)/float64(len(ys))))
}

func itself(x float64) float64 { return x }

// variances compares a variance with what it should be, the standard error of a variance estimated.
func (b *bench) variances(quantity string, expected float64, xs []float64) {
	got := stats.Variance(xs)
	b.estimate(quantity, expected, got, got*varianceError(xs))
}

func kindOf(name string) price.Params {
	for _, k := range price.Kinds {
		if k.Name == name {
			return k.Preset()
		}
	}
	panic("oracle: no price " + name)
}

// priceLaws is V16.
func priceLaws(b *bench) error {
	for _, part := range []func(*bench) error{priceMoments, jumpLaws, hestonLaws, hawkesLaws, twoScaleLaws, blockLaws, replayLaw} {
		if err := part(b); err != nil {
			return err
		}
	}
	return nil
}

// priceMoments: every kind is compensated, E[S_T]/S₀ = e^{drift·T}; and gbm, merton and kou have the variance that
// `volatility` says, jumps included.
func priceMoments(b *bench) error {
	for _, name := range []string{"gbm", "merton", "kou", "heston", "bates", "hawkes", "twoscale"} {
		for _, horizon := range []struct {
			days, paths int
			drift       unit.Ratio
		}{{30, 40_000, 0.5}, {365, 20_000, -0.25}} {
			c := price.Preset()
			c.Drift = horizon.drift
			years := float64(horizon.days) / 365
			s, err := draw(b, kindOf(name), c, unit.Day, horizon.days, b.replications(horizon.paths))
			if err != nil {
				return err
			}
			at := fmt.Sprintf(": %s, %d d, drift %g", name, horizon.days, float64(c.Drift))
			want := math.Exp(float64(c.Drift) * years)
			if name == "twoscale" { // E[e^{Student-t}] does not exist untruncated: approximate by design
				b.twoScaleMean("E[S]/S0"+at, want, s.ends)
			} else {
				b.mean("E[S]/S0"+at, want, s.ends, math.Exp)
			}
			if name == "gbm" || name == "merton" || name == "kou" {
				b.variances("variance of f a year"+at, 0.55*0.55*years, s.ends)
			}
		}
	}
	return nil
}

// twoScaleMean allows .5% where that is more than 4 standard errors.
func (b *bench) twoScaleMean(quantity string, expected float64, ends []float64) {
	prices := make([]float64, len(ends))
	for i, f := range ends {
		prices[i] = math.Exp(f)
	}
	allowed := max(4*math.Sqrt(stats.Variance(prices)/float64(len(prices))), 0.005*expected)
	b.within(quantity, expected, stats.Sum(prices)/float64(len(prices)), allowed)
}

// jumpLaws: the number of jumps is Poisson, their sizes have the moments of their law.
func jumpLaws(b *bench) error {
	for _, c := range []struct {
		name, text   string
		p            price.Params
		rate         float64
		mean, second float64
	}{
		{"merton", "preset", kindOf("merton"), 20, -0.015, 0.015*0.015 + 0.05*0.05},
		{"kou", "preset", kindOf("kou"), 20, -0.015, 0.00315},
		{"kou", "rate 50, up 2%, down 6%", &price.Kou{JumpRate: 50, UpShare: 0.7, UpMean: 0.02, DownMean: 0.06}, 50,
			0.7*0.02 - 0.3*0.06, 2 * (0.7*0.02*0.02 + 0.3*0.06*0.06)},
	} {
		common := price.Preset()
		common.Volatility = 0.8
		s, err := draw(b, c.p, common, unit.Day, 90, b.replications(40_000))
		if err != nil {
			return err
		}
		years, at := 90./365, ": "+c.name+", "+c.text
		b.estimate("mean number of jumps, 90 d"+at, c.rate*years, stats.Sum(s.jumps)/float64(len(s.jumps)), math.Sqrt(c.rate*years/float64(len(s.jumps))))
		b.variances("variance of their number"+at, c.rate*years, s.jumps)
		b.mean("mean size"+at, c.mean, s.sizes, itself)
		b.mean("mean square size"+at, c.second, s.sizes, func(x float64) float64 { return x * x })
	}
	return nil
}
