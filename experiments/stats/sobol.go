package stats

import (
	"errors"
	"fmt"
	"math"
)

// SobolIndices says which share of the variance of an output each input, or each pair, is responsible for.
type SobolIndices struct {
	First  []Interval   // S1: of the input alone
	Total  []Interval   // ST: of the input and all that it takes part in; a mean of squares, so never below 0
	Second [][]Interval // S2[j][k], j < k: of the pair beyond its two inputs; nil without second order
}

// Sobol estimates the indices of d inputs from the outputs y of a Saltelli design. Its rows stand in blocks A, AB₁ …
// AB_d, (with second order BA₁ … BA_d,) B, where AB_j is A with input j taken from B. With y standardised by the mean
// and the population deviation of all its values, and V the population variance of A and B together:
//
//	S1_j  = mean[B·(AB_j − A)] / V                                   Saltelli and others 2010
//	ST_j  = ½·mean[(A − AB_j)²] / V                                  Jansen 1999
//	S2_jk = mean[BA_j·AB_k − A·B] / V − S1_j − S1_k                  Saltelli 2002
//
// S1 and S2 depend on the centring in a finite sample, so it is part of the definition (SALib's). The intervals are
// from resampled blocks, each standardised anew; N counts blocks. An index near 0 may be estimated below 0: see
// Interval.Verdict. An output that is not a number, or that never changes, is an error: it has no indices.
func Sobol(y []float64, d int, second bool, b Bootstrap) (SobolIndices, error) {
	width := d + 2
	if second {
		width += d
	}
	if err := checkBlocks(y, width, d); err != nil {
		return SobolIndices{}, err
	}
	blocks := sobolBlocks{y: y, d: d, width: width}
	pairs := 0
	if second {
		pairs = d * (d - 1) / 2
	}
	return indices(b.PercentileAll(len(y)/width, 2*d+pairs, blocks.fill), d, second), nil
}

func checkBlocks(y []float64, width, d int) error {
	if d < 1 || len(y) == 0 || len(y)%width != 0 {
		return fmt.Errorf("stats: %d outputs of %d inputs: want blocks of %d", len(y), d, width)
	}
	constant := true
	for i, v := range y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("stats: output %d (block %d, row %d of it) is %v: a failed run has no place in an index", i, i/width, i%width, v)
		}
		constant = constant && v == y[0]
	}
	if constant {
		return errors.New("stats: the output never changes: there is no variance to share")
	}
	return nil
}

func indices(all []Interval, d int, second bool) SobolIndices {
	s := SobolIndices{First: all[:d], Total: all[d : 2*d]}
	if !second {
		return s
	}
	rest := all[2*d:]
	s.Second = make([][]Interval, d)
	for j := range d {
		s.Second[j] = make([]Interval, d)
		rest = rest[copy(s.Second[j][j+1:], rest[:d-1-j]):]
	}
	return s
}

// sobolBlocks computes the indices from resampled blocks.
type sobolBlocks struct {
	y        []float64
	d, width int
	z        []float64 // the blocks of a resample, standardised
}

// fill writes S1, ST and, if the blocks have BA, S2 in the order of the pairs. Without variance they are NaN.
func (s *sobolBlocks) fill(index []int, out []float64) {
	s.take(index)
	n, d := float64(len(index)), s.d
	clear(out)
	variance := s.variance()
	for start := 0; start < len(s.z); start += s.width {
		row := s.z[start : start+s.width]
		a, ab, ba, b := row[0], row[1:1+d], row[1+d:s.width-1], row[s.width-1]
		for j := range d {
			out[j] += float64(b * (ab[j] - a))
			out[d+j] += float64((a - ab[j]) * (a - ab[j]))
		}
		at := 2 * d
		for j := range ba {
			for k := j + 1; k < d; k++ {
				out[at] += float64(ba[j]*ab[k]) - float64(a*b)
				at++
			}
		}
	}
	for j := range d {
		out[j] /= n * variance
		out[d+j] /= 2 * n * variance
	}
	at := 2 * d
	for j := 0; j < d && at < len(out); j++ {
		for k := j + 1; k < d; k++ {
			out[at] = out[at]/(n*variance) - out[j] - out[k]
			at++
		}
	}
}

// take copies the blocks at index and standardises them by all their values.
func (s *sobolBlocks) take(index []int) {
	s.z = s.z[:0]
	for _, i := range index {
		s.z = append(s.z, s.y[i*s.width:(i+1)*s.width]...)
	}
	n := float64(len(s.z))
	mean := Sum(s.z) / n
	deviation := math.Sqrt(moment(s.z, mean) / n)
	for i := range s.z {
		s.z[i] = (s.z[i] - mean) / deviation
	}
}

// variance is the population variance of the outputs of A and B.
func (s *sobolBlocks) variance() float64 {
	ends := make([]float64, 0, 2*len(s.z)/s.width)
	for start := 0; start < len(s.z); start += s.width {
		ends = append(ends, s.z[start], s.z[start+s.width-1])
	}
	n := float64(len(ends))
	return moment(ends, Sum(ends)/n) / n
}
