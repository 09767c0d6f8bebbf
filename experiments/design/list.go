package design

import (
	"errors"
	"fmt"
	"math/rand/v2"
)

// List reads lists of one length side by side: point i takes the i-th value of each.
type List struct{}

// Points ignores the source.
func (List) Points(axes []Axis, _ rand.Source) ([][]float64, error) {
	if len(axes) == 0 {
		return nil, errors.New("list: want at least one varied address")
	}
	n := axes[0].Values
	for i, a := range axes {
		if a.Values < 1 || a.Values != n {
			return nil, fmt.Errorf("list: address %d of design.vary has %d values: want lists of one length, and the first has %d", i+1, a.Values, n)
		}
	}
	points := make([][]float64, n)
	for p := range points {
		points[p] = make([]float64, len(axes))
		for i := range axes {
			points[p][i] = middle(p, n)
		}
	}
	return points, nil
}
