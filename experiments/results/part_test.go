package results_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
)

var ours = results.Identity{Study: results.Hash("title = 'ours'"), Version: "v1"}

// part writes cells [from, to): a row each in runs, and from 0 to 2 rows each in events.
func part(t *testing.T, dir string, id results.Identity, from, to int) results.Part {
	t.Helper()
	p, err := results.CreatePart(dir, id, int64(from), int64(to))
	if err != nil {
		t.Fatal(err)
	}
	runs, err := p.Table("runs", columns)
	if err != nil {
		t.Fatal(err)
	}
	events, err := p.Table("events", columns)
	if err != nil {
		t.Fatal(err)
	}
	for i := from; i < to; i++ {
		runs.Append(row(i))
		for range i % 3 {
			events.Append(row(i))
		}
	}
	done, err := p.Close()
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func join(t *testing.T, cells int64, dirs ...string) (runs, events results.File) {
	t.Helper()
	parts, refused, err := results.Parts(ours, dirs...)
	if err != nil || refused != nil {
		t.Fatal(err, refused)
	}
	out := t.TempDir()
	if runs, err = results.Join(out, "runs", parts, cells, nil); err != nil {
		t.Fatal(err)
	}
	if events, err = results.Join(out, "events", parts, cells, nil); err != nil {
		t.Fatal(err)
	}
	return runs, events
}

func TestJoinDoesNotDependOnTheParts(t *testing.T) {
	cells := 2*group + 799 // two row groups and a rest, a multiple of three
	whole := t.TempDir()
	part(t, whole, ours, 0, cells)
	wantRuns, wantEvents := join(t, int64(cells), whole)
	if wantRuns.Rows != int64(cells) || wantEvents.Rows != int64(cells) {
		t.Fatalf("whole: %+v, %+v", wantRuns, wantEvents)
	}
	for _, cuts := range [][]int{
		{group}, {1}, {cells - 1}, {group - 1, group + 1}, {1000, 2000, 3000, 2 * group}, {17, 18, 19, group + 900, group + 901, cells - 1},
	} {
		a, b := filepath.Join(t.TempDir(), "shard-[0]*"), t.TempDir() // a name that is a pattern
		if err := os.Mkdir(a, 0o755); err != nil {
			t.Fatal(err)
		}
		from := 0
		for i, to := range append(cuts, cells) {
			part(t, []string{a, b}[i%2], ours, from, to)
			from = to
		}
		runs, events := join(t, int64(cells), b, a)
		if runs != wantRuns || events != wantEvents {
			t.Errorf("cut at %v: other bytes than in one go", cuts)
		}
	}
}

func TestPartsRefuseByName(t *testing.T) {
	data := func(p results.Part) string { return strings.TrimSuffix(p.Path(), ".json") + ".runs.parquet" }
	edit := func(path, old, fresh string) {
		b, _ := os.ReadFile(path)
		os.WriteFile(path, []byte(strings.Replace(string(b), old, fresh, 1)), 0o644)
	}
	tests := []struct {
		name, want string
		harm       func(dir string, second results.Part)
	}{
		{"data gone", "runs.parquet: missing", func(_ string, p results.Part) { os.Remove(data(p)) }},
		{"data cut", "runs.parquet: truncated", func(_ string, p results.Part) { os.Truncate(data(p), 50) }},
		{"a bit of the data", "runs.parquet: altered", func(_ string, p results.Part) { flip(data(p)) }},
		{"manifest cut", "truncated or altered", func(_ string, p results.Part) { os.Truncate(p.Path(), 40) }},
		{"manifest of other cells", "do not fit its name", func(_ string, p results.Part) { edit(p.Path(), `"to": 20`, `"to": 25`) }},
		{"other number of rows", "10 rows, its manifest says 9", func(_ string, p results.Part) { edit(p.Path(), `"rows": 10`, `"rows": 9`) }},
		{"another version's manifest", "runs.parquet: altered: its data says version", func(dir string, p results.Part) {
			part(t, dir, results.Identity{Study: ours.Study, Version: "v0"}, 10, 20)
			edit(p.Path(), `"v0"`, `"v1"`)
		}},
		{"another study", "foreign: of study", func(dir string, p results.Part) {
			part(t, dir, results.Identity{Study: results.Hash("theirs"), Version: "v1"}, 10, 20)
		}},
		{"another version", "foreign: made by version v2, want v1", func(dir string, p results.Part) {
			part(t, dir, results.Identity{Study: ours.Study, Version: "v2"}, 10, 20)
		}},
		{"an overlap", "overlaps", func(dir string, p results.Part) {
			os.Remove(p.Path())
			part(t, dir, ours, 9, 20)
		}},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		part(t, dir, ours, 0, 10)
		second := part(t, dir, ours, 10, 20)
		part(t, dir, ours, 20, 30)
		tt.harm(dir, second)
		parts, refused, err := results.Parts(ours, dir)
		if err != nil || len(refused) != 1 || !strings.Contains(refused[0].String(), tt.want) || !strings.Contains(refused[0].Path, "part-") {
			t.Errorf("%s: got %v, %v, want one refusal: %s", tt.name, refused, err, tt.want)
		}
		if gaps := results.Missing(parts, 30); !slices.Equal(gaps, []results.Range{{From: 10, To: 20}}) {
			t.Errorf("%s: missing %v", tt.name, gaps)
		}
		if _, err := results.Join(t.TempDir(), "runs", parts, 30, nil); err == nil {
			t.Errorf("%s: joined over the gap", tt.name)
		}
		part(t, dir, ours, 10, 20) // run again
		if parts, _, _ = results.Parts(ours, dir); results.Missing(parts, 30) != nil {
			t.Errorf("%s: not mended by running the cells again", tt.name)
		}
	}
}

func TestJoinRefusesOtherColumnsAndForeignCells(t *testing.T) {
	dir := t.TempDir()
	part(t, dir, ours, 0, 10)
	p, err := results.CreatePart(dir, ours, 10, 20)
	if err != nil {
		t.Fatal(err)
	}
	p.Table("runs", columns[:2])
	if _, err := p.Close(); err != nil {
		t.Fatal(err)
	}
	parts, _, _ := results.Parts(ours, dir)
	if _, err := results.Join(dir, "runs", parts, 20, nil); err == nil || !strings.Contains(err.Error(), "other columns") {
		t.Errorf("other columns: %v", err)
	}
	if _, err := results.Join(dir, "runs", parts, 15, nil); err == nil || !strings.Contains(err.Error(), "cells up to 20 in a study of 15") {
		t.Errorf("cells beyond the study: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "runs.parquet")); err == nil {
		t.Error("a refused join left a table")
	}
}

func TestAnUnfinishedPartDoesNotCount(t *testing.T) {
	dir := t.TempDir()
	for _, end := range []func(*results.PartWriter){func(p *results.PartWriter) {}, (*results.PartWriter).Abort} {
		p, err := results.CreatePart(dir, ours, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		w, _ := p.Table("runs", columns)
		w.Append(row(0))
		end(p)
		if parts, refused, _ := results.Parts(ours, dir); len(parts)+len(refused) != 0 {
			t.Errorf("parts %v, refused %v", parts, refused)
		}
	}
	if err := results.RemoveParts(dir); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

func TestMissing(t *testing.T) {
	parts := []results.Part{{From: 5, To: 10}, {From: 10, To: 20}, {From: 25, To: 60}}
	for cells, want := range map[int64][]results.Range{
		4: {{0, 4}}, 20: {{0, 5}}, 60: {{0, 5}, {20, 25}}, 70: {{0, 5}, {20, 25}, {60, 70}},
	} {
		if got := results.Missing(parts, cells); !slices.Equal(got, want) {
			t.Errorf("of %d cells: %v, want %v", cells, got, want)
		}
	}
}
