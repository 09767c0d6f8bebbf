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
	sum := 0.0
	for i := range flows {
		f := &flows[i]
		sum += f.amount() * math.Pow(1+(s.benchmarkAt(f.Months)+spread)/12, -f.Months)
	}
	return sum
}

// ZSpread is the spread, in bp, over each node of the benchmark at which flows are worth their price.
func (s *DealSpec) ZSpread(price unit.USD, flows []Flow) (bp float64, err error) {
	if _, err = discount(price, flows, func(f *Flow) float64 { return f.Months }); err != nil {
		return 0, err
	}
	lowest := math.Inf(1)
	for _, f := range flows {
		lowest = min(lowest, s.benchmarkAt(f.Months))
	}
	short := func(spread float64) float64 { return float64(price) - s.PriceAt(spread, flows) }
	lo, hi := -12*(1-leastFactor)-lowest, mostFactor
	if !(short(lo) < 0 && short(hi) > 0) {
		return 0, ErrNoSignChange
	}
	return 1e4 * rising(lo, hi, short), nil
}

// DiscountMargin is the nominal monthly yield of flows at their price less the benchmark (of a curve: at their weighted
// average life), in bp.
func (s *DealSpec) DiscountMargin(price unit.USD, flows []Flow) (bp float64, err error) {
	y, err := IRR(price, flows)
	if err != nil {
		return 0, err
	}
	paid := unit.USD(0)
	for _, f := range flows {
		paid += f.Principal
	}
	years, err := WAL(flows, paid)
	if err != nil {
		return 0, err
	}
	return 1e4 * (y.Nominal - s.benchmarkAt(12*years)), nil
}
