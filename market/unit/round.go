package unit

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// MulDivFloor is ⌊a·b/d⌋ for a, b ≥ 0 and d > 0, through 128 bits. It panics if an argument is out of its domain or
// the quotient does not fit.
func MulDivFloor(a, b, d int64) int64 { q, _ := mulDiv(a, b, d); return q }

// MulDivCeil is ⌈a·b/d⌉, on the domain of MulDivFloor.
func MulDivCeil(a, b, d int64) int64 {
	q, r := mulDiv(a, b, d)
	if r > 0 {
		q++
	}
	return q
}

// MulDivEven is a·b/d rounded half to even, on the domain of MulDivFloor.
func MulDivEven(a, b, d int64) int64 {
	q, r := mulDiv(a, b, d)
	if rest := uint64(d) - r; r > rest || (r == rest && q&1 == 1) {
		q++
	}
	return q
}

func mulDiv(a, b, d int64) (q int64, r uint64) {
	if a < 0 || b < 0 || d <= 0 {
		panic(fmt.Sprintf("unit: %d × %d / %d: want no negative factor and a positive divisor", a, b, d))
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(d) {
		panic(fmt.Sprintf("unit: %d × %d / %d does not fit into 64 bits", a, b, d))
	}
	quo, rem := bits.Div64(hi, lo, uint64(d))
	if quo >= math.MaxInt64 {
		panic(fmt.Sprintf("unit: %d × %d / %d does not fit into 63 bits", a, b, d))
	}
	return int64(quo), rem
}

// Value is what coins are worth at p, floored to the cent: cents left over by the floor are the borrower's.
func (p Price) Value(coins BTC) USD {
	if hi, lo := bits.Mul64(uint64(coins), uint64(p)); hi == 0 && coins >= 0 && p >= 0 {
		return USD(lo / uint64(Coin)) // the same for sums below $180 billion, without a long division
	}
	return USD(MulDivFloor(int64(coins), int64(p), int64(Coin)))
}

// Coins is how many coins must be sold, or added, at p to make v, rounded up to the satoshi. It panics if p is 0.
func (p Price) Coins(v USD) BTC { return BTC(MulDivCeil(int64(v), int64(Coin), int64(p))) }

// Of is the share r of v, rounded half to even.
func (r Rate) Of(v USD) USD { return USD(MulDivEven(int64(v), int64(r), int64(One))) }

// Interest is simple interest on a balance for days/basis of a year, rounded half to even, once:
//
//	balance × ppm × days / (basis × 10⁶)
func Interest(balance USD, rate Rate, days, basis int64) USD {
	factor := int64(rate) * days // both small: 10⁶ ppm over 100 years is 4·10¹⁰
	return USD(MulDivEven(int64(balance), factor, basis*int64(One)))
}

// Split divides total among the weights in proportion, by largest remainder, ties to the lower index, so that the parts
// always add up. A total over weights that are all 0 goes to the first. It panics on a negative argument, no weights, or a
// total of math.MaxInt64.
func Split(total int64, weights []int64) []int64 {
	sum := int64(0)
	for _, w := range weights {
		if w < 0 || total < 0 {
			panic(fmt.Sprintf("unit: split %d by %d: want neither negative", total, w))
		}
		sum += w
	}
	parts := make([]int64, len(weights))
	if sum == 0 {
		parts[0] = total
		return parts
	}
	type rest struct {
		index     int
		remainder uint64
	}
	rests := make([]rest, len(weights))
	left := total
	for i, w := range weights {
		q, r := mulDiv(total, w, sum)
		parts[i], rests[i] = q, rest{i, r}
		left -= q
	}
	slices.SortStableFunc(rests, func(a, b rest) int {
		switch {
		case a.remainder > b.remainder:
			return -1
		case a.remainder < b.remainder:
			return 1
		}
		return 0
	})
	for _, r := range rests[:left] {
		parts[r.index]++
	}
	return parts
}
