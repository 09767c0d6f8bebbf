package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
)

// A lattice is a metric on a full grid of two addresses: z[i][j] at the i-th value of x and the j-th of y, in
// ascending order (words in the order of the design), NaN where it has no value.
type lattice struct {
	x, y           varied
	xs, ys         []float64
	xWords, yWords []string
	z              [][]float64
	lo, hi         [][]float64
}

// largestLattice is the number of values of an address beyond which cells are too small to be a table.
const largestLattice = 60

// lattice arranges the section of a design whose further addresses have their first value.
func (e *estimates) lattice() (*lattice, []string, error) {
	if len(e.axes) < 2 {
		return nil, nil, fmt.Errorf("a table needs two varied addresses; this study varied %s only", e.axes[0].name)
	}
	l := &lattice{x: e.axes[0], y: e.axes[1]}
	rows, fixed := e.section()
	l.xs, l.xWords = levelsOf(l.x, rows)
	l.ys, l.yWords = levelsOf(l.y, rows)
	if len(l.xs)*len(l.ys) > 4*len(rows) || max(len(l.xs), len(l.ys)) > largestLattice {
		return nil, nil, fmt.Errorf("a table needs a grid; this design has %d points with %d and %d different values of %s and %s",
			len(rows), len(l.xs), len(l.ys), l.x.name, l.y.name)
	}
	l.z, l.lo, l.hi = l.blank(), l.blank(), l.blank()
	for _, r := range rows {
		i, j := slices.Index(l.xs, l.x.places[r]), slices.Index(l.ys, l.y.places[r])
		l.z[i][j], l.lo[i][j], l.hi[i][j] = e.mean[r], e.lo[r], e.hi[r]
	}
	return l, fixed, nil
}

func (l *lattice) blank() [][]float64 {
	z := make([][]float64, len(l.xs))
	for i := range z {
		for range l.ys {
			z[i] = append(z[i], math.NaN())
		}
	}
	return z
}

// levelsOf are the different values of an address in ascending order, and how each is written.
func levelsOf(v varied, rows []int) (places []float64, words []string) {
	places = distinct(pick(v.places, rows))
	slices.SortFunc(places, cmp.Compare[float64])
	for _, p := range places {
		words = append(words, v.words[slices.Index(v.places, p)])
	}
	return places, words
}

// ticks puts the values of an address at 1, 2, 3 …, the middles of the cells.
func ticks(words []string) (t named) {
	for i, w := range words {
		t = append(t, plot.Tick{Value: float64(i + 1), Label: w})
	}
	return t
}

// reach is the least and the largest value of the lattice.
func (l *lattice) reach() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, column := range l.z {
		for _, v := range column {
			if !math.IsNaN(v) {
				low, high = math.Min(low, v), math.Max(high, v)
			}
		}
	}
	return low, high
}
