// Package design chooses at which parameter settings a study is run.
//
// A design lays points into the unit cube, one coordinate for each varied address; a Law or a list of values turns a
// coordinate into the value that is written into the study. So every design works on every kind of axis: a list under
// a sampling design is drawn from with equal chances. What is luck in a design comes from the source passed in, which
// belongs to the study, never to a point.
package design

import (
	"fmt"
	"math/rand/v2"
)

// An Axis is one varied address as a design sees it.
type Axis struct {
	Values int    // length of a list of values; 0 for a law
	Group  string // axes of one name are one input: they share a coordinate; empty: an input by itself
}

// A Design lays the points of a study.
//
//	called  once a study, with one axis an input (see Lay)
//	must    give at least one point; the same points for the same source; coordinates in [0,1]
//	may not know what the axes mean
//
// The parameters of a kind are its design: there is nothing more to open.
type Design interface {
	Points(axes []Axis, source rand.Source) ([][]float64, error)
}

// A Kind is a design that a study can name.
type Kind struct {
	Name, Doc string
	Preset    func() Design
}

// Kinds is every design a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"grid", "every combination of the listed values, the last address fastest", func() Design { return &Grid{} }},
	{"list", "lists of one length, read side by side", func() Design { return &List{} }},
	{"latin", "random points, of which each stratum of each axis has exactly one", func() Design { return &Latin{Count: presetPoints} }},
	{"sobol", "points that fill the cube evenly, better than luck", func() Design { return &Sobol{Count: presetPoints} }},
	{"saltelli", "pairs of Sobol' points and their mixtures, for Sobol' indices", func() Design { return &Saltelli{Count: presetPoints, SecondOrder: true} }},
	{"morris", "trajectories that move one input at a time, for screening", func() Design { return &Morris{Count: 16, Levels: 4} }},
}

// presetPoints is enough to see a shape; assumed.
const presetPoints = 64

// Index is which of n listed values a coordinate stands for: ⌊u·n⌋, and the last one for u = 1.
func Index(u float64, n int) int { return min(int(u*float64(n)), n-1) }

// middle is the coordinate that stands for value i of n: the middle of its stretch.
func middle(i, n int) float64 { return (float64(i) + 0.5) / float64(n) }

// Inputs tells for each axis which input it belongs to, counted from 0 in the order of first appearance, and how many
// inputs there are. Sensitivity is measured by input.
func Inputs(axes []Axis) (of []int, count int) {
	named := map[string]int{} // looked up only
	for _, a := range axes {
		at, known := named[a.Group]
		if !known || a.Group == "" {
			at = count
			count++
		}
		if a.Group != "" {
			named[a.Group] = at
		}
		of = append(of, at)
	}
	return of, count
}

// Lay places the points of a study: axes of one group move together, from their low ends to their high ends, and are
// one input to the design.
func Lay(d Design, axes []Axis, source rand.Source) ([][]float64, error) {
	of, count := Inputs(axes)
	inputs := make([]Axis, count)
	for i, a := range axes {
		inputs[of[i]] = a
	}
	points, err := d.Points(inputs, source)
	if err != nil {
		return nil, err
	}
	for p, inputs := range points {
		points[p] = make([]float64, len(axes))
		for i, input := range of {
			points[p][i] = inputs[input]
		}
	}
	return points, nil
}

// sampled refuses what no sampling design can work on.
func sampled(kind string, axes []Axis, points int) error {
	if len(axes) == 0 {
		return fmt.Errorf("%s: want at least one varied address", kind)
	}
	if points < 1 {
		return fmt.Errorf("%s: points = %d: want 1 or more", kind, points)
	}
	return nil
}
