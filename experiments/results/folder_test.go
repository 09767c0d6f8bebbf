package results_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// folder writes a small complete result.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "summary", 10)
	write(t, dir, "runs", 100)
	m := results.Manifest{
		Study: "ledn-2026-1", Config: "title = \"a < b & c\"\n", ConfigHash: results.Hash("title = \"a < b & c\"\n"),
		Version: "v0.1.0", Seed: 1, Architecture: "amd64", Cells: 100,
	}
	for _, name := range []string{"summary.parquet", "runs.parquet"} {
		f, err := results.FileOf(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		m.Files = append(m.Files, f)
	}
	if err := m.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFolder(t *testing.T) {
	dir := folder(t)
	f, err := results.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Tables(); !slices.Equal(got, []string{"runs", "summary"}) {
		t.Errorf("tables %v", got)
	}
	if faults := f.Verify(); faults != nil {
		t.Errorf("a sound folder: %v", faults)
	}
	if runs, err := f.Read("runs"); err != nil || runs.Len() != 100 {
		t.Errorf("runs: %v", err)
	}
	if _, err := f.Read("losses"); err == nil || !strings.Contains(err.Error(), `no table "losses": there are runs, summary`) {
		t.Errorf("an unknown table: %v", err)
	}
}

func TestManifestBytesDoNotChange(t *testing.T) {
	a, _ := os.ReadFile(filepath.Join(folder(t), results.ManifestName))
	b, _ := os.ReadFile(filepath.Join(folder(t), results.ManifestName))
	if !bytes.Equal(a, b) || !bytes.Contains(a, []byte("a < b & c")) {
		t.Errorf("two manifests of one study:\n%s\n%s", a, b)
	}
}

func TestVerifyNamesTheFault(t *testing.T) {
	tests := []struct {
		name, want string
		harm       func(path string) error
	}{
		{"gone", "missing", os.Remove},
		{"cut", "truncated", func(path string) error { return os.Truncate(path, 100) }},
		{"one bit", "altered", flip},
		{"longer", "altered", func(path string) error {
			data, _ := os.ReadFile(path)
			return os.WriteFile(path, append(data, 'x'), 0o644)
		}},
	}
	for _, tt := range tests {
		dir := folder(t)
		if err := tt.harm(filepath.Join(dir, "runs.parquet")); err != nil {
			t.Fatal(err)
		}
		f, err := results.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		want := results.Fault{Path: filepath.Join(dir, "runs.parquet"), Reason: tt.want}
		if got := f.Verify(); len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %v, want %v", tt.name, got, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	if _, err := results.Open(t.TempDir()); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "not a result folder") {
		t.Errorf("an empty folder: %v", err)
	}
	for old, fresh := range map[string]string{
		"a < b": "a > b", // another study under the old hash
		"}\n":   "",      // cut short
		"seed":  "sead",  // a key we do not write
	} {
		dir := folder(t)
		path := filepath.Join(dir, results.ManifestName)
		data, _ := os.ReadFile(path)
		i := bytes.LastIndex(data, []byte(old))
		os.WriteFile(path, slices.Concat(data[:i], []byte(fresh), data[i+len(old):]), 0o644)
		if _, err := results.Open(dir); err == nil || !strings.Contains(err.Error(), "altered") {
			t.Errorf("%q for %q in the manifest: %v", fresh, old, err)
		}
	}
}

// flip changes one bit in the middle of a file.
func flip(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	data[len(data)/2] ^= 1
	return os.WriteFile(path, data, 0o644)
}
