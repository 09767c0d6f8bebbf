package oracle

import (
	"fmt"
	"math"
	"slices"

	"firesale/experiments/stats"
	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// gates is V20.
func gates(b *bench) error {
	for _, part := range []func(*bench) error{priceGates, bookGates, deeperDays, makersLeave} {
		if err := part(b); err != nil {
			return err
		}
	}
	return nil
}

// band compares an estimate with a band that it must lie in, and shows its standard error.
func (b *bench) band(quantity string, low, high, got, standardError float64) {
	b.row(quantity, short(low)+" to "+short(high), number(got), "band, s.e. "+short(standardError), outwards(low, high, got))
}

// outwards is how far from the middle of a band a value lies, 1 at its ends. A band without an end has no middle: 0 inside.
func outwards(low, high, got float64) float64 {
	switch {
	case !math.IsInf(low, 0) && !math.IsInf(high, 0):
		return off((low+high)/2, got, (high-low)/2)
	case low <= got && got <= high:
		return 0
	}
	return math.Inf(1)
}

// meets compares an interval with a band that it must meet.
func (b *bench) meets(quantity string, low, high float64, got stats.Interval) {
	b.told(quantity, short(low)+" to "+short(high), number(got.Mean), fmt.Sprintf("%s to %s meets", short(got.Lo), short(got.Hi)),
		got.Known() && got.Lo <= high && got.Hi >= low)
}

// A fact is an estimate on one path of hourly returns.
type fact struct {
	name string
	of   func(r, size []float64) float64
}

// facts of V20, on hourly returns r and their sizes.
var priceFacts = []fact{
	{"Hill index of hourly losses, top 1%", func(r, _ []float64) float64 { return hillOfLosses(r, 0.01) }},
	{"Hill index of hourly losses, top .5%", func(r, _ []float64) float64 { return hillOfLosses(r, 0.005) }},
	{"ACF of |r|, 1 h", func(_, size []float64) float64 { return stats.Autocorrelation(size, 1) }},
	{"ACF of |r|, 24 h", func(_, size []float64) float64 { return stats.Autocorrelation(size, 24) }},
	{"ACF of |r|, 168 h", func(_, size []float64) float64 { return stats.Autocorrelation(size, 168) }},
	{"ACF of |r|, 720 h", func(_, size []float64) float64 { return stats.Autocorrelation(size, 720) }},
	{"ACF of r, 1 h", func(r, _ []float64) float64 { return stats.Autocorrelation(r, 1) }},
	{"30 d volatility, 5%", func(r, _ []float64) float64 { return volatilityQuantile(r, 0.05) }},
	{"30 d volatility, 50%", func(r, _ []float64) float64 { return volatilityQuantile(r, 0.5) }},
	{"30 d volatility, 95%", func(r, _ []float64) float64 { return volatilityQuantile(r, 0.95) }},
}

// priceGates: the preset of twoscale, with its profile, at 62% over 9 years of hours, looks like bitcoin since 2017; and
// the same estimators tell a geometric Brownian motion from it.
func priceGates(b *bench) error {
	market, err := meanFacts(b, "twoscale")
	if err != nil {
		return err
	}
	for i, band := range [][2]float64{{2.3, 3.3}, {}, {0.20, 0.38}, {0.14, 0.27}, {0.06, 0.20}, {0.03, 0.15}, {-0.03, 0.03}, {0.22, 0.34}, {0.46, 0.64}, {0.90, 1.50}} {
		if band != [2]float64{} {
			b.band("twoscale: "+priceFacts[i].name, band[0], band[1], market[i].Mean, market[i].Half()/2)
		}
	}
	contrast, err := meanFacts(b, "gbm")
	if err != nil {
		return err
	}
	b.band("gbm, which must miss: "+priceFacts[0].name, 4, math.Inf(1), contrast[0].Mean, contrast[0].Half()/2)
	for _, i := range []int{2, 3} {
		b.band("gbm, which must miss: "+priceFacts[i].name, math.Inf(-1), 0.02, contrast[i].Mean, contrast[i].Half()/2)
	}
	return nil
}

// meanFacts are those of a kind's preset at 62%, over 20 paths of 9 years from 2017 on.
func meanFacts(b *bench, kind string) ([]stats.Interval, error) {
	const paths, hours = 20, 9 * 8760
	found := make([][]float64, len(priceFacts))
	for i := range found {
		found[i] = make([]float64, paths)
	}
	err := shareOut(b.ctx, paths, 1, func() (func(int) error, error) {
		process, err := kindOf(kind).Open(price.Common{Volatility: 0.62, Date: unit.DateOf(2017, 1, 1)}, unit.Hour)
		block := price.Block{LogReturn: make([]float64, hours), Variance: make([]float64, hours)}
		size := make([]float64, hours)
		return func(r int) error {
			process.Reset(func(purpose string) *random.Source { return stream.Open(seed, r, "price", purpose) })
			process.Fill(&block)
			for i, x := range block.LogReturn {
				size[i] = math.Abs(x)
			}
			for k, f := range priceFacts {
				found[k][r] = f.of(block.LogReturn, size)
			}
			return nil
		}, err
	})
	means := make([]stats.Interval, len(found))
	for k, xs := range found {
		means[k] = stats.Mean(xs, 0.95)
	}
	return means, err
}

// hillOfLosses is the tail index over a share of the sample.
func hillOfLosses(r []float64, share float64) float64 {
	losses := make([]float64, len(r))
	for i, x := range r {
		losses[i] = -x
	}
	alpha, _ := stats.Hill(losses, int(share*float64(len(r))))
	return alpha
}

// volatilityQuantile is that of windows of 30 days.
func volatilityQuantile(r []float64, q float64) float64 {
	all := stats.RealisedVolatilities(r, 720, 8760)
	slices.Sort(all)
	return all[int(q*float64(len(all)))]
}
