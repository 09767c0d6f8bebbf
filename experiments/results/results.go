// Package results keeps what a study found: typed tables in Parquet, a manifest that says how they came about, and
// parts from which a killed or a divided study is put together again.
//
// A table has named columns with a unit and a meaning, and every cell may be null: a number that does not exist is
// null, never 0 and never NaN. Rows are appended one at a time, so memory does not grow with their number, and the
// same rows give the same bytes. The package knows nothing of bitcoin, loans or studies.
package results

import (
	"fmt"
	"math"
)

// Kind is what the cells of a column hold.
type Kind uint8

// The kinds of columns: float64, int64 and UTF-8 text.
const (
	Floats Kind = iota
	Ints
	Texts
)

var kindNames = [...]string{Floats: "float", Ints: "int", Texts: "text"}

func (k Kind) String() string { return kindNames[k] }

// A Column is one quantity of a table. Name, unit and meaning go into the file, for readers that know nothing of us.
type Column struct {
	Name string
	Unit string // as a person reads it: "USD", "BTC", "h"; empty for a pure number or a name
	Doc  string // one line
	Kind Kind
}

// A Cell is one value of a row, or null. The zero Cell is null.
type Cell struct {
	text  string
	bits  uint64
	kind  Kind
	valid bool
}

// Null is the value that does not exist.
func Null() Cell { return Cell{} }

// Float is a number. It panics if x is NaN: the caller knows why there is no number, and writes Null.
func Float(x float64) Cell {
	if math.IsNaN(x) {
		panic("results: NaN in a table: a number that does not exist is Null")
	}
	return Cell{bits: math.Float64bits(x), kind: Floats, valid: true}
}

// Int is a count or an index.
func Int(n int64) Cell { return Cell{bits: uint64(n), kind: Ints, valid: true} }

// Text is a name or a sentence.
func Text(s string) Cell { return Cell{text: s, kind: Texts, valid: true} }

// Maybe is x where ok, and null elsewhere.
func Maybe(x float64, ok bool) Cell {
	if !ok {
		return Null()
	}
	return Float(x)
}

// IsNull says whether there is no value.
func (c Cell) IsNull() bool { return !c.valid }

// Float is the number in c; ok is false for null and for text. An integer is converted.
func (c Cell) Float() (x float64, ok bool) {
	switch {
	case !c.valid || c.kind == Texts:
		return 0, false
	case c.kind == Ints:
		return float64(int64(c.bits)), true
	}
	return math.Float64frombits(c.bits), true
}

// Int is the integer in c; ok is false for everything else.
func (c Cell) Int() (n int64, ok bool) { return int64(c.bits), c.valid && c.kind == Ints }

// Text is the text in c; ok is false for everything else.
func (c Cell) Text() (s string, ok bool) { return c.text, c.valid && c.kind == Texts }

// fits refuses a cell that its column cannot hold, by name.
func (c Cell) fits(col Column) error {
	if c.valid && c.kind != col.Kind {
		return fmt.Errorf("column %q holds %s cells, got %s", col.Name, col.Kind, c.kind)
	}
	return nil
}
