package experiments

import (
	"context"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim"
)

// statistic runs all replications of a point with the address at a value: the luck is that of the point, so values differ
// by nothing else.
func (q *search) statistic(ctx context.Context, point int, value float64, workers int) (x stats.Interval, runs []float64, err error) {
	tree := q.study.Points[point].tree.Clone()
	if err := tree.Set(q.table.Address, q.field.Raw(value), tree.Origin("find")); err != nil {
		return x, nil, err
	}
	spec := New[Spec]()
	if err := Decode(tree, spec); err != nil {
		return x, nil, err
	}
	world, err := q.study.builder.World(spec, tree)
	if err != nil {
		return x, nil, err
	}
	if !q.study.Spec.Run.CommonDraws {
		world.Seed = q.study.Points[point].World.Seed
	}
	if runs, err = q.replicate(ctx, world, workers); err != nil {
		return x, nil, err
	}
	xs := numbers(runs)
	if len(xs) == 0 {
		return x, nil, Faults{q.study.tree.Fault("find.metric", fmt.Sprintf("want a metric that exists: it does in no run at %s = %v", q.table.Address, q.field.Raw(value)))}
	}
	return q.describe(xs), runs, nil
}

// replicate is the metric of every replication, in their order; NaN where it does not exist.
func (q *search) replicate(ctx context.Context, w *sim.World, workers int) ([]float64, error) {
	n := int(q.study.Spec.Run.Replications)
	values, failures := make([]float64, n), make([]error, n)
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(workers, n) {
		all.Go(func() {
			runner, err := sim.NewRunner(w)
			for i := int(next.Add(1) - 1); i < n && ctx.Err() == nil; i = int(next.Add(1) - 1) {
				if failures[i] = err; err != nil {
					continue
				}
				values[i], failures[i] = q.play(runner, i)
			}
		})
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, err := range failures {
		if err != nil {
			return nil, err
		}
	}
	return values, nil
}

// play is the metric of one replication. A model that panics is a failure of the search, not of the program.
func (q *search) play(runner *sim.Runner, replication int) (x float64, failure error) {
	defer func() {
		if broken := recover(); broken != nil {
			failure = fmt.Errorf("%s: replication %d: %v", q.table.Address, replication, broken)
		}
	}()
	run, err := runner.Run(replication, sim.Keep{})
	if err != nil {
		return 0, err
	}
	return orNaN(q.of(run)), nil
}

func orNaN(x float64, exists bool) float64 {
	if !exists {
		return math.NaN()
	}
	return x
}

// findings is the table of all visits.
func (q *search) findings(found []Found) *results.Table {
	unit := Axis{Field: q.field}.unit()
	t := results.NewTable("find", []results.Column{
		{Name: "point", Kind: results.Ints, Doc: "setting of the design, from 0"},
		{Name: "value", Unit: unit, Doc: q.table.Address},
		{Name: "metric", Doc: q.table.Statistic + " of " + q.table.Metric},
		{Name: "lo", Unit: unit, Doc: "one end of the bracket after the visit"},
		{Name: "hi", Unit: unit, Doc: "the other end"},
		{Name: "metric_lo", Doc: "lower end of the 95% interval of the statistic"},
		{Name: "metric_hi", Doc: "upper end"},
		{Name: "runs", Kind: results.Ints, Doc: "replications in which the metric exists"},
	})
	for _, f := range found {
		for _, v := range f.Visits {
			x := interval(v.Statistic)
			t.Append([]results.Cell{results.Int(int64(f.Point)), results.Float(v.Value), x[0], results.Float(v.Lo), results.Float(v.Hi),
				x[1], x[2], results.Int(int64(v.Statistic.N))}) // a table in memory takes every row that has its columns
		}
	}
	return t
}
