package design

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
)

// Sobol takes the first points of Sobol's sequence with the directions of Joe and Kuo, in the order of Antonov and
// Saleev. A power of two of them is balanced: each of the 2ᵏ equal parts of any axis has equally many. The first point
// is the corner where all coordinates are 0, unless shifted.
//
// A digital shift adds one random number to each axis, bit by bit without carry: the points stay as even, none is a
// corner, and repeated shifts tell the error of a mean. Source: Sobol' 1967; Joe and Kuo 2008; Owen 2013, chapter 17.
type Sobol struct {
	Count int  `toml:"points" unit:"points" range:"[1,1000000]" doc:"number of points; a power of two is balanced" source:"assumed"`
	Shift bool `toml:"shift" doc:"digital shift by the study's seed" source:"assumed"`
}

// Points uses the source for the shift only.
func (s Sobol) Points(axes []Axis, source rand.Source) ([][]float64, error) {
	if err := sampled("sobol", axes, s.Count); err != nil {
		return nil, err
	}
	return sequence("sobol", s.Count, len(axes), s.Shift, source)
}

// sobolBits is the number of binary digits of a coordinate, all of which a float64 holds exactly.
const sobolBits = 52

// sequence is the first n points of Sobol's sequence in the given dimension.
func sequence(kind string, n, dimension int, shift bool, source rand.Source) ([][]float64, error) {
	if dimension > len(directions)+1 {
		return nil, fmt.Errorf("%s: needs %d dimensions, has directions for %d", kind, dimension, len(directions)+1)
	}
	points := empty(n, dimension)
	for d := range dimension {
		v := expand(d)
		x := uint64(0)
		if shift {
			x = source.Uint64() >> (64 - sobolBits)
		}
		for p := range points {
			if p > 0 {
				x ^= v[bits.TrailingZeros64(uint64(p))] // the digit in which the Gray codes of p−1 and p differ
			}
			points[p][d] = float64(x) / (1 << sobolBits)
		}
	}
	return points, nil
}

// expand computes the direction numbers v of dimension d (from 0) as binary fractions, from the s initial odd numbers
// m and the inner coefficients a of a primitive polynomial of degree s over the field of two elements:
//
//	v_j = v_{j−s} ⊕ (v_{j−s} ≫ s) ⊕ ⊕_{k=1}^{s−1} a_k·v_{j−k}
func expand(d int) (v [sobolBits]uint64) {
	m, a := []uint64{1}, uint64(0)
	if d > 0 {
		m, a = directions[d-1].initial, directions[d-1].coefficients
	}
	s := len(m)
	for j := range v {
		switch {
		case d == 0:
			v[j] = 1 << (sobolBits - 1 - j) // the van der Corput sequence
		case j < s:
			v[j] = m[j] << (sobolBits - 1 - j)
		default:
			v[j] = v[j-s] ^ v[j-s]>>s
			for k := 1; k < s; k++ {
				v[j] ^= (a >> (s - 1 - k) & 1) * v[j-k]
			}
		}
	}
	return v
}
