package credit

import (
	"cmp"
	"fmt"
	"math/bits"

	"firesale/market/unit"
)

// A rateMove adds x ppm to loan a, y ppm to loan b and z ppm to loan c; reach is the largest of the moves.
type rateMove struct {
	a, b, c        int
	x, y, z, reach int64
}

// settle moves two small loans by the ppm of the extended Euclidean identity x·a + y·b = missing. Of the pairs of the
// smallest sizes it takes the one that moves a rate least; where that is still further than smallMove, because no loan
// is small, a few ppm on the largest loan give other rests to try.
func (f *rateFit) settle() error {
	if f.missing == 0 {
		return nil
	}
	small, largest := f.smallest(20), 0
	for k, size := range f.size {
		if size > f.size[largest] {
			largest = k
		}
	}
	best := f.bestPair(rateMove{c: largest}, small)
	for z := int64(1); z <= 200 && !(best.reach > 0 && best.reach <= smallMove); z++ {
		best = best.nearer(f.bestPair(rateMove{c: largest, z: z}, small))
		best = best.nearer(f.bestPair(rateMove{c: largest, z: -z}, small))
	}
	if best.reach == 0 {
		return fmt.Errorf("pool: rate = %v: no coprime pair of loans found that takes the last %d dollars × ppm, among %d small sizes from %d dollars: want more or smaller loans, or another principal_usd",
			f.target, f.missing, len(small), f.size[small[0]])
	}
	f.rate[f.loan[best.a]] += unit.Rate(best.x)
	f.rate[f.loan[best.b]] += unit.Rate(best.y)
	f.rate[f.loan[best.c]] += unit.Rate(best.z)
	return nil
}

// smallMove is a tenth of a percent a year.
const smallMove = 1000

// nearer is the move with the shorter reach; a reach of 0 is no move.
func (m rateMove) nearer(other rateMove) rateMove {
	if other.reach > 0 && (m.reach == 0 || other.reach < m.reach) {
		return other
	}
	return m
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

// bestPair is the nearest move of two loans that takes what is missing after the move of loan c.
func (f *rateFit) bestPair(m rateMove, small []int) (best rateMove) {
	if m.z != 0 && !f.fits(m.c, m.z) {
		return best
	}
	for i, a := range small {
		for _, b := range small[:i] {
			if m.z == 0 || (a != m.c && b != m.c) {
				m.a, m.b = a, b
				best = best.nearer(f.move(m))
			}
		}
	}
	return best
}

// move solves x·a + y·b = missing − z·c with x nearest to 0. Its reach is 0 if the greatest common divisor leaves a
// rest, or a rate would leave 0% to 100%.
func (f *rateFit) move(m rateMove) rateMove {
	sizeA, sizeB, missing := f.size[m.a], f.size[m.b], f.missing-m.z*f.size[m.c]
	g, inverse := euclid(sizeA, sizeB)
	modulus := sizeB / g
	if missing%g != 0 {
		return rateMove{}
	}
	m.x = mulMod((missing/g%modulus+modulus)%modulus, inverse, modulus)
	if m.x > modulus/2 {
		m.x -= modulus
	}
	if !f.fits(m.a, m.x) {
		return rateMove{} // and x·a, below 10⁶ ppm × 10¹² dollars, fits 64 bits
	}
	if m.y = (missing - m.x*sizeA) / sizeB; !f.fits(m.b, m.y) {
		return rateMove{}
	}
	m.reach = max(m.x, -m.x, m.y, -m.y, m.z, -m.z)
	return m
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
