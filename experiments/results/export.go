package results

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
)

// WriteCSV writes a header and plain rows: null is an empty field, text stands as it is, and a number has the fewest
// digits that read back to the same float64, without exponent. Amounts that were integers of cents or satoshis are
// therefore exact. Infinities are written inf and -inf.
func WriteCSV(w io.Writer, t *Table) error {
	out := csv.NewWriter(w)
	fields := make([]string, len(t.columns))
	for i, c := range t.columns {
		fields[i] = c.Name
	}
	if err := out.Write(fields); err != nil {
		return err
	}
	row := make([]Cell, len(t.columns))
	for i := range t.Len() {
		for j, c := range t.Row(i, row) {
			fields[j] = c.String()
		}
		if err := out.Write(fields); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// ExportCSV is WriteCSV of dir/name.parquet without holding the table in memory.
func ExportCSV(w io.Writer, dir, name string) error {
	cols, err := Columns(dir, name)
	if err != nil {
		return err
	}
	head := NewTable(name, cols)
	if err := WriteCSV(w, head); err != nil {
		return err
	}
	out, fields := csv.NewWriter(w), make([]string, len(cols))
	err = Scan(dir, name, func(row []Cell) error {
		for i, c := range row {
			fields[i] = c.String()
		}
		return out.Write(fields)
	})
	out.Flush()
	if err != nil {
		return err
	}
	return out.Error()
}

// String is the cell as WriteCSV prints it.
func (c Cell) String() string {
	switch {
	case !c.valid:
		return ""
	case c.kind == Texts:
		return c.text
	case c.kind == Ints:
		return strconv.FormatInt(int64(c.bits), 10)
	}
	return plain(math.Float64frombits(c.bits), -1)
}

// plain is x with the given number of decimals, the fewest that round-trip for -1, never with an exponent.
func plain(x float64, decimals int) string {
	if math.IsInf(x, 0) {
		return map[bool]string{true: "inf", false: "-inf"}[x > 0]
	}
	return strconv.FormatFloat(x, 'f', decimals, 64)
}
