package oracle

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"

	"firesale/experiments"
	"firesale/experiments/results"
)

// determinism is V21: the same question gives the same bytes, however it is run. The study has luck, feedback, several
// points, a deal and kept paths.
func determinism(b *bench) error {
	s, err := openShelf()
	if err != nil {
		return err
	}
	defer s.close()
	for _, part := range []func(*bench, shelf) error{sameBytes, sameDraws, tableOrder} {
		if err := part(b, s); err != nil {
			return err
		}
	}
	return streams(b)
}

// luckyStudy is the shipped study, shorter.
func luckyStudy(replications string) (*experiments.Study, error) {
	return experiments.LoadStudy("ledn-2026-1", experiments.Options{Sets: []string{
		"run.replications=" + replications, "clock.horizon=10d", "price.volatility=120%", "record.paths=3", "record.events=true",
		"lender.ledn.pool.loans=200", "lender.ledn.pool.borrowers=150", "design.vary.\"lender.ledn.copies\"=[1, 4, 20]", "market.impact.depth=40000",
	}})
}

// sameBytes runs the study with 1, 2 and 7 workers (R1, R2), once killed half way and resumed (R3), and once from its
// own manifest (R10), and compares every file.
func sameBytes(b *bench, s shelf) error {
	first, err := s.runLucky(b.ctx, "1 worker", 1)
	if err != nil {
		return err
	}
	for _, workers := range []int{2, 7} {
		name := fmt.Sprint(workers, " workers")
		other, err := s.runLucky(b.ctx, name, workers)
		if err != nil {
			return err
		}
		same(b, "files that differ, "+name, "", differing(first, other))
	}
	study, err := luckyStudy("20")
	if err != nil {
		return err
	}
	ctx, kill := context.WithCancel(b.ctx)
	_, err = study.Run(ctx, filepath.Join(s.dir, "killed"), 2, func(done, total int64) {
		if done > total/2 {
			kill()
		}
	})
	kill()
	b.holds("a run killed half way", "stops", fmt.Sprint(err), errors.Is(err, context.Canceled))
	resumed, err := study.Run(b.ctx, filepath.Join(s.dir, "killed"), 1, func(done, total int64) {})
	if err != nil {
		return err
	}
	b.holds("cells found when it is resumed", "> 0", fmt.Sprint(resumed.Resumed), resumed.Resumed > 0)
	same(b, "files that differ, killed and resumed", "", differing(first, resumed.Dir))
	return s.fromManifest(b, first)
}

func (s shelf) runLucky(ctx context.Context, into string, workers int) (dir string, err error) {
	study, err := luckyStudy("20")
	if err != nil {
		return "", err
	}
	out, err := study.Run(ctx, filepath.Join(s.dir, into), workers, func(done, total int64) {})
	return out.Dir, err
}

// fromManifest writes the study that a manifest holds to a file and runs it.
func (s shelf) fromManifest(b *bench, dir string) error {
	folder, err := results.Open(dir)
	if err != nil {
		return err
	}
	if err := s.put("ledn-2026-1.toml", folder.Manifest.Config); err != nil {
		return err
	}
	again, err := s.run(b, "ledn-2026-1.toml", "again", 2)
	if err != nil {
		return err
	}
	same(b, "files that differ, from the manifest alone", "", differing(dir, again.Dir))
	return nil
}

// differing names the files of two folders that are not the same bytes.
func differing(a, b string) (names string) {
	left, err := os.ReadDir(a)
	right, other := os.ReadDir(b)
	if err != nil || other != nil {
		return fmt.Sprint(err, other)
	}
	for _, dir := range [][]os.DirEntry{left, right} {
		for _, file := range dir {
			x, errX := os.ReadFile(filepath.Join(a, file.Name()))
			y, errY := os.ReadFile(filepath.Join(b, file.Name()))
			if errX != nil || errY != nil || !bytes.Equal(x, y) {
				names += file.Name() + " "
			}
		}
	}
	return names
}

// sameDraws: a replication does not depend on how many there are (R4), and all points share their exogenous paths (R5).
func sameDraws(b *bench, s shelf) error {
	few, err := luckyTables(b, s, "3")
	if err != nil {
		return err
	}
	many, err := luckyTables(b, s, "12")
	if err != nil {
		return err
	}
	for _, column := range []string{"price_final_usd", "liquidated_btc", "loss_usd.ledn.residual", "drawdown_exogenous"} {
		same(b, "rows of the first replications that differ: "+column, 0, rowsThatDiffer(few.runs, many.runs, column))
	}
	prices, _ := many.paths.Floats("price_exogenous_usd")
	points, _ := many.paths.Ints("point")
	var byPoint [3][]float64
	for i, p := range points {
		byPoint[p] = append(byPoint[p], prices[i])
	}
	b.holds("steps of exogenous paths compared", "> 0", fmt.Sprint(len(byPoint[0])), len(byPoint[0]) > 0)
	same(b, "exogenous paths of all points are one", true, slices.Equal(byPoint[0], byPoint[1]) && slices.Equal(byPoint[0], byPoint[2]))
	return nil
}

type luckyResult struct{ runs, paths *results.Table }

func luckyTables(b *bench, s shelf, replications string) (r luckyResult, err error) {
	study, err := luckyStudy(replications)
	if err != nil {
		return r, err
	}
	out, err := study.Run(b.ctx, filepath.Join(s.dir, replications), 2, func(done, total int64) {})
	if err != nil {
		return r, err
	}
	if r.runs, err = results.Read(out.Dir, "runs"); err != nil {
		return r, err
	}
	r.paths, err = results.Read(out.Dir, "paths")
	return r, err
}

// rowsThatDiffer compares a column of two tables of runs, matched by point and replication.
func rowsThatDiffer(few, many *results.Table, column string) (differ int) {
	type cell struct{ point, replication int64 }
	values := map[cell]float64{}
	read := func(t *results.Table, each func(cell, float64)) {
		points, _ := t.Ints("point")
		replications, _ := t.Ints("replication")
		xs, _ := t.Floats(column)
		for i, x := range xs {
			each(cell{points[i], replications[i]}, x)
		}
	}
	read(many, func(c cell, x float64) { values[c] = x })
	read(few, func(c cell, x float64) {
		if y, found := values[c]; !found || math.Float64bits(x) != math.Float64bits(y) {
			differ++
		}
	})
	return differ
}

// tableOrder: the tables of a study file may come in any order.
func tableOrder(b *bench, s shelf) error {
	tables := []string{"[run]\nreplications = 2\n", "[price]\nkind = \"gbm\"\n", "[lender.b]\ncopies = 2\n", "[lender.a.terms]\nliquidation = \"close-out\"\n", "[lender.a]\ncopies = 1\n"}
	var hashes []string
	for i, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 4, 0, 3, 1}} {
		text, name := "", fmt.Sprintf("order%d.toml", i)
		for _, j := range order {
			text += tables[j]
		}
		if err := s.put(name, text); err != nil {
			return err
		}
		study, err := s.load(name)
		if err != nil {
			return err
		}
		hashes = append(hashes, study.Hash())
	}
	same(b, "studies in another order of tables are one study", true, hashes[0] == hashes[1] && hashes[1] == hashes[2])
	return nil
}
