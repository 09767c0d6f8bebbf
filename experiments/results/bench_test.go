package results_test

import (
	"testing"

	"firesale/experiments/results"
)

// BenchmarkAppend is the cost of a row in a finished table; allocations a row must be near 0, or memory would grow.
func BenchmarkAppend(b *testing.B) {
	w, err := results.Create(b.TempDir(), "runs", columns, nil)
	if err != nil {
		b.Fatal(err)
	}
	cells := row(1)
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Append(cells); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}
