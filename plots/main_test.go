package plots

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/plot/cmpimg"
)

var update = flag.Bool("update", false, "rewrite the golden pictures in testdata; look at them before they are kept")

// goldenDPI keeps the golden pictures small; text is still read easily.
const goldenDPI = 96

var shared struct {
	once sync.Once
	root string
}

// folder is the fixture that has the tables of a kind; it is written once.
func folder(kind string) string {
	shared.once.Do(func() {
		root, err := os.MkdirTemp("", "plots")
		if err != nil {
			panic(err)
		}
		shared.root = root
		for name, write := range map[string]func(string){"cascade": cascade, "deal": securitization, "attribution": contagious, "measured": measured, "phase": phases, "lending": lent} {
			if err := os.Mkdir(filepath.Join(root, name), 0o755); err != nil {
				panic(err)
			}
			write(filepath.Join(root, name))
		}
	})
	switch kind {
	case "phase-diagram":
		return filepath.Join(shared.root, "phase")
	case "impact", "facts":
		return filepath.Join(shared.root, "measured")
	case "waterfall", "tranche-loss", "stress-table":
		return filepath.Join(shared.root, "deal")
	}
	if kind == "flywheel" || kind == "cures" {
		return filepath.Join(shared.root, "lending")
	}
	if kind == "contagion-matrix" {
		return filepath.Join(shared.root, "attribution")
	}
	return filepath.Join(shared.root, "cascade")
}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	os.RemoveAll(shared.root)
	os.Exit(code)
}

// show draws one figure of the fixture and prints which files came out and how its CSV begins.
func show(name string, lines int) {
	drawn, err := Draw(folder(name), []string{name}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Join(drawn[0].Files, " "))
	csv, err := os.ReadFile(filepath.Join(folder(name), "figures", name+".csv"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range strings.SplitN(string(csv), "\n", lines+1)[:lines] {
		fields := strings.Split(line, ",")
		for i, field := range fields {
			if x, err := strconv.ParseFloat(field, 64); err == nil {
				fields[i] = strconv.FormatFloat(x, 'g', 5, 64) // the toy's exponentials differ in the last digits between machines
			}
		}
		fmt.Println(strings.TrimSpace(strings.Join(fields, " | ")))
	}
}

// TestPictures compares every figure of the fixture, and one that is empty, with the picture that was looked at.
func TestPictures(t *testing.T) {
	pictures := map[string]string{"nothing": "ltv:99"}
	for _, k := range Kinds {
		pictures[k.Name] = k.Name
	}
	for file, name := range pictures {
		kind, _, _ := strings.Cut(name, ":")
		f := compose(folder(kind), name)
		if (f.missing != "") != (file == "nothing") {
			t.Errorf("%s: %q", name, f.missing)
		}
		got, err := encode(f, "png", goldenDPI)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", file+".png")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		// A twentieth of the range of colours: the edges of glyphs differ by that between architectures whose
		// floating point rounds a product and a sum once or twice.
		if same, err := cmpimg.EqualApprox("png", got, want, 0.05); err != nil || !same {
			t.Errorf("%s differs from %s (%v): look at both, and rewrite it with -update if the change is meant", name, path, err)
		}
	}
}

// TestSameTablesSameBytes draws every figure twice as SVG and as PDF; PNG is held by its golden.
func TestSameTablesSameBytes(t *testing.T) {
	for _, k := range Kinds {
		for _, format := range Formats[:2] {
			var pictures [2][]byte
			for i := range pictures {
				picture, err := encode(compose(folder(k.Name), k.Name), format, goldenDPI)
				if err != nil {
					t.Fatal(err)
				}
				pictures[i] = picture
			}
			if !bytes.Equal(pictures[0], pictures[1]) {
				t.Errorf("%s.%s: two drawings of the same tables differ", k.Name, format)
			}
		}
	}
}
