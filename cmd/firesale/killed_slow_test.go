//go:build slow

package main

import (
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestKilledTenTimesSlow kills a study without a word at ten random moments; whatever it was doing, the end is the same bytes.
func TestKilledTenTimesSlow(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/slow", RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "same": same, "killed": killed},
	})
}

// killed N PARTS COMMAND...: starts the command N times, and kills it each time at a moment that a fixed seed chooses, after
// it has added to the files of a pattern.
func killed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: killed N PARTS COMMAND...")
	}
	times, err := strconv.Atoi(args[0])
	ts.Check(err)
	luck := rand.New(rand.NewPCG(2026, 10))
	for range times {
		cmd := exec.Command(filepath.Join(filepath.SplitList(ts.Getenv("PATH"))[0], args[2]), args[3:]...)
		cmd.Dir = ts.MkAbs(".")
		before, _ := filepath.Glob(ts.MkAbs(args[1]))
		ts.Check(cmd.Start())
		for range 4_000 {
			if now, _ := filepath.Glob(ts.MkAbs(args[1])); len(now) > len(before) {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Duration(luck.IntN(100)) * time.Millisecond)
		ts.Check(cmd.Process.Kill())
		if err := cmd.Wait(); err == nil {
			ts.Fatalf("the study ended before it was killed: make it longer")
		}
	}
}
