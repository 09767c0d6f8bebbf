package oracle

import (
	"embed"
	"encoding/json"
	"os"
	"path/filepath"

	"firesale/experiments"
	"firesale/experiments/results"
)

//go:embed testdata/*.json
var testdata embed.FS

// reference decodes a file of reference figures.
func reference(name string, into any) error {
	data, err := testdata.ReadFile("testdata/" + name)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

// A shelf is a folder of study files and their results, for cases that drive whole studies; it is gone when the case
// ends.
type shelf struct{ dir string }

func openShelf() (shelf, error) {
	dir, err := os.MkdirTemp("", "firesale-validate-")
	return shelf{dir}, err
}

func (s shelf) close() error { return os.RemoveAll(s.dir) }

// put writes a file.
func (s shelf) put(name, text string) error {
	return os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o666)
}

// load reads a study of the shelf.
func (s shelf) load(name string, sets ...string) (*experiments.Study, error) {
	return experiments.LoadStudy(filepath.Join(s.dir, name), experiments.Options{Sets: sets})
}

// run runs a study of the shelf into a folder of it, and opens the results.
func (s shelf) run(b *bench, name, into string, workers int, sets ...string) (*results.Folder, error) {
	study, err := s.load(name, sets...)
	if err != nil {
		return nil, err
	}
	out, err := study.Run(b.ctx, filepath.Join(s.dir, into), workers, func(done, total int64) {})
	if err != nil {
		return nil, err
	}
	return results.Open(out.Dir)
}
