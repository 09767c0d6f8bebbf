//go:build slow

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestGallerySlow runs the study of the README and holds its pictures to what comes out.
func TestGallerySlow(t *testing.T) {
	out, gallery := t.TempDir(), "../../plots/gallery"
	if code := run([]string{"run", "ledn-2026-1", "--out", out, "--quiet"}, io.Discard, os.Stderr); code != exitDone {
		t.Fatalf("the study of the README ends with exit code %d", code)
	}
	pictures, err := filepath.Glob(filepath.Join(gallery, "*.png"))
	if err != nil || len(pictures) == 0 {
		t.Fatal("there is no picture in the gallery: the test judges nothing")
	}
	for _, picture := range pictures {
		want, err := os.ReadFile(picture)
		if err != nil {
			t.Fatal(err)
		}
		drawn, _ := filepath.Glob(filepath.Join(out, "*", "figures", filepath.Base(picture)))
		if len(drawn) != 1 {
			t.Errorf("the study does not draw %s", filepath.Base(picture))
			continue
		}
		got, err := os.ReadFile(drawn[0])
		switch {
		case err != nil:
			t.Fatal(err)
		case *update:
			if err := os.WriteFile(picture, got, 0o666); err != nil {
				t.Fatal(err)
			}
		case !bytes.Equal(got, want):
			t.Errorf("%s is not what the study draws: go test -tags slow ./cmd/firesale -run TestGallerySlow -update, and look at it", picture)
		}
	}
}
