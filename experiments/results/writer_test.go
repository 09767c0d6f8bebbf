package results_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// columns of every kind, out of alphabetical order so that a writer that sorts them is caught.
var columns = []results.Column{
	{Name: "point", Doc: "design point", Kind: results.Ints},
	{Name: "loss_usd.ledn.A", Unit: "USD", Doc: "loss of the senior note", Kind: results.Floats},
	{Name: "reason", Doc: "why a run failed", Kind: results.Texts},
	{Name: "amplification", Doc: "log fall with over without feedback", Kind: results.Floats},
}

// group is the rows of a row group of the test tables.
var group = int(results.GroupRows(len(columns)))

// row i of the test tables: every kind, nulls in every column but the first, repeated and fresh texts.
func row(i int) []results.Cell {
	r := []results.Cell{
		results.Int(int64(i)), results.Maybe(float64(i)/100, i%7 != 0),
		results.Text(fmt.Sprintf("reason %d", i%50)), results.Float(1 + 1/float64(i+1)),
	}
	if i%3 == 0 {
		r[2] = results.Null()
	}
	if i > group-100 && i < 2*group+100 {
		r[3] = results.Null() // a whole row group without one value
	}
	return r
}

func write(t *testing.T, dir, name string, n int) {
	t.Helper()
	w, err := results.Create(dir, name, columns, map[string]string{"study": "test", "a": "b"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if err := w.Append(row(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	for _, n := range []int{0, 1, group - 1, group, group + 1, 2*group + 2_000} {
		dir := t.TempDir()
		write(t, dir, "runs", n)
		table, err := results.Read(dir, "runs")
		if err != nil {
			t.Fatal(err)
		}
		if table.Len() != n {
			t.Fatalf("%d rows: read %d", n, table.Len())
		}
		for i, c := range table.Columns() {
			if c != columns[i] {
				t.Errorf("column %d: read %+v, want %+v", i, c, columns[i])
			}
		}
		if table.Meta()["study"] != "test" || len(table.Meta()) != 2 {
			t.Errorf("metadata %v", table.Meta())
		}
		got := make([]results.Cell, len(columns))
		for i := range n {
			for j, want := range row(i) {
				if table.Row(i, got)[j] != want {
					t.Fatalf("%d rows: row %d, column %d: read %v, want %v", n, i, j, got[j], want)
				}
			}
		}
	}
}

func TestSameRowsSameBytes(t *testing.T) {
	var first []byte
	for range 3 {
		dir := t.TempDir()
		write(t, dir, "runs", 2*group+800)
		data, err := os.ReadFile(filepath.Join(dir, "runs.parquet"))
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(first, data) {
			t.Fatal("the same rows gave other bytes")
		}
		first = data
	}
}

func TestReadingAndWritingAgainGivesTheSameBytes(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	write(t, a, "runs", 5000)
	table, err := results.Read(a, "runs")
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Write(b); err != nil {
		t.Fatal(err)
	}
	was, _ := results.FileOf(a, "runs.parquet")
	is, _ := results.FileOf(b, "runs.parquet")
	if was != is || was.Rows != 5000 {
		t.Errorf("wrote %+v, again %+v", was, is)
	}
}

func TestReadOnlySomeColumns(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "runs", 5000)
	table, err := results.Read(dir, "runs", "amplification", "point")
	if err != nil {
		t.Fatal(err)
	}
	points, _ := table.Ints("point")
	if len(table.Columns()) != 2 || table.Columns()[0] != columns[3] || points[4999] != 4999 {
		t.Errorf("read %v", table.Columns())
	}
	if _, err := results.Read(dir, "runs", "amplifcation"); err == nil || !strings.Contains(err.Error(), `no column "amplifcation"`) {
		t.Errorf("a column that is not there: %v", err)
	}
}

func TestAppendRefuses(t *testing.T) {
	tests := []struct {
		name, want string
		row        []results.Cell
	}{
		{"a cell too few", "has 3 cells for 4 columns", row(1)[:3]},
		{"a text among numbers", `column "amplification" holds float cells, got text`,
			[]results.Cell{results.Int(1), results.Null(), results.Null(), results.Text("1.5")}},
		{"a float among integers", `column "point" holds int cells, got float`,
			[]results.Cell{results.Float(1), results.Null(), results.Null(), results.Null()}},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		w, err := results.Create(dir, "runs", columns, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Append(tt.row); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
		if err := w.Close(); err == nil {
			t.Errorf("%s: Close forgot the error", tt.name)
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("%s: left %v behind", tt.name, left)
		}
	}
}

func TestCreateRefuses(t *testing.T) {
	for name, cols := range map[string][]results.Column{
		"no column": nil, "a column without name": {{}}, "a name twice": {{Name: "x"}, {Name: "x", Kind: results.Ints}},
	} {
		if _, err := results.Create(t.TempDir(), "runs", cols, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := results.Create(filepath.Join(t.TempDir(), "absent"), "runs", columns, nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestNaNPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("NaN was taken for a number")
		}
	}()
	results.Float(math.NaN())
}

// What is selected is what a look at every row would have picked, from whichever row group.
func TestSelect(t *testing.T) {
	dir := t.TempDir()
	cells := 2*group + 800
	write(t, dir, "runs", cells)
	for _, point := range []int{0, group - 1, group, 2*group + 799, cells} {
		var got []results.Cell
		err := results.Select(dir, "runs", []string{"reason", "point"}, func(row []results.Cell) error {
			got = append(got, row...)
			return nil
		}, results.Where{Column: "point", Is: int64(point)})
		if err != nil {
			t.Fatal(err)
		}
		var want []results.Cell
		if point < cells {
			want = []results.Cell{row(point)[2], row(point)[0]}
		}
		if !slices.Equal(got, want) {
			t.Errorf("point %d: got %v, want %v", point, got, want)
		}
	}
	if err := results.Select(dir, "runs", nil, nil, results.Where{Column: "amplification"}); err == nil || !strings.Contains(err.Error(), `"amplification" holds no integers`) {
		t.Errorf("a column of floats: %v", err)
	}
}
