package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// PawnIndices says how far each input moves the whole distribution of an output, not only its variance: right for an
// outcome with two modes or a heavy tail.
type PawnIndices struct {
	Inputs []Interval
	Dummy  Interval // of an input that does nothing: what chance alone gives with slices of this size
}

// Distinct says whether input j is above what an input without influence gets.
func (p PawnIndices) Distinct(j int) bool { return p.Inputs[j].Lo > p.Dummy.Hi }

// Pawn estimates the indices from any sample x of points with outputs y, Latin hypercube or Sobol' points by
// preference. Input j is cut into slices of equal count along its values; its index is the median over slices of the
// Kolmogorov–Smirnov distance between the output in the slice and the output of all. The distance is above 0 even for
// an input without influence, hence Dummy, whose slices are drawn at random. Intervals are percentiles over resamples,
// centred on the estimate. Source: Pianosi and Wagener 2015, 2018.
func Pawn(x [][]float64, y []float64, slicesOf int, b Bootstrap) (PawnIndices, error) {
	if len(x) != len(y) {
		return PawnIndices{}, fmt.Errorf("stats: %d outputs of %d points", len(y), len(x))
	}
	if err := checkBlocks(y, 1, 1); err != nil {
		return PawnIndices{}, err
	}
	if slicesOf < 2 || len(y) < 2*slicesOf {
		return PawnIndices{}, fmt.Errorf("stats: %d outputs in %d slices: want two slices or more, of two or more outputs", len(y), slicesOf)
	}
	d := len(x[0])
	luck := make([]float64, len(y)) // the dummy input
	for i := range luck {
		luck[i] = float64(b.Source.Uint64() >> 11)
	}
	all := b.CentredAll(len(y), d+1, func(index []int, out []float64) {
		order := byOutput(index, y)
		for j := range d {
			out[j] = pawn(order, func(i int) float64 { return x[i][j] }, y, slicesOf)
		}
		out[d] = pawn(order, func(i int) float64 { return luck[i] }, y, slicesOf)
	})
	return PawnIndices{Inputs: all[:d], Dummy: all[d]}, nil
}

func byOutput(index []int, y []float64) []int {
	return slices.SortedStableFunc(slices.Values(index), func(a, b int) int { return cmp.Compare(y[a], y[b]) })
}

// pawn walks through the outputs in ascending order and keeps, of each slice, how far its empirical distribution is
// from that of all; the greatest distance is taken where the output changes.
func pawn(order []int, input func(i int) float64, y []float64, count int) float64 {
	n := len(order)
	slice := make([]int, n) // of the observation at each place of order
	for rank, place := range sortedPlaces(order, input) {
		slice[place] = rank * count / n
	}
	size, seen, distance := make([]float64, count), make([]float64, count), make([]float64, count)
	for _, s := range slice {
		size[s]++
	}
	for place, i := range order {
		seen[slice[place]]++
		if place+1 < n && y[order[place+1]] == y[i] {
			continue
		}
		for s := range distance {
			distance[s] = max(distance[s], math.Abs(seen[s]/size[s]-float64(place+1)/float64(n)))
		}
	}
	return Quantile(distance, 0.5)
}

// sortedPlaces are the places in order, sorted by the input there.
func sortedPlaces(order []int, input func(i int) float64) []int {
	return slices.SortedStableFunc(slices.Values(identity(len(order))), func(a, b int) int {
		return cmp.Compare(input(order[a]), input(order[b]))
	})
}
