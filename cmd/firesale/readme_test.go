package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"firesale/experiments"
	"firesale/experiments/oracle"
)

var update = flag.Bool("update", false, "rewrite what is printed from the code")

const readme = "../../README.md"

// block is what README.md has between the marks of a table; write puts another text there.
func block(t *testing.T, name, tags string) (text string, write func(string)) {
	t.Helper()
	all, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- "+name+": go test "+tags+"./cmd/firesale -run TestREADME -update -->\n", "<!-- end -->\n"
	before, rest, ok := strings.Cut(string(all), begin)
	text, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("README.md has lost the marks of the table of %s", name)
	}
	return text, func(text string) {
		if err := os.WriteFile(readme, []byte(before+begin+text+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestREADMETables holds the tables that are printed from the code to the code.
func TestREADMETables(t *testing.T) {
	for name, print := range map[string]func(*testing.T) string{"provenance": provenance, "studies": studies} {
		t.Run(name, func(t *testing.T) {
			got, write := block(t, name, "")
			want := print(t)
			switch {
			case *update:
				write(want)
			case got != want:
				t.Errorf("README.md's table of %s is not that of the code: go test ./cmd/firesale -run TestREADME -update", name)
			}
		})
	}
}

// TestREADMECases asks for a row of every case that says what it is; its numbers are held by the slow tests, which run
// the suite in full.
func TestREADMECases(t *testing.T) {
	text, _ := block(t, "validation", "-tags slow ")
	rows := strings.Split(strings.TrimSpace(text), "\n")[2:]
	if len(rows) != len(oracle.Cases) {
		t.Fatalf("README.md has %d cases, the suite %d", len(rows), len(oracle.Cases))
	}
	for i, c := range oracle.Cases {
		if !strings.HasPrefix(rows[i], "| "+c.Name+" | "+c.Doc) || !strings.HasSuffix(rows[i], "| pass |") {
			t.Errorf("README.md has %q for %s %s", rows[i], c.Name, c.Doc)
		}
	}
}

// TestREADMEPaths: every file that it names is there.
func TestREADMEPaths(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	paths := regexp.MustCompile("[`(]([a-z0-9_/]+\\.(?:go|png))[`)]").FindAllStringSubmatch(string(text), -1)
	for _, m := range paths {
		if _, err := os.Stat(filepath.Join(filepath.Dir(readme), m[1])); err != nil {
			t.Error(err)
		}
	}
	if len(paths) < 10 {
		t.Errorf("found %d paths: the test judges nothing", len(paths))
	}
}

// studies is a row for each shipped study.
func studies(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| study | asks |\n|---|---|\n")
	for _, name := range experiments.Shipped() {
		title, err := experiments.ShippedTitle(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, title)
	}
	return b.String()
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
