package experiments

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"firesale/experiments/results"
)

// Two who run one study into one folder do not take each other's parts away: the second is refused, by a shard too.
func TestOneWriterAFolder(t *testing.T) {
	s, err := LoadStudy(writeStudy(t, shocks), Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	folder := filepath.Join(dir, s.Folder())
	for _, taken := range []string{folder, folder + "-shard-0-of-2"} {
		if err := os.Mkdir(taken, 0o777); err != nil {
			t.Fatal(err)
		}
		release, err := results.Claim(taken)
		if err != nil {
			t.Fatal(err)
		}
		defer release()
	}
	if _, err := s.Run(context.Background(), dir, 1, quiet); !errors.Is(err, results.ErrClaimed) {
		t.Errorf("a run into a folder that is taken: %v", err)
	}
	if _, err := s.RunShard(context.Background(), dir, Shard{0, 2}, 1, quiet); !errors.Is(err, results.ErrClaimed) {
		t.Errorf("a shard: %v", err)
	}
	if _, err := s.RunShard(context.Background(), dir, Shard{1, 2}, 1, quiet); err != nil {
		t.Errorf("another shard: %v", err)
	}
}
