package results

import (
	"errors"
	"sync"

	"github.com/parquet-go/parquet-go"
)

// A mover takes rows over from one file into another, column by column and all columns side by side, without making cells
// of them.
type mover struct {
	to      *Writer
	columns []*parquet.ColumnWriter
	values  [][]parquet.Value // of each column, as they are read
}

// piece is how many values are read at a time.
const piece = 1 << 12

func newMover(to *Writer) *mover {
	m := &mover{to: to, columns: to.parquet.ColumnWriters()}
	for range m.columns {
		m.values = append(m.values, make([]parquet.Value, piece))
	}
	return m
}

// group moves a row group. What does not fit into the row group being filled begins the next.
func (m *mover) group(g parquet.RowGroup) error {
	from := make([]source, len(m.columns))
	for i, c := range g.ColumnChunks() {
		from[i].pages = c.Pages()
		defer from[i].pages.Close()
	}
	for left := int(g.NumRows()); left > 0; {
		n := min(left, m.to.room())
		if err := m.rows(from, n); err != nil {
			return err
		}
		if err := m.to.added(n); err != nil {
			return err
		}
		left -= n
	}
	return nil
}

// rows moves n of them.
func (m *mover) rows(from []source, n int) error {
	errs := make([]error, len(m.columns))
	var all sync.WaitGroup
	for i := range m.columns {
		all.Go(func() { errs[i] = m.column(i, &from[i], n) })
	}
	all.Wait()
	return errors.Join(errs...)
}

// column moves n values of a column, and encodes them if they fill the row group.
func (m *mover) column(i int, from *source, n int) error {
	full := n == m.to.room()
	for n > 0 {
		values, err := from.read(m.values[i][:min(n, piece)])
		if err != nil {
			return err
		}
		if _, err := m.columns[i].WriteRowValues(values); err != nil {
			return err
		}
		n -= len(values)
	}
	if full {
		return m.columns[i].Flush()
	}
	return nil
}
