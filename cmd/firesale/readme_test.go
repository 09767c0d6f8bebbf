package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"firesale/experiments"
)

var update = flag.Bool("update", false, "rewrite what is printed from the code")

const (
	readme     = "../../README.md"
	tableBegin = "<!-- provenance: go test ./cmd/firesale -run TestREADME -update -->\n"
	tableEnd   = "<!-- end -->\n"
)

// TestREADMEProvenance holds the table of presets to the code.
func TestREADMEProvenance(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), tableBegin)
	got, after, closed := strings.Cut(rest, tableEnd)
	if !ok || !closed {
		t.Fatal("README.md has lost the marks of the provenance table")
	}
	want := provenance(t)
	if *update {
		if err := os.WriteFile(readme, []byte(before+tableBegin+want+tableEnd+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Error("README.md's provenance table is not that of the code: go test ./cmd/firesale -run TestREADME -update")
	}
}

// provenance is a row for each preset of a study with one lender like Ledn, its deal aside, which `show` prints.
func provenance(t *testing.T) string {
	s, err := experiments.LoadStudy("ledn-2026-1", experiments.Options{Sets: []string{"lender.ledn.deal.kind=none"}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| value | preset | from |\n|---|---|---|\n")
	rows := 0
	for _, v := range experiments.Settings(s.Spec) {
		if v.Key == "" || v.Source == "" || v.Preset == "" {
			continue
		}
		fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", strings.Replace(v.Address(), "lender.ledn", "lender.X", 1), v.Preset, v.Source)
		rows++
	}
	if rows == 0 {
		t.Fatal("no preset has a source: the test judges nothing")
	}
	return b.String()
}

// TestREADMECommands asks of each command that the README names whether it exists.
func TestREADMECommands(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`firesale ([a-z]+)").FindAllStringSubmatch(string(text), -1)
	if len(named) == 0 {
		t.Fatal("README.md names no command: the test judges nothing")
	}
	for _, m := range named {
		if cmd, _, err := rootCommand().Find([]string{m[1]}); err != nil || cmd.Name() != m[1] {
			t.Errorf("README.md promises `firesale %s`, which there is not", m[1])
		}
	}
}
