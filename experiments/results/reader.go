package results

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"
)

// Scan reads dir/name.parquet from the first row to the last and gives each to visit, which must not keep it. Memory
// does not grow with the number of rows. An error of visit ends the scan.
func Scan(dir, name string, visit func(row []Cell) error) error {
	return open(dir, name, func(f *parquet.File, cols []Column, _ map[string]string) error {
		every, _ := pick(cols, nil)
		return scan(f, newScan(every, nil, nil), visit)
	})
}

// A Where is a column of integers and the value that it must have.
type Where struct {
	Column string
	Is     int64
}

// Select gives the columns that are named, all if none is, of the rows for which all of where holds to visit, as Scan does.
// Row groups in which no row can are not read.
func Select(dir, name string, columns []string, visit func(row []Cell) error, where ...Where) error {
	return open(dir, name, func(f *parquet.File, cols []Column, _ map[string]string) error {
		wanted, err := pick(cols, columns)
		if err != nil {
			return err
		}
		var asked []int
		var is []int64
		for _, w := range where {
			at, err := pick(cols, []string{w.Column})
			if err != nil {
				return err
			}
			if cols[at[0]].Kind != Ints {
				return fmt.Errorf("column %q holds no integers", w.Column)
			}
			asked, is = append(asked, at[0]), append(is, w.Is)
		}
		return scan(f, newScan(wanted, asked, is), visit)
	})
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

func rowsOf(file io.ReaderAt, size int64) (int64, error) {
	f, err := parquet.OpenFile(file, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return 0, err
	}
	return f.NumRows(), nil
}
