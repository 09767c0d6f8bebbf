package results

import (
	"slices"

	"github.com/parquet-go/parquet-go"
)

// readRows is how many rows are decoded at a time.
const readRows = 1 << 10

// A scanner reads columns of a file side by side.
type scanner struct {
	columns []int // in the file: those that are wanted, then those that are asked about
	wanted  int
	is      []int64 // what the others must be
	values  [][]parquet.Value
	texts   []string // the last one of each column: names repeat
	row     []Cell
}

func newScan(wanted, asked []int, is []int64) *scanner {
	s := &scanner{
		columns: slices.Concat(wanted, asked), wanted: len(wanted), is: is,
		row: make([]Cell, len(wanted)), texts: make([]string, len(wanted)),
	}
	for range s.columns {
		s.values = append(s.values, make([]parquet.Value, readRows))
	}
	return s
}

func scan(f *parquet.File, s *scanner, visit func([]Cell) error) error {
	for _, group := range f.RowGroups() {
		if !s.possible(group) {
			continue
		}
		if err := s.group(group, visit); err != nil {
			return err
		}
	}
	return nil
}

// possible reports whether a row group may have a row that is wanted, by the bounds of its columns.
func (s *scanner) possible(group parquet.RowGroup) bool {
	chunks := group.ColumnChunks()
	for i, is := range s.is {
		index, err := chunks[s.columns[s.wanted+i]].ColumnIndex()
		if err != nil {
			continue // a file without bounds
		}
		within := false
		for page := range index.NumPages() {
			low, high := index.MinValue(page), index.MaxValue(page)
			within = within || !index.NullPage(page) && (low.IsNull() || low.Int64() <= is && is <= high.Int64())
		}
		if !within {
			return false
		}
	}
	return true
}

func (s *scanner) group(group parquet.RowGroup, visit func([]Cell) error) error {
	chunks := group.ColumnChunks()
	from := make([]source, len(s.columns))
	for i, at := range s.columns {
		from[i].pages = chunks[at].Pages()
		defer from[i].pages.Close()
	}
	for left := int(group.NumRows()); left > 0; {
		n := min(left, readRows)
		for i := range from {
			if err := from[i].fill(s.values[i][:n]); err != nil {
				return err
			}
		}
		for k := range n {
			if !s.holds(k) {
				continue
			}
			for i := range s.row {
				s.row[i] = s.cell(i, s.values[i][k])
			}
			if err := visit(s.row); err != nil {
				return err
			}
		}
		left -= n
	}
	return nil
}

// holds reports whether the k-th row that was read is wanted.
func (s *scanner) holds(k int) bool {
	for i, is := range s.is {
		if v := &s.values[s.wanted+i][k]; v.IsNull() || v.Int64() != is {
			return false
		}
	}
	return true
}

func (s *scanner) cell(i int, v parquet.Value) Cell {
	switch {
	case v.IsNull():
		return Null()
	case v.Kind() == parquet.Int64:
		return Int(v.Int64())
	case v.Kind() == parquet.ByteArray:
		if text := v.ByteArray(); string(text) != s.texts[i] {
			s.texts[i] = string(text)
		}
		return Text(s.texts[i])
	}
	return Float(v.Double())
}
