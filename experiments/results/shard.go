package results

import (
	"errors"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"sort"
)

// ShardName is the file that is written last into the folder of a shard: one that has it holds all of its cells.
const ShardName = "shard.json"

// A Shard is one of Of pieces of a study, which one machine has run: its parts, and all that a merge must know to make
// of the parts of all shards what one machine would have made.
type Shard struct {
	Study      string  `json:"study"`
	Config     string  `json:"config"` // the resolved study as TOML
	ConfigHash string  `json:"config_sha256"`
	Version    string  `json:"version"` // of the program
	Cells      int64   `json:"cells"`   // of the whole study
	Shard      int     `json:"shard"`   // from 0
	Of         int     `json:"of"`
	Inputs     []Input `json:"inputs"` // files that the study reads, copied into the folder

	Dir string `json:"-"`
}

// Range is the cells of the shard: of n cells, shard k of m has those from ⌊nk/m⌋ to ⌊n(k+1)/m⌋.
func (s Shard) Range() Range {
	cut := func(k int) int64 {
		hi, lo := bits.Mul64(uint64(s.Cells), uint64(k)) // n·k may need 126 bits
		quotient, _ := bits.Div64(hi, lo, uint64(s.Of))
		return int64(quotient)
	}
	return Range{From: cut(s.Shard), To: cut(s.Shard + 1)}
}

// Holder is the shard, of as many as this is one of, that has a cell of the study.
func (s Shard) Holder(cell int64) int {
	return sort.Search(s.Of-1, func(k int) bool {
		s.Shard = k
		return s.Range().To > cell
	})
}

// Same says whether two shards are the same piece.
func (s Shard) Same(other Shard) bool { return s.Shard == other.Shard && s.Of == other.Of }

// String names the shard as the command line does.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Shard, s.Of) }

// KeepInput copies a file that the study reads into the folder of the shard.
func (s *Shard) KeepInput(in Input, data []byte) error {
	if _, err := KeepInput(s.Dir, in, data); err != nil {
		return err
	}
	s.Inputs = append(s.Inputs, in)
	return nil
}

// InputPath is where the copy of a file is that the study reads.
func (s Shard) InputPath(path string) (string, error) {
	for _, in := range s.Inputs {
		if in.Path == path {
			return filepath.Join(s.Dir, in.name()), nil
		}
	}
	return "", fmt.Errorf("%s: the shard has no copy of %s", s.Dir, path)
}

// Write ends the shard.
func (s Shard) Write() error {
	data, err := encode(s)
	if err == nil {
		_, err = WriteFile(s.Dir, ShardName, data)
	}
	return err
}

// OpenShard opens the folder of a shard that has ended. Its parts are looked at by Parts.
func OpenShard(dir string) (Shard, error) {
	s := Shard{Dir: filepath.Clean(dir)}
	path := filepath.Join(dir, ShardName)
	err := decode(path, &s)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return s, fmt.Errorf("%s: no %s: not the folder of a shard, or its run has not ended", dir, ShardName)
	case err != nil:
		return s, err
	case Hash(s.Config) != s.ConfigHash:
		return s, fmt.Errorf("%s: altered: the study in it hashes to %.12s, its config_sha256 is %.12s", path, Hash(s.Config), s.ConfigHash)
	case s.Of < 1 || s.Shard < 0 || s.Shard >= s.Of:
		return s, fmt.Errorf("%s: altered: shard %v", path, s)
	}
	return s, nil
}
