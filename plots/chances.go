package plots

import (
	"cmp"
	"math"
	"slices"

	"firesale/experiments/stats"
)

// chances say how the runs of a point count: by the weights that a rare study gives them, and in the populations that they
// came in, or on their own. The zero value is runs that count alike.
type chances struct {
	weights     []float64
	populations []int
}

// chanceColumns are those of the runs of a rare study that say so; none of other studies.
func (s source) chanceColumns() []string {
	for _, name := range []string{"weight", "population"} {
		if _, ok := s.column("runs", name); !ok {
			return nil
		}
	}
	return []string{"weight", "population"}
}

// add takes in a run by the values of these columns; a run that is no part of a population is one.
func (c *chances) add(v []float64) {
	if len(v) == 0 {
		return
	}
	population := len(c.weights)
	if !math.IsNaN(v[1]) {
		population = int(v[1])
	}
	c.weights, c.populations = append(c.weights, v[0]), append(c.populations, population)
}

// note says what weights do to a figure.
func (c chances) note() string {
	switch {
	case c.weights == nil:
		return ""
	case slices.Contains(c.weights, 0):
		return " Runs weigh what splitting says; those that did not reach its LTV weigh nothing."
	}
	return " Runs weigh their likelihood ratio."
}

// exceed is P(X ≥ x) by the weights, from the largest value on which any weight lies; what weighs nothing is not seen.
func (c chances) exceed(values []float64) (t tail) {
	var order []int
	for i, w := range c.weights {
		if w > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
	share := stats.NewRareShare(len(values), len(slices.Compact(slices.Sorted(slices.Values(c.populations)))))
	for k, i := range order {
		share.Add(c.weights[i], c.populations[i])
		if k+1 == len(order) || values[order[k+1]] != values[i] {
			t.append(values[i], share.Interval(0.95))
		}
	}
	for _, xs := range [][]float64{t.xs, t.share, t.low, t.high} {
		slices.Reverse(xs)
	}
	return t
}

// foot is the least probability that a figure must show: 1/n for n runs that count alike, less where weights are smaller.
func (c chances) foot(n int, tails []tail) float64 {
	least := 1 / float64(max(2, n))
	if c.weights == nil {
		return least
	}
	for _, t := range tails {
		least = min(least, slices.Min(t.share))
	}
	return least
}
