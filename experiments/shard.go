package experiments

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"firesale/experiments/results"
)

// A Shard is piece K, from 0, of a study that N machines run.
type Shard struct{ K, N int }

// ParseShard reads k/n.
func ParseShard(text string) (Shard, error) {
	k, n, _ := strings.Cut(text, "/")
	s, bad := Shard{}, errors.New("want k/n, with k from 0 to n-1, like 0/4")
	var err error
	if s.K, err = strconv.Atoi(k); err != nil {
		return s, bad
	}
	if s.N, err = strconv.Atoi(n); err != nil || s.N < 1 || s.K < 0 || s.K >= s.N {
		return s, bad
	}
	return s, nil
}

// RunShard runs the cells of one shard into a folder of its own below dir: parts, and what Merge needs beside them. The
// search of a study is left to the merge, which has all runs; a study that stops by itself cannot be divided.
func (s *Study) RunShard(ctx context.Context, dir string, shard Shard, workers int, progress Progress) (Outcome, error) {
	if s.Spec.Run.Stop != nil {
		return Outcome{}, Faults{s.tree.Fault("run.stop", "want none with --shard: where a point stops depends on all of its runs")}
	}
	r := results.Shard{
		Study: s.Name, Config: s.Config, ConfigHash: s.Hash(), Version: Version, Cells: s.Cells(), Shard: shard.K, Of: shard.N,
		Dir: filepath.Join(dir, fmt.Sprintf("%s-shard-%d-of-%d", s.Folder(), shard.K, shard.N)),
	}
	out := Outcome{Dir: r.Dir}
	release, err := claim(r.Dir)
	if err != nil {
		return out, err
	}
	defer release()
	have, _, err := results.Parts(s.identity(), r.Dir)
	if err != nil {
		return out, &OutputError{err}
	}
	mine := r.Range()
	out.Resumed = rowsOf(have)
	missing := within(results.Missing(have, s.Cells()), mine.From, mine.To)
	if err := s.runRanges(ctx, r.Dir, chunks(missing, s.chunk()), workers, span{held(have), mine.To - mine.From}, progress); err != nil {
		return out, err
	}
	out.Ran = mine.To - mine.From - out.Resumed
	return out, s.seal(r)
}

// seal keeps the files that the study reads, and says that the shard is whole.
func (s *Study) seal(r results.Shard) error {
	err := s.eachInput(func(in results.Input, data []byte) error { return r.KeepInput(in, data) })
	if err == nil {
		err = r.Write()
	}
	if err != nil {
		return &OutputError{err}
	}
	return nil
}
