package experiments

import (
	"context"
	"errors"
	"fmt"

	"firesale/experiments/results"
	"firesale/sim"
	"firesale/sim/record"
)

// A worker runs cells one after the other. It keeps the runner of the point it is at.
type worker struct {
	study  *Study
	point  int
	runner *sim.Runner
	shares attributor
}

// part runs a range of cells and writes their rows.
func (w *worker) part(ctx context.Context, dir string, r results.Range, ran func()) error {
	s := w.study
	p, err := results.CreatePart(dir, s.identity(), r.From, r.To)
	if err != nil {
		return &OutputError{err}
	}
	rows, err := s.openRows(p)
	for n := r.From; n < r.To && err == nil; n++ {
		if err = ctx.Err(); err != nil {
			break
		}
		point, replication := s.cell(n)
		run, shares, failure := w.cell(ctx, point, replication, rows)
		if err = ctx.Err(); err != nil {
			break // it may not have come to its end
		}
		err = rows.add(point, replication, run, shares, failure)
		ran()
	}
	if err != nil {
		p.Abort()
		return err
	}
	if _, err = p.Close(); err != nil {
		return &OutputError{err}
	}
	return nil
}

// cell runs one cell. A run that fails, even by a panic of a model, is a row with its reason; the others go on.
func (w *worker) cell(ctx context.Context, point, replication int, rows *rows) (run *record.Run, shares []blame, failure error) {
	defer func() {
		if broken := recover(); broken != nil {
			run, shares, failure, w.point = nil, nil, fmt.Errorf("%v", broken), -1
		}
	}()
	p := &w.study.Points[point]
	if w.point != point {
		runner, err := sim.NewRunner(p.World)
		if err != nil {
			return nil, nil, err
		}
		w.runner, w.point = runner, point
		w.shares = attributor{study: w.study, company: w.study.newCompany(point)}
	}
	keep := p.keep(replication)
	keep.Quit = func() bool { return ctx.Err() != nil }
	w.shares.quit = keep.Quit
	if keep.Events {
		keep.Flow = func(events []record.Event) { rows.addEvents(point, replication, events) }
	}
	run, failure = w.runner.Run(replication, keep)
	if failure == nil && w.study.Spec.Attribution != nil {
		shares, failure = w.shares.ask(replication, run)
	}
	return run, shares, failure
}

func statusOf(failure error) string {
	if errors.Is(failure, sim.ErrAudit) {
		return "audit"
	}
	return statusFailed
}
