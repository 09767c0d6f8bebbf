package design

import "math/rand/v2"

// Latin is a Latin hypercube: each axis is cut into as many strata as there are points, and every stratum of every
// axis has exactly one point, at random inside it. Means of smooth outputs have less noise than from plain random
// points; pairs of axes are not balanced (take "sobol"). Source: McKay, Beckman and Conover 1979.
type Latin struct {
	Count int `toml:"points" unit:"points" range:"[1,1000000]" doc:"number of points" source:"assumed"`
}

// Points draws a permutation of the strata and a place in each, axis by axis.
func (l Latin) Points(axes []Axis, source rand.Source) ([][]float64, error) {
	if err := sampled("latin", axes, l.Count); err != nil {
		return nil, err
	}
	r := rand.New(source)
	points := empty(l.Count, len(axes))
	for i := range axes {
		for p, stratum := range r.Perm(l.Count) {
			points[p][i] = (float64(stratum) + r.Float64()) / float64(l.Count)
		}
	}
	return points, nil
}

func empty(points, axes int) [][]float64 {
	all := make([][]float64, points)
	for p := range all {
		all[p] = make([]float64, axes)
	}
	return all
}
