// Package firesale holds no code: this test keeps the house in order. It parses the imports of every file itself, because
// the result of `go list` is cached and stays green on a broken tree.
package firesale

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// below are the floors under the experiments: where bitcoin trades, who acts, how they meet.
var below = []string{"market", "market/*", "agents", "agents/*", "sim", "sim/*"}

// asked are the parts of which the experiments are put together.
var asked = []string{"experiments/design", "experiments/stats", "experiments/results", "experiments/metric", "experiments/studies"}

// floors says what each package may import of this module. The longest path that begins a package's own is its row; a
// path means that package alone, x/* those under it.
var floors = []struct {
	path string
	may  []string
}{
	{"market/unit", nil},
	{"market/random", nil},
	{"market/price", []string{"market/unit", "market/random"}},
	{"market/impact", []string{"market/unit"}},
	{"market/liquidity", []string{"market/unit"}},
	{"market/book", []string{"market/unit"}},
	{"market/flow", []string{"market/book", "market/random", "market/unit"}},
	{"market", []string{"market/*"}},
	{"agents/credit", []string{"market/unit"}},
	{"agents/borrower", []string{"agents/credit", "market/random", "market/unit"}},
	{"agents/policy", []string{"agents/credit", "market", "market/unit"}},
	{"agents", []string{"agents/*", "market", "market/*"}},
	{"sim/stream", []string{"market/random"}},
	{"sim/record", []string{"market/unit"}},
	{"sim", []string{"sim/*", "agents", "agents/*", "market", "market/*"}},
	{"experiments/design", nil},
	{"experiments/stats", nil},
	{"experiments/results", nil},
	{"experiments/studies", nil},
	{"experiments/metric", []string{"sim/record", "market/unit", "experiments/stats"}},
	{"experiments", slices.Concat(below, asked)},
	{"experiments/calibrate", slices.Concat(below, asked, []string{"experiments"})},
	{"experiments/oracle", slices.Concat(below, asked, []string{"experiments"})},
	{"plots", []string{"experiments/results", "experiments/stats"}},
	{"plots/report", []string{"plots", "experiments/results", "experiments/stats"}},
	{"cmd/firesale", []string{"experiments", "experiments/*", "plots", "plots/report"}},
}

// doors are modules that one package alone may import.
var doors = []struct{ module, only string }{
	{"github.com/BurntSushi/toml", "experiments"},
	{"gonum.org/v1/plot", "plots"},
}

// nameless are folder names that say nothing about what is in them.
var nameless = []string{"util", "utils", "common", "helper", "helpers", "misc", "old"}

const module = "firesale/"

func TestHouse(t *testing.T) {
	faults, seen := inspect(os.DirFS("."))
	for _, f := range faults {
		t.Error(f)
	}
	if seen == 0 {
		t.Error("read no import of this module: the test judges nothing")
	}
}

// TestHouseSeesFaults builds houses with one fault each, so that the test above is known to fail.
func TestHouseSeesFaults(t *testing.T) {
	const doc = "// Package x is here.\n"
	for _, c := range []struct{ name, file, text, want string }{
		{"floor", "agents/credit/a.go", doc + `package credit; import "firesale/market"`, "may not import firesale/market"},
		{"floor, own test", "agents/credit/a_test.go", `package credit; import "firesale/market"`, "may not import firesale/market"},
		{"upwards", "experiments/stats/a.go", doc + `package stats; import "firesale/experiments"`, "may not import firesale/experiments"},
		{"external test", "market/a_test.go", `package market_test; import "firesale/cmd/firesale"`, "may not import firesale/cmd/firesale"},
		{"toml", "plots/a.go", doc + `package plots; import "github.com/BurntSushi/toml"`, "only experiments may import"},
		{"plot", "experiments/a.go", doc + `package experiments; import "gonum.org/v1/plot/vg"`, "only plots may import"},
		{"no row", "extra/a.go", doc + `package extra; import "firesale/market"`, "no row of the floors"},
		{"no comment", "market/a.go", `package market; import "firesale/market/unit"`, "no package comment"},
		{"empty name", "market/util/a.go", doc + `package util`, "a folder is called util"},
		{"syntax", "market/a.go", doc + `package`, "expected"},
		{"slow", "market/a_test.go", "//go:build slow\n\npackage market_test\n\nfunc TestA(t *testing.T) {}", "want tests behind the tag slow"},
		{"not slow", "market/a_test.go", "package market_test\n\nfunc TestASlow(t *testing.T) {}", "want tests behind the tag slow"},
	} {
		faults, _ := inspect(fstest.MapFS{c.file: &fstest.MapFile{Data: []byte(c.text)}})
		if len(faults) != 1 || !strings.Contains(faults[0], c.want) {
			t.Errorf("%s: faults %q, want one with %q", c.name, faults, c.want)
		}
	}
	good := fstest.MapFS{
		"market/price/a.go":      {Data: []byte(doc + `package price; import "firesale/market/unit"`)},
		"market/price/a_test.go": {Data: []byte(`package price_test; import "firesale/sim"`)},
	}
	if faults, seen := inspect(good); len(faults) != 0 || seen != 2 {
		t.Errorf("a house in order: faults %q, %d imports read, want none and 2", faults, seen)
	}
}

