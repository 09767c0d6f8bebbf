package experiments

import (
	"slices"
	"testing"
)

// A population of which a run failed is left out, and those behind it are as they were.
func TestPopulationMeans(t *testing.T) {
	xs, weights := []float64{1, 3, 5, 2, 4}, []float64{1, 1, 1, 0.5, 0.5}
	populations := []float64{0, 0, 1, 2, 2} // the other run of population 1 failed
	if got, want := populationMeans(xs, weights, populations, 2), []float64{2, 1.5}; !slices.Equal(got, want) {
		t.Errorf("means %v, want %v", got, want)
	}
}
