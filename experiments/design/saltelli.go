package design

import "math/rand/v2"

// Saltelli is the sample from which Sobol' indices are estimated: for each of N points of Sobol's sequence in twice
// the dimension, whose first half is a point A and whose second half a point B, the block
//
//	A, AB₁ … AB_d, (BA₁ … BA_d,) B
//
// where AB_j is A with input j taken from B, and BA_j, which only the second order needs, the reverse. It costs N·(d+2)
// points, N·(2d+2) with second order. Source: Saltelli and others 2010; layout and first point as in SALib (Herman and
// Usher 2017).
type Saltelli struct {
	Count       int  `toml:"points" unit:"points" range:"[1,1000000]" doc:"number N of blocks; a power of two is balanced" source:"assumed"`
	SecondOrder bool `toml:"second_order" doc:"with the rows that indices of pairs need" source:"assumed"`
	Shift       bool `toml:"shift" doc:"digital shift by the study's seed; without it the first block is one corner, again and again" source:"assumed"`
}

// Points uses the source for the shift only.
func (s Saltelli) Points(axes []Axis, source rand.Source) ([][]float64, error) {
	if err := sampled("saltelli", axes, s.Count); err != nil {
		return nil, err
	}
	pairs, err := sequence("saltelli", s.Count, 2*len(axes), s.Shift, source)
	if err != nil {
		return nil, err
	}
	var points [][]float64
	for _, pair := range pairs {
		a, b := pair[:len(axes)], pair[len(axes):]
		points = append(points, a)
		points = append(points, mixtures(a, b)...)
		if s.SecondOrder {
			points = append(points, mixtures(b, a)...)
		}
		points = append(points, b)
	}
	return points, nil
}

// mixtures are the point once for each input, with that input taken from the other.
func mixtures(point, other []float64) [][]float64 {
	mixed := empty(len(point), len(point))
	for j := range mixed {
		copy(mixed[j], point)
		mixed[j][j] = other[j]
	}
	return mixed
}
