package results_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/experiments/results"
)

// The shards of a study hold every cell once, in order, and differ by one cell at most.
func TestShardsDivide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := results.Shard{Cells: rapid.Int64Range(1, math.MaxInt64).Draw(t, "cells"), Of: rapid.IntRange(1, 1_000).Draw(t, "of")}
		next := int64(0)
		for s.Shard = range s.Of {
			r := s.Range()
			size, even := r.To-r.From, s.Cells/int64(s.Of)
			if r.From != next || size < even || size-even > 1 {
				t.Fatalf("shard %v of %d cells: %v after %d", s, s.Cells, r, next)
			}
			next = r.To
		}
		if next != s.Cells {
			t.Fatalf("%d of %d cells", next, s.Cells)
		}
	})
}
