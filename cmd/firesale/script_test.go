package main

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"firesale/experiments/results"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"firesale": main})
}

// TestScripts is what a user sees: commands in, exit codes, words and tables out. Read them aloud in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "folder": folder, "parts": parts, "same": same, "holds": holds, "version": version,
			"truncate": damage(func(data []byte) []byte { return data[:len(data)-1] }),
			"alter":    damage(func(data []byte) []byte { data[len(data)/2] ^= 1; return data }),
		},
	})
}

// exits CODE COMMAND...: the command ends with exactly this code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	code := 0
	var ended *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &ended):
		code = ended.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// folder VARIABLE PATTERN: the one folder of this pattern, in a variable: names of result folders end in a hash.
func folder(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: folder VARIABLE PATTERN")
	}
	found, err := filepath.Glob(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%s is %d folders, want 1", args[1], len(found))
	}
	name, err := filepath.Rel(ts.MkAbs("."), found[0])
	ts.Check(err)
	ts.Setenv(args[0], name)
}

// parts PATTERN N: waits until a run has finished n parts, each so many of its cells.
func parts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: parts PATTERN N")
	}
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if found, _ := filepath.Glob(ts.MkAbs(filepath.Join(args[0], "part-*.json"))); len(found) >= want {
			return
		}
	}
	ts.Fatalf("fewer than %d parts in 20 s", want)
}

// damage DIR PATTERN: spoils the first file of a pattern in a folder.
func damage(spoil func([]byte) []byte) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) != 2 {
			ts.Fatalf("usage: truncate|alter DIR PATTERN")
		}
		found, err := filepath.Glob(ts.MkAbs(filepath.Join(args...)))
		ts.Check(err)
		if len(found) == 0 {
			ts.Fatalf("no file %s in %s", args[1], args[0])
		}
		data, err := os.ReadFile(found[0])
		ts.Check(err)
		ts.Check(os.WriteFile(found[0], spoil(data), 0o666))
	}
}

// same DIR DIR: the same files with the same bytes.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: same DIR DIR")
	}
	a, b := sums(ts, args[0]), sums(ts, args[1])
	if len(a) == 0 {
		ts.Fatalf("%s has no files: nothing is compared", args[0])
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			ts.Fatalf("%s is in %s only", name, args[1])
		}
	}
	for name, sum := range a {
		if b[name] != sum {
			ts.Fatalf("%s is missing in %s or has other bytes", name, args[1])
		}
	}
}

func sums(ts *testscript.TestScript, dir string) map[string][sha256.Size]byte {
	out := map[string][sha256.Size]byte{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path) // path lies under root
		out[name] = sha256.Sum256(data)
		return err
	}))
	return out
}

// holds DIR FILE...: the folder holds exactly these files, none of them empty.
func holds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: holds DIR FILE...")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var names []string
	for _, e := range entries {
		info, err := e.Info()
		ts.Check(err)
		if info.Size() == 0 {
			ts.Fatalf("%s is empty", e.Name())
		}
		names = append(names, e.Name())
	}
	slices.Sort(args[1:])
	if !slices.Equal(names, args[1:]) {
		ts.Fatalf("%s holds %q", args[0], names)
	}
}

// version DIR V: makes a result folder one of another version of the program.
func version(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: version DIR V")
	}
	m, err := results.ReadManifest(ts.MkAbs(args[0]))
	ts.Check(err)
	m.Version = args[1]
	ts.Check(m.Write(ts.MkAbs(args[0])))
}
