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
		cell := rapid.Int64Range(0, s.Cells-1).Draw(t, "cell")
		next, holder := int64(0), s.Holder(cell)
		for s.Shard = range s.Of {
			r := s.Range()
			size, even := r.To-r.From, s.Cells/int64(s.Of)
			if r.From != next || size < even || size-even > 1 {
				t.Fatalf("shard %v of %d cells: %v after %d", s, s.Cells, r, next)
			}
			if r.From <= cell && cell < r.To && s.Shard != holder {
				t.Fatalf("shard %v has cell %d of %d, not %d", s, cell, s.Cells, holder)
			}
			next = r.To
		}
		if next != s.Cells {
			t.Fatalf("%d of %d cells", next, s.Cells)
		}
	})
}

// Divided as finely as the command line can say, a study's cells are still where the definition puts them.
func TestShardsOfManyDivide(t *testing.T) {
	for _, c := range []struct {
		shard, of int
		want      results.Range
	}{
		{0, math.MaxInt, results.Range{From: 0, To: 0}},
		{math.MaxInt - 1, math.MaxInt, results.Range{From: 83, To: 84}},
		{math.MaxInt / 2, math.MaxInt, results.Range{From: 41, To: 42}},
		{math.MaxInt / 4, math.MaxInt - 1, results.Range{From: 20, To: 21}},
	} {
		s := results.Shard{Cells: 84, Shard: c.shard, Of: c.of}
		if got := s.Range(); got != c.want {
			t.Errorf("shard %v of 84 cells: %v, want %v", s, got, c.want)
		}
	}
}
