package experiments

import (
	"math"
	"slices"

	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// chances are the columns in which the runs of a rare study say how they count: each with a weight, and those of one population
// together. They are −1 in other studies.
type chances struct {
	weight, population int
	rare               RareTable
}

// chances reads what the study of a folder says of it.
func (c *compared) chances(cols []results.Column) (chances, error) {
	place := func(name string) int {
		return slices.IndexFunc(cols, func(col results.Column) bool { return col.Name == name })
	}
	out := chances{weight: place("weight"), population: place("population")}
	if out.weight < 0 {
		return out, nil
	}
	tree, err := ParseTree("study.toml", []byte(c.Manifest.Config))
	if err != nil {
		return out, err
	}
	word := func(address string) string { raw, _ := tree.Get(address); text, _ := raw.(string); return text }
	out.rare.Kind, out.rare.Metric = word("rare.kind"), word("rare.metric")
	level, _ := tree.Get("rare.level")
	out.rare.Level, _ = level.(float64)
	return out, nil
}

// failed says that a run of a rare study has no weight, so that its mean is over the others.
func (c chances) failed(row []results.Cell) bool { return c.weight >= 0 && row[c.weight].IsNull() }

// draw is the number of the independent draw that a run belongs to: its population, or the replication itself.
func (c chances) draw(row []results.Cell) int64 {
	if c.population >= 0 {
		if population, ok := row[c.population].Int(); ok {
			return population
		}
	}
	replication, _ := row[1].Int()
	return replication
}

// term is what the run adds to the mean of a metric: its value times its weight. NaN where there is none.
func (c chances) term(row []results.Cell, at int) float64 {
	x, ok := row[at].Float()
	if !ok {
		return math.NaN()
	}
	if c.weight >= 0 {
		weight, _ := row[c.weight].Float()
		return weight * x
	}
	return x
}

// gather replaces the runs of a rare study by one number for each independent draw: the mean over a population. There is no
// mean of a metric that is missing in some runs, because weights do not say how many runs have it, nor of one that may differ
// from 0 in the paths that splitting drops.
func (s *side) gather(c chances, metrics []results.Column) {
	if c.weight < 0 {
		return
	}
	starts := []int{0}
	for i := 1; i < len(s.replications); i++ {
		if s.replications[i] != s.replications[i-1] {
			starts = append(starts, i)
		}
	}
	ends := append(starts[1:], len(s.replications))
	for m, terms := range s.values {
		missing := slices.ContainsFunc(terms, math.IsNaN) || !c.rare.nothingElsewhere(metrics[m].Name, slices.Min(terms))
		means := make([]float64, len(starts))
		for k, from := range starts {
			if means[k] = math.NaN(); !missing {
				means[k] = stats.Sum(terms[from:ends[k]]) / float64(ends[k]-from)
			}
		}
		s.values[m] = means
	}
	var draws []int64
	for _, from := range starts {
		draws = append(draws, s.replications[from])
	}
	s.replications = draws
}
