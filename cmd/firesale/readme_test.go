package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"firesale/experiments"
	"firesale/experiments/oracle"
)

var update = flag.Bool("update", false, "rewrite what is printed from the code")

const readme = "../../README.md"

// TestREADMETables holds the tables that are printed from the code to the code.
func TestREADMETables(t *testing.T) {
	for name, print := range map[string]func(*testing.T) string{"cases": cases, "provenance": provenance, "studies": studies} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(readme)
			if err != nil {
				t.Fatal(err)
			}
			begin, end := "<!-- "+name+": go test ./cmd/firesale -run TestREADME -update -->\n", "<!-- end -->\n"
			before, rest, ok := strings.Cut(string(text), begin)
			got, after, closed := strings.Cut(rest, end)
			if !ok || !closed {
				t.Fatalf("README.md has lost the marks of the table of %s", name)
			}
			want := print(t)
			switch {
			case *update:
				if err := os.WriteFile(readme, []byte(before+begin+want+end+after), 0o666); err != nil {
					t.Fatal(err)
				}
			case got != want:
				t.Errorf("README.md's table of %s is not that of the code: go test ./cmd/firesale -run TestREADME -update", name)
			}
		})
	}
}

// cases is a row for each case of the validation suite.
func cases(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| case | what |\n|---|---|\n")
	for _, c := range oracle.Cases {
		fmt.Fprintf(&b, "| %s | %s |\n", c.Name, c.Doc)
	}
	return b.String()
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
