package design

import (
	"fmt"
	"math/rand/v2"
)

// Grid takes every combination of the listed values; points are counted with the last address fastest. Without an
// axis it is the one point of the study as it stands.
//
// Its size is the product of the lists: beyond three or four axes take a sampling design.
type Grid struct{}

// mostPoints bounds a grid against a slip of the pen, far below what fills memory.
const mostPoints = 10_000_000

// Points ignores the source.
func (Grid) Points(axes []Axis, _ rand.Source) ([][]float64, error) {
	total := 1
	for i, a := range axes {
		if a.Values < 1 {
			return nil, fmt.Errorf("grid: address %d of design.vary: want a list of values", i+1)
		}
		if total > mostPoints/a.Values {
			return nil, fmt.Errorf("grid: more than %d points", mostPoints)
		}
		total *= a.Values
	}
	points := make([][]float64, total)
	for p := range points {
		points[p] = make([]float64, len(axes))
		rest := p
		for i := len(axes) - 1; i >= 0; i-- {
			n := axes[i].Values
			points[p][i] = middle(rest%n, n)
			rest /= n
		}
	}
	return points, nil
}
