package credit

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"

	"firesale/market/unit"
)

// rates gives each loan a rate of the grid, in shares of the loans and shuffled, and then moves them so that
//
//	Σ principal × rate = rate of the target × Σ principal
//
// holds as integers: all by the whole ppm that fits, the largest loans by one ppm more while what is missing allows, and
// small loans for the last rest (settle). A loan whose principal has cents gets the target's rate itself, so that all the
// others can be counted in whole dollars.
func (t *Target) rates(r *rand.Rand, principal []unit.USD) ([]unit.Rate, error) {
	rate := t.grid(r, len(principal))
	f := &rateFit{rate: rate, target: t.Rate}
	for i, p := range principal {
		if p%unit.Dollar != 0 {
			rate[i] = t.Rate
			continue
		}
		dollars := int64(p / unit.Dollar)
		f.loan = append(f.loan, i)
		f.size = append(f.size, dollars)
		f.total += dollars
		f.missing += dollars * int64(t.Rate-rate[i])
	}
	if len(f.loan) == 0 {
		return rate, nil
	}
	if err := f.shift(); err != nil {
		return nil, err
	}
	f.raise()
	return rate, f.settle()
}

// grid deals the rates of the grid out in its shares.
func (t *Target) grid(r *rand.Rand, n int) []unit.Rate {
	weights := make([]int64, len(t.RateWeights))
	for k, w := range t.RateWeights {
		weights[k] = int64(math.Round(float64(w) * 1e9))
	}
	rate := make([]unit.Rate, 0, n)
	for k, count := range unit.Split(int64(n), weights) {
		for range count {
			rate = append(rate, t.RateGrid[k])
		}
	}
	r.Shuffle(n, func(i, j int) { rate[i], rate[j] = rate[j], rate[i] })
	return rate
}

// A rateFit is the loans in whole dollars, and what is missing of the target in dollars × ppm.
type rateFit struct {
	rate           []unit.Rate // of all loans
	loan           []int       // those that can be moved
	size           []int64     // their dollars
	target         unit.Rate
	total, missing int64
}

// shift moves all rates by the whole ppm that leaves between nothing and one ppm of the pool missing.
func (f *rateFit) shift() error {
	by := f.missing / f.total
	if f.missing%f.total < 0 {
		by--
	}
	low, high := unit.One, unit.Rate(0)
	for _, i := range f.loan {
		f.rate[i] += unit.Rate(by)
		low, high = min(low, f.rate[i]), max(high, f.rate[i])
	}
	f.missing -= by * f.total
	if low < 0 || high > unit.One {
		return fmt.Errorf("pool: rate = %v: want %v to %v, what the spread of rate_grid leaves between 0%% and 100%%",
			f.target, f.target-low, f.target+unit.One-high)
	}
	return nil
}

// raise gives the largest loans one ppm more while what is missing allows.
func (f *rateFit) raise() {
	for _, k := range sorted(len(f.size), func(a, b int) int { return cmp.Compare(f.size[b], f.size[a]) }) {
		if f.size[k] <= f.missing && f.fits(k, 1) {
			f.rate[f.loan[k]]++
			f.missing -= f.size[k]
		}
	}
}

// fits says whether loan k can be moved by some ppm.
func (f *rateFit) fits(k int, ppm int64) bool {
	moved := f.rate[f.loan[k]] + unit.Rate(ppm)
	return moved >= 0 && moved <= unit.One
}
