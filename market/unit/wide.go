package unit

import (
	"cmp"
	"math/bits"
)

// A Wide is a non-negative product, or a sum of them, that may need 128 bits.
type Wide struct{ hi, lo uint64 }

// Product is a × b for a, b ≥ 0, exactly.
func Product(a, b int64) Wide {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	return Wide{hi, lo}
}

// Times is w × m for m ≥ 0, saturated at 2¹²⁸ − 1.
func (w Wide) Times(m int64) Wide {
	hi, lo := mul128(w.hi, w.lo, uint64(m))
	return Wide{hi, lo}
}

// Plus is w + v; the sums of this module stay far below 2¹²⁸, where it would begin anew.
func (w Wide) Plus(v Wide) Wide {
	lo, carry := bits.Add64(w.lo, v.lo, 0)
	hi, _ := bits.Add64(w.hi, v.hi, carry)
	return Wide{hi, lo}
}

// Float is w, rounded.
func (w Wide) Float() float64 { return float64(float64(w.hi)*(1<<64)) + float64(w.lo) }

// Minus is w − v; ok is false where that would be negative.
func (w Wide) Minus(v Wide) (diff Wide, ok bool) {
	lo, borrow := bits.Sub64(w.lo, v.lo, 0)
	hi, borrow := bits.Sub64(w.hi, v.hi, borrow)
	return Wide{hi, lo}, borrow == 0
}

// Compare is −1, 0 or 1 as w is below, equal to or above v.
func (w Wide) Compare(v Wide) int { return cmp.Or(cmp.Compare(w.hi, v.hi), cmp.Compare(w.lo, v.lo)) }

// CeilDiv is ⌈w / d⌉; ok is false if d is 0 or the quotient does not fit an int64.
func (w Wide) CeilDiv(d Wide) (quotient int64, ok bool) {
	n, m := w, d
	for m.hi != 0 { // bits.Div64 takes a divisor of 64 bits: halve both, which moves the quotient by one at most
		n = Wide{n.hi >> 1, n.lo>>1 | n.hi<<63}
		m = Wide{m.hi >> 1, m.lo>>1 | m.hi<<63}
	}
	if n.hi >= m.lo {
		return 0, false
	}
	quo, rem := bits.Div64(n.hi, n.lo, m.lo)
	if quo >= 1<<63-1 {
		return 0, false
	}
	if quotient = int64(quo); rem > 0 || d.Times(quotient).Compare(w) < 0 {
		quotient++
	}
	for quotient > 0 && d.Times(quotient-1).Compare(w) >= 0 {
		quotient--
	}
	return quotient, true
}
