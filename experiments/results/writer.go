package results

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// A Writer appends rows to one table. The file has a temporary name until Close, so a table that is there is whole.
type Writer struct {
	cols    []Column
	path    string
	file    *os.File
	sum     hash.Hash
	parquet *parquet.GenericWriter[any]
	columns [][]parquet.Value // of the row group being filled
	group   int64             // rows of a row group
	total   int64
	err     error // the first one; everything after it is refused
}

// Create starts the table dir/name.parquet. The bytes written depend on the columns, meta and the rows only.
func Create(dir, name string, cols []Column, meta map[string]string) (*Writer, error) {
	schema, err := schemaOf(name, cols)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, name+ext)
	file, err := os.Create(path + ".tmp")
	if err != nil {
		return nil, err
	}
	w := &Writer{cols: cols, path: path, file: file, sum: sha256.New(), columns: make([][]parquet.Value, len(cols)), group: groupRows(len(cols))}
	w.parquet = parquet.NewGenericWriter[any](io.MultiWriter(file, w.sum), options(schema, cols, meta)...)
	return w, nil
}

// Append adds a row, a cell for each column in their order. The row may be re-used afterwards.
func (w *Writer) Append(row []Cell) error {
	if w.err == nil {
		w.err = w.fits(row)
	}
	if w.err != nil {
		return w.err
	}
	for i, c := range row {
		w.columns[i] = append(w.columns[i], c.value(i))
	}
	return w.added(1)
}

// AppendEach adds a row once for each of the texts, which its column takes in turn.
func (w *Writer) AppendEach(row []Cell, column int, texts []string) error {
	row[column] = Null()
	if w.err == nil {
		w.err = w.fits(row)
	}
	for len(texts) > 0 && w.err == nil {
		n := min(len(texts), w.room())
		for i, c := range row {
			if v := c.value(i); n == 1 {
				w.columns[i] = append(w.columns[i], v)
			} else {
				w.columns[i] = repeat(w.columns[i], v, n)
			}
		}
		each := w.columns[column][len(w.columns[column])-n:]
		for k := range each {
			each[k] = Text(texts[k]).value(column)
		}
		texts = texts[n:]
		w.added(n)
	}
	return w.err
}

// repeat appends a value n times.
func repeat(to []parquet.Value, v parquet.Value, n int) []parquet.Value {
	to = slices.Grow(to, n)[:len(to)+n]
	run := to[len(to)-n:]
	run[0] = v
	for done := 1; done < n; done *= 2 {
		copy(run[done:], run[:done])
	}
	return to
}

// room is how many rows the row group being filled still takes.
func (w *Writer) room() int { return int(w.group - w.total%w.group) }

// added counts rows that are in the columns, and writes the row group if it is full.
func (w *Writer) added(n int) error {
	w.total += int64(n)
	if w.total%w.group == 0 {
		w.err = w.flush()
	}
	return w.err
}

func (w *Writer) fits(row []Cell) error {
	if len(row) != len(w.cols) {
		return fmt.Errorf("%s: row %d has %d cells for %d columns", w.path, w.total, len(row), len(w.cols))
	}
	for i, c := range row {
		if err := c.fits(w.cols[i]); err != nil {
			return fmt.Errorf("%s: row %d: %w", w.path, w.total, err)
		}
	}
	return nil
}

func (c Cell) value(column int) parquet.Value {
	if !c.valid {
		return parquet.NullValue().Level(0, 0, column)
	}
	var v parquet.Value
	switch c.kind {
	case Ints:
		v = parquet.Int64Value(int64(c.bits))
	case Texts:
		v = parquet.ValueOf(c.text)
	default:
		x, _ := c.Float()
		v = parquet.DoubleValue(x)
	}
	return v.Level(0, 1, column)
}

func (w *Writer) flush() error {
	for i, column := range w.parquet.ColumnWriters() {
		if _, err := column.WriteRowValues(w.columns[i]); err != nil {
			return fmt.Errorf("%s: %w", w.path, err)
		}
		w.columns[i] = w.columns[i][:0]
	}
	return w.parquet.Flush()
}

// Close writes what is left, makes it durable and gives the file its name. After an error there is no file.
func (w *Writer) Close() error {
	_, err := w.finish()
	return err
}

// finish is Close that tells what was written.
func (w *Writer) finish() (File, error) {
	if w.err == nil && w.total%w.group > 0 {
		w.err = w.flush()
	}
	if w.err == nil {
		w.err = w.parquet.Close()
	}
	if w.err != nil {
		w.Abort()
		return File{}, w.err
	}
	size, err := settle(w.file, w.path)
	w.err = errors.New("results: the table is closed")
	return File{Name: filepath.Base(w.path), Bytes: size, Rows: w.total, SHA256: hex.EncodeToString(w.sum.Sum(nil))}, err
}

// Abort gives the table up and leaves nothing behind. After Close it does nothing.
func (w *Writer) Abort() {
	if err := w.file.Close(); err == nil {
		os.Remove(w.file.Name())
	}
}
