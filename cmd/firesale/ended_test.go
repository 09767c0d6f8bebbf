package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firesale/experiments"
)

// TestEnded: what a run that did not come out says, and whether it is the user's to mend.
func TestEnded(t *testing.T) {
	empty, begun := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(begun, "part"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	full := &experiments.OutputError{Err: errors.New("no space left")}
	for _, c := range []struct {
		name, dir, want string
		err             error
		input           bool // exit 2: nothing was written
	}{
		{"stopped half way", begun, "holds what is done", context.Canceled, false},
		{"stopped before the first run", empty, "context canceled", context.Canceled, false},
		{"no room for a folder", filepath.Join(empty, "none"), "no space left", full, true},
		{"no room for the last table", begun, "no space left", full, false},
	} {
		var failed failure
		err := ended(experiments.Outcome{Dir: c.dir}, c.err)
		if err == nil || !strings.Contains(err.Error(), c.want) || errors.As(err, &failed) == c.input {
			t.Errorf("%s: %v, exit 2 %v: want %q, %v", c.name, err, !errors.As(err, &failed), c.want, c.input)
		}
	}
}
