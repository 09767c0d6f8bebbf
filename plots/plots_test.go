package plots

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// TestKinds holds every entry of the catalogue to its contract: documented, found by its name, and from a folder
// without tables a picture in every format that says what is missing.
func TestKinds(t *testing.T) {
	var names []string
	for _, k := range Kinds {
		names = append(names, k.Name)
		if k.Doc == "" || k.Shows == "" || len(k.Tables) == 0 || strings.HasSuffix(k.Doc, ".") {
			t.Errorf("%s: want a line of documentation without a full stop, what it shows, and its tables: %+v", k.Name, k)
		}
		if found, what, err := Find(k.Name + ":x"); err != nil || found.Name != k.Name || what != "x" {
			t.Errorf("Find(%s:x) = %s, %q, %v", k.Name, found.Name, what, err)
		}
	}
	if len(names) != len(distinct(names)) || len(names) == 0 {
		t.Fatalf("kinds %v: want some, each once", names)
	}
	dir := t.TempDir()
	drawn, err := Draw(dir, names, nil)
	if err != nil || len(drawn) != len(names) {
		t.Fatalf("drew %v: %v", drawn, err)
	}
	judgeMakers(t, drawn)
	for _, d := range drawn {
		if !strings.Contains(d.Note, "no table") || len(d.Files) != len(Formats) {
			t.Errorf("%s of an empty folder: note %q, files %v", d.Figure, d.Note, d.Files)
		}
		svg, err := os.ReadFile(filepath.Join(dir, "figures", d.Figure+".svg"))
		if err != nil || !strings.Contains(string(svg), d.Note[:20]) {
			t.Errorf("%s: the picture does not say why it is empty (%v)", d.Figure, err)
		}
	}
}

// judgeMakers: a figure of a table that not every result has says what makes it; every table of makers is one of those.
func judgeMakers(t *testing.T, drawn []Drawn) {
	for table, maker := range makers {
		if !slices.ContainsFunc(drawn, func(d Drawn) bool { return strings.HasSuffix(d.Note, "no table "+table+": it comes with "+maker) }) {
			t.Errorf("no figure says that table %s comes with %s", table, maker)
		}
	}
}

func TestDrawRefuses(t *testing.T) {
	for _, c := range []struct {
		names, formats []string
		want           string
	}{
		{[]string{"ltv", "pie-chart"}, nil, `figure "pie-chart": want one of price-path, amplification`},
		{[]string{"ltv:"}, nil, `figure "ltv:": want one of`},
		{[]string{"ltv"}, []string{"svg", "gif"}, `format "gif": want one of svg, pdf, png`},
	} {
		dir := t.TempDir()
		_, err := Draw(dir, c.names, c.formats)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v %v: got %v, want %q", c.names, c.formats, err, c.want)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%v %v: refused, and yet wrote %v", c.names, c.formats, left)
		}
	}
}

// TestHostileTables draws every figure from tables of the right shape and unfit content: it must draw or say why
// not, never panic, and never write a number that is none.
func TestHostileTables(t *testing.T) {
	spoil := map[string]func(column results.Column, row int, c results.Cell) (results.Cell, bool){
		"no row":        func(_ results.Column, _ int, c results.Cell) (results.Cell, bool) { return c, false },
		"one row":       func(_ results.Column, row int, c results.Cell) (results.Cell, bool) { return c, row == 0 },
		"null":          replace(func(float64) results.Cell { return results.Null() }),
		"zero":          replace(func(float64) results.Cell { return results.Float(0) }),
		"negative":      replace(func(x float64) results.Cell { return results.Float(-math.Abs(x)) }),
		"infinite":      replace(func(float64) results.Cell { return results.Float(math.Inf(1)) }),
		"near overflow": replace(func(float64) results.Cell { return results.Float(1e300) }),
		"one value":     replace(func(float64) results.Cell { return results.Float(42) }),
		"holes": func(column results.Column, row int, c results.Cell) (results.Cell, bool) {
			if column.Kind == results.Floats && row%3 == 1 {
				return results.Null(), true
			}
			return c, true
		},
	}
	for name, change := range spoil {
		dirs := map[string]string{}
		for _, k := range Kinds {
			from := folder(k.Name)
			if dirs[from] == "" {
				dirs[from] = t.TempDir()
				rewrite(t, from, dirs[from], change)
			}
			f := compose(dirs[from], k.Name)
			svg, err := encode(f, "svg", goldenDPI)
			if err != nil {
				t.Errorf("%s, %s: %v", name, k.Name, err)
			}
			for _, bad := range []string{"NaN", "Inf"} {
				if strings.Contains(string(svg), bad) {
					t.Errorf("%s, %s: %s in the picture (%s)", name, k.Name, bad, f.missing)
				}
			}
		}
	}
}

// replace changes every float of a table.
func replace(by func(x float64) results.Cell) func(results.Column, int, results.Cell) (results.Cell, bool) {
	return func(column results.Column, _ int, c results.Cell) (results.Cell, bool) {
		if x, ok := c.Float(); ok && column.Kind == results.Floats {
			return by(x), true
		}
		return c, true
	}
}

// rewrite copies the first rows of every table of a folder, changed cell by cell; a row of which a cell is refused
// is left out.
func rewrite(t *testing.T, from, to string, change func(results.Column, int, results.Cell) (results.Cell, bool)) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(from, "*.parquet"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables in %s: %v", from, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".parquet")
		table, err := results.Read(from, name)
		if err != nil {
			t.Fatal(err)
		}
		out := results.NewTable(name, table.Columns())
		row := make([]results.Cell, len(table.Columns()))
		for i := range min(table.Len(), 600) {
			kept := true
			for j, c := range table.Row(i, row) {
				var keep bool
				row[j], keep = change(table.Columns()[j], i, c)
				kept = kept && keep
			}
			if kept {
				err = out.Append(slices.Clone(row))
			}
		}
		if err == nil {
			err = out.Write(to)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
