package oracle

import "math"

// A Tally is a case in one line: how many comparisons, what became of them, and which came nearest to its tolerance.
type Tally struct {
	Case                          string
	Rows, Passed, Failed, Skipped int
	Worst                         Row // whose Off is the largest; Off is not a number where every row is exact or a yes or no
}

// NewTally is one of a case that has not reported yet.
func NewTally(name string) *Tally {
	return &Tally{Case: name, Worst: Row{Off: math.NaN()}}
}

// Add counts a row.
func (t *Tally) Add(r Row) {
	t.Rows++
	switch {
	case r.Skipped:
		t.Skipped++
	case r.Pass:
		t.Passed++
	default:
		t.Failed++
	}
	if !math.IsNaN(r.Off) && !(r.Off <= t.Worst.Off) {
		t.Worst = r
	}
}
