package credit

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"

	"firesale/market/unit"
)

// rates gives each loan a rate of the grid, in shares of the loans and shuffled, and then moves them so that
//
//	Σ principal × rate = rate of the target × Σ principal
//
// holds as integers: all by the whole ppm that fits, the largest loans by one ppm more while what is missing allows, and
// two small loans for the last rest. A loan whose principal has cents gets the target's rate itself, so that all the
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

// settle moves two small loans by x and y ppm with x·a + y·b = missing. Of the pairs of the smallest sizes it takes the
// one that moves a rate least.
func (f *rateFit) settle() error {
	if f.missing == 0 {
		return nil
	}
	small := f.smallest(40)
	var best rateMove
	for i, a := range small {
		for _, b := range small[:i] {
			if m, ok := f.move(a, b); ok && (best.reach == 0 || m.reach < best.reach) {
				best = m
			}
		}
	}
	if best.reach == 0 {
		return fmt.Errorf("pool: rate = %v: no coprime pair of loans found for the last %d dollars × ppm among %d small sizes: want more loans, or another principal_usd",
			f.target, f.missing, len(small))
	}
	f.rate[f.loan[best.a]] += unit.Rate(best.x)
	f.rate[f.loan[best.b]] += unit.Rate(best.y)
	f.missing = 0
	return nil
}

// smallest is a loan of each of the n smallest sizes.
func (f *rateFit) smallest(n int) []int {
	var out []int
	for _, k := range sorted(len(f.size), func(a, b int) int { return cmp.Compare(f.size[a], f.size[b]) }) {
		if len(out) == n {
			break
		}
		if len(out) == 0 || f.size[k] != f.size[out[len(out)-1]] {
			out = append(out, k)
		}
	}
	return out
}

// A rateMove adds x ppm to loan a and y ppm to loan b; reach is the larger of the two moves.
type rateMove struct {
	a, b        int
	x, y, reach int64
}

// move solves x·a + y·b = missing with x nearest to 0; it fails if the greatest common divisor leaves a rest, or a rate
// would leave 0% to 100%.
func (f *rateFit) move(a, b int) (rateMove, bool) {
	sizeA, sizeB := f.size[a], f.size[b]
	g, inverse := euclid(sizeA, sizeB)
	if f.missing%g != 0 {
		return rateMove{}, false
	}
	x := nearest(mulMod(f.missing/g, inverse, sizeB/g), sizeB/g)
	if !f.fits(a, x) {
		return rateMove{}, false // and x·a, below 10⁶ ppm × 10¹² dollars, fits 64 bits
	}
	y := (f.missing - x*sizeA) / sizeB
	return rateMove{a, b, x, y, max(x, -x, y, -y)}, f.fits(b, y)
}

func (f *rateFit) fits(k int, ppm int64) bool {
	moved := f.rate[f.loan[k]] + unit.Rate(ppm)
	return moved >= 0 && moved <= unit.One
}

// euclid is the greatest common divisor of a and b, and the x in [0, b/g) with x·a = g modulo b.
func euclid(a, b int64) (g, x int64) {
	x, next, modulus := 1, int64(0), b
	for b != 0 {
		q := a / b
		a, b = b, a-q*b
		x, next = next, x-q*next
	}
	modulus /= a
	return a, (x%modulus + modulus) % modulus
}

// mulMod is a·b modulo m, for a, b ≥ 0.
func mulMod(a, b, m int64) int64 {
	hi, lo := bits.Mul64(uint64(a%m), uint64(b%m))
	_, rest := bits.Div64(hi, lo, uint64(m))
	return int64(rest)
}

// nearest is the number next to 0 that equals x in [0, m) modulo m.
func nearest(x, m int64) int64 {
	if x > m/2 {
		return x - m
	}
	return x
}
