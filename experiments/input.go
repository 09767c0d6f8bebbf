package experiments

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/exp/mmap"

	"firesale/experiments/results"
)

// An Input is a file that a study reads: a tape, a price history. It is mapped, not loaded, where the system can, and
// read as often as wanted; what comes out does not depend on which.
type Input struct {
	Path   string
	SHA256 string
	at     io.ReaderAt
	size   int64
}

// Reader reads the input from its beginning.
func (in Input) Reader() io.Reader { return io.NewSectionReader(in.at, 0, in.size) }

// openInput maps a file. A relative path is relative to the file that names it. A shipped file is shipped:NAME, wherever
// its study was copied to; in a shipped study NAME is enough. The study of a result folder reads the copies beside it.
func openInput(path string, from Origin) (Input, error) {
	if name, ours := strings.CutPrefix(path, shippedMark); ours || isShipped(from.File) {
		data, err := fs.ReadFile(shipped, "studies/"+name)
		if err != nil {
			return Input{}, fmt.Errorf("no file %s is shipped with the studies", name)
		}
		return newInput(path, bytes.NewReader(data), int64(len(data)))
	}
	if kept, ok := results.KeptInput(filepath.Dir(from.File), path); ok {
		path = kept
	} else if !filepath.IsAbs(path) && from.File != CommandLine {
		path = filepath.Join(filepath.Dir(from.File), path)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return Input{}, fmt.Errorf("%s: want a file", path)
	}
	if mapped, err := mmap.Open(path); err == nil {
		return newInput(path, mapped, int64(mapped.Len()))
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Input{}, err
	}
	return newInput(path, bytes.NewReader(data), int64(len(data)))
}

func newInput(path string, at io.ReaderAt, size int64) (Input, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(at, 0, size)); err != nil {
		return Input{}, fmt.Errorf("%s: %w", path, err)
	}
	return Input{Path: path, SHA256: hex.EncodeToString(sum.Sum(nil)), at: at, size: size}, nil
}

// input opens a file once.
func (b *builder) input(path string, from Origin) (Input, error) {
	key := from.File + "|" + path
	if in, ok := b.inputs[key]; ok {
		return in, nil
	}
	in, err := b.open(path, from)
	if err == nil {
		b.inputs[key] = in
	}
	return in, err
}

// eachInput visits the files that the study reads, in the order of their names.
func (s *Study) eachInput(visit func(in results.Input, data []byte) error) error {
	for _, key := range sortedNames(s.builder.inputs) {
		_, path, _ := strings.Cut(key, "|")
		in := s.builder.inputs[key]
		data := make([]byte, in.size)
		_, err := io.ReadFull(in.Reader(), data)
		if err == nil {
			err = visit(results.Input{Path: path, SHA256: in.SHA256}, data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
