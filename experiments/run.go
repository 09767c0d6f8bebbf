package experiments

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"firesale/experiments/results"
)

// A Progress is told how many of how many runs are done, now and then, from any goroutine.
type Progress func(done, total int64)

// Outcome is what Run did.
type Outcome struct {
	Dir      string
	Complete bool  // it was all there already
	Resumed  int64 // runs found from an earlier attempt that did not end
	Ran      int64
	Failed   int64 // rows whose status is not ok
	Found    []Found
}

// Run runs what is missing of a study into a folder below dir, and ends with its tables and manifest. The bytes depend on
// the study alone: not on the number of workers, nor on how often it was interrupted. A canceled context stops it
// between two runs and leaves a folder that can be resumed.
func (s *Study) Run(ctx context.Context, dir string, workers int, progress Progress) (Outcome, error) {
	out := Outcome{Dir: filepath.Join(dir, s.Folder())}
	if s.done(out.Dir) {
		out.Complete = true
		return out, results.RemoveParts(out.Dir) // one who was killed after the manifest has left some
	}
	if s.search != nil { // first, because ends that do not differ are the user's to mend, and nothing is written then
		var err error
		if out.Found, err = s.search.find(ctx, workers); err != nil {
			return out, err
		}
	}
	release, err := claim(out.Dir)
	if err != nil {
		return out, err
	}
	defer release()
	have, _, err := results.Parts(s.identity(), out.Dir) // a refused part of one's own is run again
	if err != nil {
		return out, &OutputError{err}
	}
	out.Resumed = rowsOf(have)
	if s.Spec.Run.Stop != nil {
		err = s.runBatches(ctx, out.Dir, workers, progress)
	} else {
		missing := chunks(results.Missing(have, s.Cells()), s.chunk())
		err = s.runRanges(ctx, out.Dir, missing, workers, span{held(have), s.Cells()}, progress)
	}
	if err != nil {
		return out, err
	}
	if have, _, err = results.Parts(s.identity(), out.Dir); err != nil {
		return out, &OutputError{err}
	}
	if err := s.runControls(ctx, workers); err != nil {
		return out, err
	}
	runs, failed, err := s.finish(out.Dir, have, out.Found)
	out.Ran, out.Failed = runs-out.Resumed, failed
	if err != nil {
		return out, err
	}
	return out, results.RemoveParts(out.Dir)
}

// claim makes a folder, and takes it for the one who writes there.
func claim(dir string) (release func(), err error) {
	if err = os.MkdirAll(dir, 0o777); err == nil {
		release, err = results.Claim(dir)
	}
	if err != nil {
		return nil, &OutputError{err}
	}
	return release, nil
}

// held is the number of cells that parts hold.
func held(parts []results.Part) (cells int64) {
	for _, p := range parts {
		cells += p.To - p.From
	}
	return cells
}

// rowsOf is the number of runs that parts hold: a study that stops by itself leaves cells out.
func rowsOf(parts []results.Part) (rows int64) {
	for _, p := range parts {
		rows += p.Rows(runsTable)
	}
	return rows
}

// OutputError is trouble with the folder that results go to: the user's to mend.
type OutputError struct{ Err error }

// Error names the reason.
func (e *OutputError) Error() string { return "cannot write results: " + e.Err.Error() }

// Unwrap is the reason.
func (e *OutputError) Unwrap() error { return e.Err }

// done reports whether a folder holds this study, whole.
func (s *Study) done(dir string) bool {
	f, err := results.Open(dir)
	return err == nil && f.Manifest.ConfigHash == s.Hash() && f.Manifest.Version == Version && len(f.Verify()) == 0
}

// chunk is how many cells a part has: enough parts that little is lost when a study is killed, and that workers end
// together. The result does not depend on it.
func (s *Study) chunk() int64 { return min(max(s.Cells()/128, 4), 2_048) }

func chunks(missing []results.Range, size int64) []results.Range {
	var out []results.Range
	for _, r := range missing {
		for from := r.From; from < r.To; from += size {
			out = append(out, results.Range{From: from, To: min(from+size, r.To)})
		}
	}
	return out
}

// A span is how many cells are done already, of how many in all.
type span struct{ done, total int64 }

// runRanges hands ranges of cells to workers, who make a part of each. The first error stops all of them.
func (s *Study) runRanges(ctx context.Context, dir string, parts []results.Range, workers int, of span, progress Progress) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next, done atomic.Int64
	done.Store(of.done)
	var all sync.WaitGroup
	for range max(1, min(workers, len(parts))) {
		all.Go(func() {
			w := worker{study: s, point: -1}
			for ctx.Err() == nil {
				n := next.Add(1) - 1
				if n >= int64(len(parts)) {
					return
				}
				if err := w.part(ctx, dir, parts[n], func() { progress(done.Add(1), of.total) }); err != nil {
					cancel(err)
				}
			}
		})
	}
	all.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}
