package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"firesale": main})
}

// TestScripts plays what a user types against what comes out. A script says what it is about in its first line.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sums": sums, "killed": killed,
		},
	})
}

// sums writes `sums DIR FILE`: a hash and a name for every file below DIR, so that two folders can be compared.
func sums(ts *testscript.TestScript, _ bool, args []string) {
	var out strings.Builder
	root := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		fmt.Fprintf(&out, "%x %s\n", sha256.Sum256(data), name)
		return err
	}))
	if out.Len() == 0 {
		ts.Fatalf("no file below %s: there is nothing to compare", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(out.String()), 0o666))
}

// killed plays `killed DIR ARGS...`: it starts firesale, waits until DIR holds a finished part, and kills it with -9.
func killed(ts *testscript.TestScript, _ bool, args []string) {
	cmd := exec.Command("firesale", args[1:]...)
	for _, entry := range strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator)) {
		if file := filepath.Join(entry, "firesale"); exists(file) {
			cmd.Path = file
			break
		}
	}
	cmd.Dir = ts.MkAbs(".")
	ts.Check(cmd.Start())
	pattern := filepath.Join(ts.MkAbs(args[0]), "*", "*.json")
	for range 2_000 {
		if parts, _ := filepath.Glob(pattern); len(parts) > 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	ts.Check(cmd.Process.Kill())
	if cmd.Wait() == nil {
		ts.Fatalf("the run ended before it could be killed: nothing was tested")
	}
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
