package experiments

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// shipped is every study that comes with the program, and the tapes they read.
//
//go:embed studies
var shipped embed.FS

// shippedMark stands before the name of a shipped study where a file name is expected.
const shippedMark = "shipped:"

func isShipped(file string) bool { return strings.HasPrefix(file, shippedMark) }

// Shipped is the names of the shipped studies, in alphabetical order.
func Shipped() []string {
	files, _ := fs.Glob(shipped, "studies/*.toml") // the pattern is right, which is all that can fail
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(path.Base(f), ".toml")
	}
	return names
}

// OpenStudyFile is the Opener of the program: a name that ends in .toml, or has a slash, is a file, relative to the study
// that extends it; anything else is a shipped study.
func OpenStudyFile(name, from string) (text []byte, file string, err error) {
	if !strings.HasSuffix(name, ".toml") && !strings.ContainsAny(name, `/\`) {
		text, err = shipped.ReadFile("studies/" + name + ".toml")
		if err != nil {
			hint := ""
			if _, err := os.Stat(name + ".toml"); err == nil {
				hint = ": did you mean " + name + ".toml?"
			}
			return nil, "", fmt.Errorf("no study %q: want the path of a TOML file, or one of %s%s", name, strings.Join(Shipped(), ", "), hint)
		}
		return text, shippedMark + name, nil
	}
	if !filepath.IsAbs(name) && from != "" && !isShipped(from) {
		name = filepath.Join(filepath.Dir(from), name)
	}
	text, err = os.ReadFile(name)
	return text, name, err
}

// nameOf is what a study is called in the name of its folder.
func nameOf(name string) string { return strings.TrimSuffix(filepath.Base(name), ".toml") }

// ShippedTitle is the question of a shipped study.
func ShippedTitle(name string) (string, error) {
	tree, err := Load(name, OpenStudyFile)
	if err != nil {
		return "", err
	}
	title, _ := tree.Get("title")
	text, _ := title.(string)
	return text, nil
}

// FiguresOf is the figures that a resolved study asks for.
func FiguresOf(config string) ([]string, error) {
	tree, err := ParseTree("study.toml", []byte(config))
	if err != nil {
		return nil, err
	}
	draw, _ := tree.Get("figures.draw")
	list, _ := draw.([]any)
	var names []string
	for _, name := range list {
		if text, ok := name.(string); ok {
			names = append(names, text)
		}
	}
	return names, nil
}
