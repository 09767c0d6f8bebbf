package experiments_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firesale/experiments"
	"firesale/experiments/results"
)

// TestWild runs studies made by chance. Every run passes the audit of its coins, dollars and loans; no number is infinite
// or none; three workers, and a study that was stopped and resumed, end in the bytes of one worker.
func TestWild(t *testing.T) { wildStudies(t, 2, 4) }

func wildStudies(t *testing.T, first, count int) {
	sold := 0.0
	for seed := first; seed < first+count; seed++ {
		text := wildStudy(rand.New(rand.NewPCG(uint64(seed), 4)), seed)
		study, err := loaded(t, text, wildFiles())
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		one := wildRun(t, study, 1, 0)
		sold += wildNumbers(t, one)
		for how, other := range map[string]string{"three workers": wildRun(t, study, 3, 0), "stopped and resumed": wildRun(t, study, 2, 5)} {
			if names := unlike(t, one, other); len(names) > 0 {
				t.Errorf("seed %d, %s: other bytes in %v", seed, how, names)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, text)
		}
	}
	if sold == 0 {
		t.Error("nobody sold anything: the test judges nothing")
	}
}

// wildRun runs a study into a folder of its own, if asked for stopped after some cells and resumed.
func wildRun(t *testing.T, study *experiments.Study, workers int, stopAfter int64) (dir string) {
	t.Helper()
	into := t.TempDir()
	if stopAfter > 0 {
		ctx, stop := context.WithCancel(context.Background())
		_, err := study.Run(ctx, into, workers, func(done, _ int64) {
			if done >= stopAfter {
				stop()
			}
		})
		if stop(); !errors.Is(err, context.Canceled) {
			t.Fatalf("a canceled study ends with %v", err)
		}
	}
	out, err := study.Run(context.Background(), into, workers, func(_, _ int64) {})
	if err != nil {
		t.Fatal(err)
	}
	runs, err := results.Read(out.Dir, "runs")
	if err != nil {
		t.Fatal(err)
	}
	for _, reason := range runs.Texts("reason") {
		if reason != "" && !strings.Contains(reason, "less than a cent") && !strings.Contains(reason, "depth is too small") { // a market too thin for its sellers
			t.Errorf("a run failed: %s", reason)
		}
	}
	return out.Dir
}

// wildNumbers looks at every number of every table, which must be one, and gives how much was sold.
func wildNumbers(t *testing.T, dir string) (sold float64) {
	t.Helper()
	folder, err := results.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range folder.Tables() {
		columns, err := results.Columns(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		err = results.Scan(dir, name, func(row []results.Cell) error {
			for i, cell := range row {
				x, isNumber := cell.Float()
				price := columns[i].Name == "price_usd" || columns[i].Name == "price_min_usd"
				if isNumber && (x-x != 0 || price && x <= 0) {
					return fmt.Errorf("%s.%s is %v", name, columns[i].Name, x)
				}
				if columns[i].Name == "liquidated_btc" {
					sold += x
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	return sold
}

// unlike names the files of two folders that are not the same bytes, or in one of them only.
func unlike(t *testing.T, a, b string) (names []string) {
	t.Helper()
	read := func(dir string) map[string][]byte {
		files := map[string][]byte{}
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			name, err := filepath.Rel(dir, path)
			if err == nil {
				files[name], err = os.ReadFile(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	left, right := read(a), read(b)
	for name := range left {
		if other, both := right[name]; !both || !bytes.Equal(left[name], other) {
			names = append(names, name)
		}
	}
	for name := range right {
		if _, both := left[name]; !both {
			names = append(names, name)
		}
	}
	return names
}
