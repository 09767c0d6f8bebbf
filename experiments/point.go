package experiments

import (
	"fmt"

	"firesale/experiments/design"
	"firesale/sim"
	"firesale/sim/stream"
)

// A Point is one setting of the design: the study with the axes at one value each.
type Point struct {
	Values []any // one an axis, raw
	Spec   *Spec
	World  *sim.World
	tree   *Tree
}

// lay places the points of the design in the unit cube. A design that draws does so from a stream of its own, keyed by the
// seed, so that it changes no other draw.
func (s *Study) lay(t *Tree) (cube [][]float64, err error) {
	cube, err = design.Lay(s.Spec.Design.Params, designAxes(s.Axes), stream.Open(s.Spec.Run.Seed, 0, "design", s.Spec.Design.Kind))
	if err != nil {
		return nil, Faults{t.Fault("design.vary", err.Error())}
	}
	return cube, nil
}

func designAxes(axes []Axis) []design.Axis {
	out := make([]design.Axis, len(axes))
	for i, a := range axes {
		out[i] = design.Axis{Values: len(a.Values), Group: a.Group}
	}
	return out
}

// mostFaulty is how many points with faults are reported: where a law draws them, every point has others.
const mostFaulty = 3

// points sets the axes to the values of every point of the design.
func (s *Study) points(t *Tree) ([]Point, error) {
	var out []Point
	var faults Faults
	faulty := 0
	for _, place := range s.cube {
		p := Point{Spec: New[Spec](), tree: t.Clone()}
		for i, a := range s.Axes {
			p.Values = append(p.Values, a.at(place[i]))
			origin := t.Origin(FormatAddress([]string{"design", "vary", a.Address}))
			if err := p.tree.Set(a.Address, p.Values[i], origin); err != nil {
				return nil, err
			}
		}
		if err := Decode(p.tree, p.Spec); err != nil {
			faults = append(faults, err.(Faults)...)
			if faulty++; faulty == mostFaulty && s.sampled() {
				break
			}
			continue
		}
		out = append(out, p)
	}
	return out, faults.Err()
}

// ownSeed is the seed of a point whose luck is its own: streams are keyed by the point too. Generated pools stay those
// of the study's seed, unless they are other ones in every replication.
func ownSeed(seed int64, point int) int64 {
	return int64(stream.Open(seed, point, "design", "draws").Uint64() >> 1)
}

// sampled says whether the design draws its points.
func (s *Study) sampled() bool { return s.Spec.Design.Kind != "grid" && s.Spec.Design.Kind != "list" }

// Screens says whether the design's points mean something only together: they are for indices of the inputs.
func (s *Study) Screens() bool {
	return s.Spec.Design.Kind == "saltelli" || s.Spec.Design.Kind == "morris"
}

// sayDrawn says what a reader of a drawn design must know: what was rounded, and what is not balanced.
func (s *Study) sayDrawn() (notes []string) {
	for _, a := range s.Axes {
		if a.Law != nil && a.Field.isInteger() {
			notes = append(notes, fmt.Sprintf("design.vary.%q: whole numbers: what is drawn is rounded to the nearest, half to even", a.Address))
		}
	}
	if n := balanced(s.Spec.Design.Params); n&(n-1) != 0 {
		notes = append(notes, fmt.Sprintf("design.points = %d: Sobol' points are balanced for a power of two, like %d", n, nextPower(n)))
	}
	return notes
}

// balanced is the number of points that had better be a power of two, 0 if any number will do.
func balanced(d design.Design) int {
	switch d := d.(type) {
	case *design.Sobol:
		return d.Count
	case *design.Saltelli:
		return d.Count
	}
	return 0
}

func nextPower(n int) int {
	power := 1
	for power < n {
		power *= 2
	}
	return power
}
