package results

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"
)

// readRows is how many rows are decoded at a time.
const readRows = 256

// Scan reads dir/name.parquet from the first row to the last and gives each to visit, which must not keep it. Memory
// does not grow with the number of rows. An error of visit ends the scan.
func Scan(dir, name string, visit func(row []Cell) error) error {
	return open(dir, name, func(f *parquet.File, cols []Column, _ map[string]string) error { return scan(f, cols, visit) })
}

// Columns describes the columns of dir/name.parquet.
func Columns(dir, name string) (cols []Column, err error) {
	err = open(dir, name, func(_ *parquet.File, c []Column, _ map[string]string) error { cols = c; return nil })
	return cols, err
}

// open lends out a table's file and what its footer says of it.
func open(dir, name string, use func(*parquet.File, []Column, map[string]string) error) error {
	path := filepath.Join(dir, name+ext)
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	f, err := parquet.OpenFile(file, info.Size(), parquet.SkipBloomFilters(true))
	if err != nil {
		return fmt.Errorf("%s: not a table of ours: %w", path, err)
	}
	cols, meta, err := columnsOf(f)
	if err == nil {
		err = use(f, cols, meta)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func scan(f *parquet.File, cols []Column, visit func([]Cell) error) error {
	buffer, row := make([]parquet.Row, readRows), make([]Cell, len(cols))
	for _, group := range f.RowGroups() {
		if err := scanGroup(group, buffer, row, visit); err != nil {
			return err
		}
	}
	return nil
}

func scanGroup(group parquet.RowGroup, buffer []parquet.Row, row []Cell, visit func([]Cell) error) error {
	rows := group.Rows()
	defer rows.Close()
	for {
		n, err := rows.ReadRows(buffer)
		for _, values := range buffer[:n] {
			for i, v := range values {
				row[i] = cellOf(v)
			}
			if err := visit(row); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func cellOf(v parquet.Value) Cell {
	switch {
	case v.IsNull():
		return Null()
	case v.Kind() == parquet.Int64:
		return Int(v.Int64())
	case v.Kind() == parquet.ByteArray:
		return Text(string(v.ByteArray()))
	}
	return Float(v.Double())
}

func rowsOf(file io.ReaderAt, size int64) (int64, error) {
	f, err := parquet.OpenFile(file, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return 0, err
	}
	return f.NumRows(), nil
}
