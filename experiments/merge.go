package experiments

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"firesale/experiments/results"
)

// Merge makes of shards what one machine would have made of the whole study: the same bytes, in a folder below out. It
// reads every byte of every part first, and refuses by name what is truncated, altered, of another study or version, or
// there twice, and cells that nobody has run. The shards are left as they are.
func Merge(ctx context.Context, dirs []string, out string, workers int) (*Study, Outcome, error) {
	shards, err := openShards(dirs)
	if err != nil {
		return nil, Outcome{}, err
	}
	s, err := studyOf(shards[0])
	if err != nil {
		return nil, Outcome{}, err
	}
	parts, refused, err := results.Parts(s.identity(), dirs...)
	if err != nil {
		return s, Outcome{}, err
	}
	if len(refused) > 0 {
		var all []error
		for _, fault := range refused {
			all = append(all, errors.New(fault.String()))
		}
		return s, Outcome{}, errors.Join(all...)
	}
	if err := gaps(shards, parts); err != nil {
		return s, Outcome{}, err
	}
	o, err := s.join(ctx, parts, filepath.Join(out, s.Folder()), workers)
	return s, o, err
}

// join writes the folder of the whole study from parts that lie elsewhere.
func (s *Study) join(ctx context.Context, parts []results.Part, dir string, workers int) (o Outcome, err error) {
	o.Dir = dir
	if s.done(dir) {
		o.Complete = true
		return o, nil
	}
	if s.search != nil {
		if o.Found, err = s.search.find(ctx, workers); err != nil {
			return o, err
		}
	}
	release, err := claim(dir)
	if err != nil {
		return o, err
	}
	defer release()
	if err := s.runControls(ctx, workers); err != nil {
		return o, err
	}
	o.Resumed, o.Failed, err = s.finish(dir, parts, o.Found)
	return o, err
}

// openShards opens folders that must be of one study, one version and one division.
func openShards(dirs []string) (shards []results.Shard, err error) {
	var faults []error
	for _, dir := range dirs {
		r, err := results.OpenShard(dir)
		switch {
		case err != nil:
			faults = append(faults, err)
		case r.Version != Version:
			faults = append(faults, fmt.Errorf("%s: run by version %s, this is %s", dir, r.Version, Version))
		case len(shards) > 0 && r.ConfigHash != shards[0].ConfigHash:
			faults = append(faults, fmt.Errorf("%s: of another study than %s: %s %.12s, not %s %.12s",
				dir, shards[0].Dir, r.Study, r.ConfigHash, shards[0].Study, shards[0].ConfigHash))
		case slices.ContainsFunc(shards, r.Same):
			faults = append(faults, fmt.Errorf("%s: shard %v is there twice", dir, r))
		case len(shards) > 0 && (r.Of != shards[0].Of || r.Cells != shards[0].Cells):
			faults = append(faults, fmt.Errorf("%s: shard %v of %d runs, %s is %v of %d", dir, r, r.Cells, shards[0].Dir, shards[0], shards[0].Cells))
		default:
			shards = append(shards, r)
		}
	}
	return shards, errors.Join(faults...)
}

// studyOf loads the study that a shard is of, from what the shard holds of it.
func studyOf(r results.Shard) (*Study, error) {
	open := func(string, string) ([]byte, string, error) {
		return []byte(r.Config), filepath.Join(r.Dir, results.ShardName), nil
	}
	input := func(path string, _ Origin) (Input, error) {
		at, err := r.InputPath(path)
		if err != nil {
			return Input{}, err
		}
		in, err := openInput(at, Origin{File: CommandLine})
		in.Path = path
		return in, err
	}
	s, err := loadStudy(r.Study, Options{}, open, input)
	if err != nil {
		return nil, err
	}
	if s.Hash() != r.ConfigHash || s.Cells() != r.Cells {
		return nil, fmt.Errorf("%s: altered: the study in it, with the inputs beside it, is %.12s, not %.12s", r.Dir, s.Hash(), r.ConfigHash)
	}
	return s, nil
}

// mostGaps is how many gaps a message lists.
const mostGaps = 10

// gaps says whose cells are missing.
func gaps(shards []results.Shard, parts []results.Part) error {
	var faults []error
	r := shards[0]
	for _, lost := range results.Missing(parts, r.Cells) {
		for lost.From < lost.To {
			r.Shard = r.Holder(lost.From)
			to := min(r.Range().To, lost.To)
			if len(faults) == mostGaps {
				return errors.Join(append(faults, errors.New("and others"))...)
			}
			faults = append(faults, fmt.Errorf("shard %v is missing, or lacks runs [%d, %d)", r, lost.From, to))
			lost.From = to
		}
	}
	return errors.Join(faults...)
}
