package results

import (
	"errors"
	"fmt"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// Join writes dir/table.parquet from the parts of all cells [0, cells), as Parts returns them. The bytes are those of
// a table written in one go, however the cells were divided; memory does not grow with the number of rows. Gaps, cells
// beyond the study, and parts with other columns are refused.
func Join(dir, table string, parts []Part, cells int64, meta map[string]string) (File, error) {
	if gaps := Missing(parts, cells); len(gaps) > 0 {
		return File{}, fmt.Errorf("table %s: cells %v are missing", table, gaps)
	}
	if len(parts) == 0 {
		return File{}, errors.New("results: nothing to join")
	}
	if last := parts[len(parts)-1]; last.To > cells {
		return File{}, fmt.Errorf("%s: cells up to %d in a study of %d", last.Path(), last.To, cells)
	}
	cols, err := Columns(parts[0].dir, parts[0].table(table))
	if err != nil {
		return File{}, err
	}
	w, err := Create(dir, table, cols, meta)
	if err != nil {
		return File{}, err
	}
	m := newMover(w)
	for _, p := range parts {
		if err := p.moveTo(m, table); err != nil {
			w.Abort()
			return File{}, err
		}
	}
	return w.finish()
}

func (p Part) moveTo(m *mover, table string) error {
	return open(p.dir, p.table(table), func(f *parquet.File, cols []Column, _ map[string]string) error {
		if !slices.Equal(cols, m.to.cols) {
			return fmt.Errorf("table %s has other columns than the parts before", table)
		}
		for _, g := range f.RowGroups() {
			if err := m.group(g); err != nil {
				return err
			}
		}
		return nil
	})
}

// Rows is the number of the part's rows of a table.
func (p Part) Rows(table string) int64 {
	for _, f := range p.Files {
		if f.Name == p.table(table)+ext {
			return f.Rows
		}
	}
	return 0
}

// Scan reads the part's rows of a table, as the function Scan does.
func (p Part) Scan(table string, visit func(row []Cell) error) error {
	return Scan(p.dir, p.table(table), visit)
}
