package oracle

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"firesale/sim"
	"firesale/sim/record"
)

// once runs the first replication of a world that leaves nothing to luck.
func once(w *sim.World, keep sim.Keep) (*record.Run, error) {
	runner, err := sim.NewRunner(w)
	if err != nil {
		return nil, err
	}
	return runner.Run(0, keep)
}

// fall is how far the log price of a world ends from its start: x of the mean field, < 0.
func fall(w *sim.World) (float64, error) {
	run, err := once(w, sim.Keep{})
	if err != nil {
		return 0, err
	}
	return run.LogFinal - run.LogStart, nil
}

// replicate runs n replications of a world on all processors and gives what one wants to know of each, in order.
func replicate[T any](b *bench, w *sim.World, n int, of func(*record.Run) T) ([]T, error) {
	all := make([]T, n)
	err := share(b.ctx, n, func() (func(int) error, error) {
		runner, err := sim.NewRunner(w)
		return func(i int) error {
			run, err := runner.Run(i, sim.Keep{})
			if err == nil {
				all[i] = of(run)
			}
			return err
		}, err
	})
	return all, err
}

// batch is how many items a worker takes at a time.
const batch = 64

// share does items 0 … n−1 on all processors. Every worker is opened once; the first error stops all. No result may
// depend on who does what.
func share(ctx context.Context, n int, open func() (do func(i int) error, err error)) error {
	return shareOut(ctx, n, batch, open)
}

// shareOut is share for items so heavy that a worker takes only so many of them at a time.
func shareOut(ctx context.Context, n, batch int, open func() (do func(i int) error, err error)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), max(n, 1)) {
		all.Go(func() {
			do, err := open()
			for err == nil && ctx.Err() == nil {
				from := int(next.Add(int64(batch))) - batch
				if from >= n {
					return
				}
				for i := from; i < min(from+batch, n) && err == nil; i++ {
					err = do(i)
				}
			}
			if err != nil {
				cancel(err)
			}
		})
	}
	all.Wait()
	return context.Cause(ctx)
}

func countIf[T any](xs []T, is func(T) bool) (n int) {
	for _, x := range xs {
		if is(x) {
			n++
		}
	}
	return n
}
