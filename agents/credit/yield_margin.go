package credit

import (
	"math"
	"slices"

	"firesale/market/unit"
)

// benchmarkAt is the benchmark at a maturity: flat, or linear between the nodes of the curve and flat outside. It is a
// ratio a year, nominal monthly.
func (s *DealSpec) benchmarkAt(months float64) float64 {
	c := s.Curve
	if c == nil {
		return s.Benchmark.Float()
	}
	i, _ := slices.BinarySearchFunc(c.Months, months, func(node int, m float64) int {
		if float64(node) < m {
			return -1
		}
		return 1
	})
	switch {
	case i == 0:
		return c.Rates[0].Float()
	case i == len(c.Months):
		return c.Rates[i-1].Float()
	}
	a, b := float64(c.Months[i-1]), float64(c.Months[i])
	low, high := c.Rates[i-1].Float(), c.Rates[i].Float()
	return low + float64((high-low)*(months-a))/(b-a)
}

// benchmarkRate is the benchmark as a coupon has it, rounded half to even to the ppm once.
func (s *DealSpec) benchmarkRate(months int) unit.Rate {
	return unit.Rate(math.RoundToEven(s.benchmarkAt(float64(months)) * float64(unit.One)))
}

// PriceAt is what flows are worth, in cents, at a spread (a ratio) over each node of the benchmark:
//
//	Σ flow / (1 + (benchmark(months) + spread)/12)^months
func (s *DealSpec) PriceAt(spread float64, flows []Flow) float64 {
	price, _ := s.priceAt(spread, flows)
	return price
}

// priceAt is PriceAt with its slope in the spread.
func (s *DealSpec) priceAt(spread float64, flows []Flow) (price, slope float64) {
	for i := range flows {
		f := &flows[i]
		rate := (s.benchmarkAt(f.Months) + spread) / 12
		v := f.amount() * math.Exp(-f.Months*math.Log1p(rate))
		price += v
		slope -= float64(f.Months/12*v) / (1 + rate)
	}
	return price, slope
}

// ZSpread is the spread, in bp, over each node of the benchmark at which flows are worth their price.
func (s *DealSpec) ZSpread(price unit.USD, flows []Flow) (bp float64, err error) {
	if err := yields(price, flows, func(f *Flow) float64 { return f.Months }); err != nil {
		return 0, err
	}
	lowest := math.Inf(1)
	for i := range flows {
		lowest = min(lowest, s.benchmarkAt(flows[i].Months))
	}
	short := func(spread float64) (value, slope float64) {
		worth, slope := s.priceAt(spread, flows)
		return float64(price) - worth, -slope
	}
	const close = 1e-12 // to a rate of −100% a month, where nothing is defined
	spread, err := rising(-12*(1-close)-lowest, 1/close, 0, short)
	return 1e4 * spread, err
}

// margin is the discount margin in bp: the nominal monthly yield less the benchmark, of a curve that at the weighted
// average life.
func (s *DealSpec) margin(nominal, walYears float64) (bp float64) {
	return 1e4 * (nominal - s.benchmarkAt(12*walYears))
}
