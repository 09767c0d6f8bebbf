package results

import (
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"
)

// A mover takes rows over from one file into another, column by column, without making cells of them.
type mover struct {
	to     *Writer
	values []parquet.Value            // of one column of a row group
	texts  []map[string]parquet.Value // of each column, seen so far: a file's own texts end with its pages
}

// texts that a mover remembers of a column before it begins anew: names repeat, identifiers may not.
const rememberedTexts = 1 << 14

func newMover(to *Writer) *mover {
	m := &mover{to: to, values: make([]parquet.Value, groupRows), texts: make([]map[string]parquet.Value, len(to.cols))}
	for i := range m.texts {
		m.texts[i] = map[string]parquet.Value{}
	}
	return m
}

// group moves a row group. What does not fit into the row group being filled begins the next.
func (m *mover) group(g parquet.RowGroup) error {
	columns := make([]parquet.Pages, len(m.to.cols))
	for i, c := range g.ColumnChunks() {
		columns[i] = c.Pages()
		defer columns[i].Close()
	}
	readers := make([]parquet.ValueReader, len(columns))
	for left := int(g.NumRows()); left > 0; {
		n := min(left, m.to.room())
		for i := range columns {
			if err := m.column(i, columns[i], &readers[i], n); err != nil {
				return err
			}
		}
		if err := m.to.added(n); err != nil {
			return err
		}
		left -= n
	}
	return nil
}

// column moves n values of a column, from as many pages as it takes.
func (m *mover) column(i int, pages parquet.Pages, from *parquet.ValueReader, n int) error {
	for n > 0 {
		if *from == nil {
			page, err := pages.ReadPage()
			if err != nil {
				return unexpected(err)
			}
			*from = page.Values()
		}
		got, err := (*from).ReadValues(m.values[:n])
		for _, v := range m.values[:got] {
			m.to.columns[i] = append(m.to.columns[i], m.lasting(i, v))
		}
		n -= got
		if errors.Is(err, io.EOF) {
			*from = nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// unexpected is the end of a file that has promised more.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// lasting is a value that outlives its page.
func (m *mover) lasting(i int, v parquet.Value) parquet.Value {
	if v.Kind() != parquet.ByteArray || v.IsNull() {
		return v
	}
	seen := m.texts[i]
	if known, ok := seen[string(v.ByteArray())]; ok {
		return known
	}
	if len(seen) == rememberedTexts {
		clear(seen)
	}
	v = v.Clone()
	seen[string(v.ByteArray())] = v
	return v
}
