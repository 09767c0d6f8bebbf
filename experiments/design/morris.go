package design

import (
	"fmt"
	"math/rand/v2"
)

// Morris walks through a lattice of p levels 0, 1/(p−1), …, 1: each trajectory starts at a random place and moves
// every input once, in random order, by Δ = p/(2(p−1)), up from the lower half of the levels and down from the upper.
// It costs N·(d+1) points for d inputs: cheap enough to find the few inputs that matter; it does not share out variance
// (take "saltelli"). Source: Morris 1991; Campolongo, Cariboni and Saltelli 2007.
type Morris struct {
	Count  int `toml:"points" unit:"trajectories" range:"[1,100000]" doc:"number N of trajectories" source:"published: 10 to 50 in Campolongo, Cariboni and Saltelli 2007"`
	Levels int `toml:"levels" unit:"levels" range:"[2,64]" doc:"levels p of the lattice, an even number" source:"published: Morris 1991"`
}

// Validate wants an even number of levels, or the ends of the lattice would be visited too often.
func (m Morris) Validate(fault func(key, want string)) {
	if m.Levels%2 != 0 {
		fault("levels", "an even number, like 4")
	}
}

// Points draws, for each trajectory, the start and then the order of the inputs.
func (m Morris) Points(axes []Axis, source rand.Source) ([][]float64, error) {
	if err := sampled("morris", axes, m.Count); err != nil {
		return nil, err
	}
	if m.Levels < 2 || m.Levels%2 != 0 {
		return nil, fmt.Errorf("morris: levels = %d: want an even number", m.Levels)
	}
	r := rand.New(source)
	var points [][]float64
	level := make([]int, len(axes))
	for range m.Count {
		for i := range level {
			level[i] = r.IntN(m.Levels)
		}
		points = append(points, m.at(level))
		for _, input := range r.Perm(len(axes)) {
			level[input] = m.moved(level[input])
			points = append(points, m.at(level))
		}
	}
	return points, nil
}

// moved is the level Δ away that is on the lattice.
func (m Morris) moved(level int) int {
	if level < m.Levels/2 {
		return level + m.Levels/2
	}
	return level - m.Levels/2
}

func (m Morris) at(level []int) []float64 {
	point := make([]float64, len(level))
	for i, l := range level {
		point[i] = float64(l) / float64(m.Levels-1)
	}
	return point
}
