package results

import (
	"os"
	"path/filepath"
)

// inputFolder holds, beside results, the files that the study reads, each under the name of its SHA-256.
const inputFolder = "inputs"

// An Input is a copy of a file that a study reads.
type Input struct {
	Path   string `json:"path"` // as the study calls it
	SHA256 string `json:"sha256"`
}

// KeepInput copies a file that the study reads into a folder of its results.
func KeepInput(dir string, in Input, data []byte) (File, error) {
	if err := os.MkdirAll(filepath.Join(dir, inputFolder), 0o777); err != nil {
		return File{}, err
	}
	return WriteFile(dir, in.name(), data)
}

func (in Input) name() string { return filepath.Join(inputFolder, in.SHA256) }

// KeptInput is where a result folder has its copy of a file that the study in it reads; false if it has none.
func KeptInput(dir, path string) (at string, ok bool) {
	m, err := ReadManifest(dir)
	if err != nil {
		return "", false
	}
	for _, in := range m.Inputs {
		if in.Path == path {
			return filepath.Join(dir, in.name()), true
		}
	}
	return "", false
}
