package experiments

import (
	"fmt"
	"math"

	"firesale/experiments/stats"
)

// newAntithetic refuses pairs of runs where there is nothing to mirror, or whose runs are counted one by one.
func (s *Study) newAntithetic() error {
	if !s.Spec.Run.Antithetic {
		return nil
	}
	fault := func(want string) error { return Faults{s.tree.Fault("run.antithetic", want)} }
	for _, other := range []struct {
		table string
		there bool
	}{{"rare", s.Spec.Rare != nil}, {"find", s.search != nil}, {"run.stop", s.Spec.Run.Stop != nil}, {"attribution", s.Spec.Attribution != nil}} {
		if other.there {
			return fault("want no [" + other.table + "] with it, which takes runs to be independent")
		}
	}
	if s.Screens() {
		return fault(fmt.Sprintf("want a design other than %q with it: its indices take runs to be independent", s.Spec.Design.Kind))
	}
	if s.Spec.Run.Replications%2 == 1 {
		return Faults{s.tree.Fault("run.replications", "want an even number with run.antithetic")}
	}
	for i := range s.Points {
		if !s.Points[i].World.Mirrors() {
			return Faults{s.Points[i].tree.Fault("run.antithetic", fmt.Sprintf("want a price.kind that draws normal numbers with it: %q has nothing to mirror", s.Points[i].Spec.Price.Kind))}
		}
	}
	return nil
}

// meanOf is the mean of a metric over the runs of a point, or over its antithetic pairs.
func (p *pointRuns) meanOf(column int) stats.Interval {
	if !p.study.Spec.Run.Antithetic {
		return stats.Mean(existing(p.values[column]), level)
	}
	xs := make([]float64, len(p.values[column]))
	for i, c := range p.values[column] {
		x, ok := c.Float()
		if xs[i] = x; !ok {
			xs[i] = math.NaN()
		}
	}
	return stats.MeanOfPairs(xs, level)
}

// pairSums is the sums of x₀ and x₁, x₂ and x₃, and so on.
func pairSums(xs []float64) (sums []float64) {
	for i := 0; i+1 < len(xs); i += 2 {
		sums = append(sums, xs[i]+xs[i+1])
	}
	return sums
}
