package results

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// ManifestName is the file that is written last: a folder that has it is complete.
const ManifestName = "manifest.json"

// A Manifest says how a folder came about, enough to make it again, and what must be in it. It has no clock, no host
// and no number of workers: the same study gives the same bytes.
type Manifest struct {
	Study        string   `json:"study"`
	Config       string   `json:"config"`        // the resolved study as TOML
	ConfigHash   string   `json:"config_sha256"` // Hash(Config)
	Version      string   `json:"version"`       // of the program
	Seed         int64    `json:"seed"`
	Architecture string   `json:"architecture"`     // floating point is claimed equal within one only
	Cells        int64    `json:"cells"`            // points × replications
	Notes        []string `json:"notes,omitempty"`  // what a reader must know before believing a result
	Inputs       []Input  `json:"inputs,omitempty"` // files that the study reads, copied into the folder
	Files        []File   `json:"files"`            // by name
}

// Hash is the SHA-256 of a resolved study, in hex. It names the result folder and ties parts to their study.
func Hash(config string) string {
	sum := sha256.Sum256([]byte(config))
	return hex.EncodeToString(sum[:])
}

// Write stores m as the manifest of dir, with its files in the order of their names.
func (m Manifest) Write(dir string) error {
	m.Files = slices.SortedFunc(slices.Values(m.Files), func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	data, err := encode(m)
	if err != nil {
		return err
	}
	_, err = WriteFile(dir, ManifestName, data)
	return err
}

// ReadManifest reads the manifest of dir and refuses one whose study does not fit its hash.
func ReadManifest(dir string) (Manifest, error) {
	var m Manifest
	path := filepath.Join(dir, ManifestName)
	if err := decode(path, &m); err != nil {
		return Manifest{}, err
	}
	if got := Hash(m.Config); got != m.ConfigHash {
		return Manifest{}, fmt.Errorf("%s: altered: the study in it hashes to %.12s, its config_sha256 is %.12s", path, got, m.ConfigHash)
	}
	return m, nil
}

// encode is JSON as a person reads it: indented, and < and & left alone.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

// decode reads one JSON value that fills the file, and refuses keys it does not know.
func decode(path string, v any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("%s: truncated or altered: %w", path, err)
	}
	if d.More() {
		return fmt.Errorf("%s: altered: want one JSON object and nothing after it", path)
	}
	return nil
}
