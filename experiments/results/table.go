package results

import (
	"fmt"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// A Table is a whole table in memory, by columns. Take it for what is small (a summary, the recorded paths), Scan for
// what may be large.
type Table struct {
	name    string
	meta    map[string]string
	columns []Column
	cells   [][]Cell // by column
}

// NewTable is an empty table in memory, to be filled by Append.
func NewTable(name string, cols []Column) *Table {
	return &Table{name: name, columns: cols, cells: make([][]Cell, len(cols))}
}

// Read loads dir/name.parquet, or only the columns named, in the order named. A column that is not there is an error.
func Read(dir, name string, only ...string) (*Table, error) {
	var t *Table
	err := open(dir, name, func(f *parquet.File, cols []Column, meta map[string]string) error {
		picked, err := pick(cols, only)
		if err != nil {
			return err
		}
		t = &Table{name: name, meta: meta, cells: make([][]Cell, len(picked))}
		for i, j := range picked {
			t.columns = append(t.columns, cols[j])
			t.cells[i] = make([]Cell, 0, f.NumRows())
		}
		return scan(f, newScan(picked, nil, nil), func(row []Cell) error {
			for i, c := range row {
				t.cells[i] = append(t.cells[i], c)
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return t, nil
}

// pick are the places of the columns named, of all if none is.
func pick(cols []Column, only []string) ([]int, error) {
	var picked []int
	for i := range cols {
		if len(only) == 0 {
			picked = append(picked, i)
		}
	}
	for _, name := range only {
		i := slices.IndexFunc(cols, func(c Column) bool { return c.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("no column %q", name)
		}
		picked = append(picked, i)
	}
	return picked, nil
}

// Append adds a row, a cell for each column in their order.
func (t *Table) Append(row []Cell) error {
	if len(row) != len(t.columns) {
		return fmt.Errorf("table %s: row %d has %d cells for %d columns", t.name, t.Len(), len(row), len(t.columns))
	}
	for i, c := range row {
		if err := c.fits(t.columns[i]); err != nil {
			return fmt.Errorf("table %s: row %d: %w", t.name, t.Len(), err)
		}
	}
	for i, c := range row {
		t.cells[i] = append(t.cells[i], c)
	}
	return nil
}

// Write stores the table as dir/name.parquet.
func (t *Table) Write(dir string) error {
	w, err := Create(dir, t.name, t.columns, t.meta)
	if err != nil {
		return err
	}
	row := make([]Cell, len(t.columns))
	for i := range t.Len() {
		if err := w.Append(t.Row(i, row)); err != nil {
			break // the writer keeps it, and Close gives it back
		}
	}
	return w.Close()
}

// Name is the table's name, without folder and ending.
func (t *Table) Name() string { return t.name }

// Meta is what Create was told about the table.
func (t *Table) Meta() map[string]string { return t.meta }

// Columns are the table's columns in their order.
func (t *Table) Columns() []Column { return t.columns }

// Len is the number of rows.
func (t *Table) Len() int { return len(t.cells[0]) }

// Has says whether there is a column of that name.
func (t *Table) Has(col string) bool { return t.index(col) >= 0 }

// Column describes the column of that name; ok is false if there is none.
func (t *Table) Column(col string) (c Column, ok bool) {
	i := t.index(col)
	if i < 0 {
		return Column{}, false
	}
	return t.columns[i], true
}

// Row copies row i into row and returns it.
func (t *Table) Row(i int, row []Cell) []Cell {
	for j := range t.cells {
		row[j] = t.cells[j][i]
	}
	return row
}

// Cells is a column by name, nil if there is none. The caller must not write to it.
func (t *Table) Cells(col string) []Cell {
	if i := t.index(col); i >= 0 {
		return t.cells[i]
	}
	return nil
}

// Floats is a column of numbers (integers converted) and where they exist. Both are nil if there is no such column.
func (t *Table) Floats(col string) (xs []float64, present []bool) {
	for _, c := range t.Cells(col) {
		x, ok := c.Float()
		xs, present = append(xs, x), append(present, ok)
	}
	return xs, present
}

// Ints is a column of integers and where they exist. Both are nil if there is no such column.
func (t *Table) Ints(col string) (ns []int64, present []bool) {
	for _, c := range t.Cells(col) {
		n, ok := c.Int()
		ns, present = append(ns, n), append(present, ok)
	}
	return ns, present
}

// Texts is a column of text, a null as the empty text; nil if there is no such column.
func (t *Table) Texts(col string) []string {
	var texts []string
	for _, c := range t.Cells(col) {
		s, _ := c.Text()
		texts = append(texts, s)
	}
	return texts
}

func (t *Table) index(col string) int {
	return slices.IndexFunc(t.columns, func(c Column) bool { return c.Name == col })
}
