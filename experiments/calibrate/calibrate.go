// Package calibrate estimates parameters from data: those of a price kind from a price file, and those of an impact law
// from large orders that are run through the order book.
//
// Every estimate carries its standard error or interval and the number of observations it rests on. Whatever leaves
// something to luck takes it from the streams of a seed, one start at a time: no result depends on the number of workers.
package calibrate

import (
	"context"
	"sync"
	"sync/atomic"
)

// each does items 0 … n−1 with so many workers, each opened once; the first error stops all. It reports how many are
// done. Results must be kept by item.
func each(ctx context.Context, n, workers int, done func(int), open func() (do func(i int) error, err error)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next, finished atomic.Int64
	var all sync.WaitGroup
	for range max(1, min(workers, n)) {
		all.Go(func() {
			do, err := open()
			for err == nil && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err = do(i); err == nil && done != nil {
					done(int(finished.Add(1)))
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
