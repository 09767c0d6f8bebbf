package experiments

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"firesale/experiments/results"
)

// FreshFolder reports a folder that holds results already, before anything is measured for it.
func FreshFolder(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, results.ManifestName)); !errors.Is(err, fs.ErrNotExist) {
		return &OutputError{Err: errors.New(dir + ": holds results already: want a new folder")}
	}
	return nil
}

// KeepTable writes a table into a folder of its own, with a manifest that says which study it is of. A folder that has
// one is left alone.
func KeepTable(dir string, t *results.Table, study, config string, seed int64) error {
	if err := FreshFolder(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &OutputError{Err: err}
	}
	if err := t.Write(dir); err != nil {
		return &OutputError{Err: err}
	}
	file, err := results.FileOf(dir, t.Name()+".parquet")
	if err != nil {
		return &OutputError{Err: err}
	}
	m := results.Manifest{Study: study, Config: config, ConfigHash: results.Hash(config), Version: Version,
		Seed: seed, Architecture: runtime.GOARCH, Files: []results.File{file}}
	if err := m.Write(dir); err != nil {
		return &OutputError{Err: err}
	}
	return nil
}