// inspect reads every Go file of a tree. It returns what is out of order and how many imports of this module it read.
func inspect(tree fs.FS) (faults []string, seen int) {
	documented := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && (base == "testdata" || strings.HasPrefix(base, ".") && base != "."):
			return fs.SkipDir
		case d.IsDir() && slices.Contains(nameless, base):
			faults = append(faults, name+": a folder is called "+base+": say what is in it")
		case strings.HasSuffix(name, ".go"):
			found, read, err := inspectFile(tree, name, documented)
			if err != nil {
				found = []string{err.Error()}
			}
			faults, seen = append(faults, found...), seen+read
		}
		return nil
	})
	if err != nil {
		faults = append(faults, err.Error())
	}
	for dir, has := range documented {
		if !has {
			faults = append(faults, dir+": no package comment")
		}
	}
	slices.Sort(faults)
	return faults, seen
}

func inspectFile(tree fs.FS, name string, documented map[string]bool) (faults []string, seen int, err error) {
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, 0, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return nil, 0, err
	}
	dir := path.Dir(name)
	if !strings.HasSuffix(name, "_test.go") {
		documented[dir] = documented[dir] || file.Doc != nil
	}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if target, ours := strings.CutPrefix(imported, module); ours {
			seen++
			if why := forbidden(dir, target, file); why != "" {
				faults = append(faults, fmt.Sprintf("%s: %s", name, why))
			}
		}
		for _, door := range doors {
			if isUnder(imported, door.module) && dir != door.only {
				faults = append(faults, fmt.Sprintf("%s: only %s may import %s", name, door.only, door.module))
			}
		}
	}
	if strings.HasSuffix(name, "_test.go") {
		faults = append(faults, misnamed(name, string(text))...)
	}
	return faults, seen, nil
}

// misnamed are tests behind the tag slow that are not called so, and others that are: CI runs the first by their names, and
// only them.
func misnamed(name, text string) (faults []string) {
	slow := strings.HasPrefix(text, "//go:build slow\n")
	for _, test := range testName.FindAllStringSubmatch(text, -1) {
		if strings.HasSuffix(test[1], "Slow") != slow {
			faults = append(faults, fmt.Sprintf("%s: %s: want tests behind the tag slow, and no others, to end in Slow", name, test[1]))
		}
	}
	return faults
}

var testName = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)

// forbidden says why a file in dir may not import the package target of this module; "" if it may.
func forbidden(dir, target string, file *ast.File) string {
	if strings.HasSuffix(file.Name.Name, "_test") {
		if isUnder(target, "cmd") {
			return "a test may not import " + module + target
		}
		return ""
	}
	row := -1
	for i, f := range floors {
		if isUnder(dir, f.path) && (row < 0 || cmp.Less(len(floors[row].path), len(f.path))) {
			row = i
		}
	}
	if row < 0 {
		return dir + " has no row of the floors"
	}
	for _, may := range floors[row].may {
		if under, ok := strings.CutSuffix(may, "/*"); ok && target != under && isUnder(target, under) || target == may {
			return ""
		}
	}
	return fmt.Sprintf("%s may not import %s%s, only %q", dir, module, target, floors[row].may)
}

// isUnder says whether a path is another or lies under it.
func isUnder(p, root string) bool { return p == root || strings.HasPrefix(p, root+"/") }

// TestMapsNameFiles: a package comment that names a file of its package names one that is there.
func TestMapsNameFiles(t *testing.T) {
	named := 0
	file := regexp.MustCompile(`\b[a-z0-9_]+\.go\b`)
	err := fs.WalkDir(os.DirFS("."), ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(at, ".go") || strings.HasSuffix(at, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), at, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		for _, name := range file.FindAllString(f.Doc.Text(), -1) {
			named++
			if _, err := os.Stat(path.Join(path.Dir(at), name)); err != nil {
				t.Errorf("%s: %v", at, err)
			}
		}
		return nil
	})
	if err != nil || named == 0 {
		t.Errorf("%d files are named: the test judges nothing (%v)", named, err)
	}
}
