package results

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// A Range is a run of cells [From, To).
type Range struct{ From, To int64 }

// Parts finds the parts of a study in dirs and looks at every byte of them. Valid ones come back in the order of
// their cells and do not overlap; each other one is refused by name, with the reason. In one's own folder the cells of
// a refused part are simply run again (Missing tells which); in a merge a refused part is an error.
func Parts(id Identity, dirs ...string) (valid []Part, refused []Fault, err error) {
	var found []Part
	for _, dir := range dirs {
		paths, err := filepath.Glob(filepath.Join(escape(dir), partPrefix+"*.json"))
		if err != nil {
			return nil, nil, err
		}
		for _, path := range paths {
			p, err := readPart(path, id)
			if err != nil {
				refused = append(refused, Fault{path, err.Error()})
				continue
			}
			found = append(found, p)
		}
	}
	slices.SortStableFunc(found, func(a, b Part) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	for _, p := range found {
		if n := len(valid); n > 0 && p.From < valid[n-1].To {
			refused = append(refused, Fault{p.Path(), "overlaps " + valid[n-1].Path()})
			continue
		}
		valid = append(valid, p)
	}
	return valid, refused, nil
}

// readPart reads one part's manifest and compares everything it says with the name, the identity and the data.
func readPart(path string, id Identity) (Part, error) {
	p := Part{dir: filepath.Dir(path)}
	if err := decode(path, &p); err != nil {
		return Part{}, errors.New(strings.TrimPrefix(err.Error(), path+": "))
	}
	switch {
	case p.Study != id.Study:
		return Part{}, fmt.Errorf("foreign: of study %.12s, want %.12s", p.Study, id.Study)
	case p.Version != id.Version:
		return Part{}, fmt.Errorf("foreign: made by version %s, want %s", p.Version, id.Version)
	case p.Path() != filepath.Clean(path) || p.From < 0 || p.To <= p.From:
		return Part{}, fmt.Errorf("altered: cells [%d, %d) do not fit its name", p.From, p.To)
	}
	for _, file := range p.Files {
		if err := p.check(file); err != nil {
			return Part{}, fmt.Errorf("%s: %w", file.Name, err)
		}
	}
	return p, nil
}

func (p Part) check(file File) error {
	if filepath.Base(file.Name) != file.Name || !strings.HasPrefix(file.Name, p.stem()+".") {
		return errors.New("altered: a file of another part")
	}
	if reason := file.Fault(p.dir); reason != "" {
		return errors.New(reason)
	}
	return open(p.dir, strings.TrimSuffix(file.Name, ext), func(f *parquet.File, _ []Column, meta map[string]string) error {
		for key, want := range p.meta() {
			if meta[key] != want {
				return fmt.Errorf("altered: its data says %s %q, its manifest %q", key, meta[key], want)
			}
		}
		if f.NumRows() != file.Rows {
			return fmt.Errorf("altered: %d rows, its manifest says %d", f.NumRows(), file.Rows)
		}
		return nil
	})
}

// escape takes the meaning from what Glob would read as a pattern in a folder's name.
func escape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// Missing is what parts, as Parts returns them, leave of the cells [0, cells).
func Missing(parts []Part, cells int64) []Range {
	var gaps []Range
	next := int64(0)
	for _, p := range parts {
		if p.From > next && next < cells {
			gaps = append(gaps, Range{next, min(p.From, cells)})
		}
		next = max(next, p.To)
	}
	if next < cells {
		gaps = append(gaps, Range{next, cells})
	}
	return gaps
}

// RemoveParts removes all files of parts from dir, finished or not: for when the tables are joined.
func RemoveParts(dir string) error {
	paths, err := filepath.Glob(filepath.Join(escape(dir), partPrefix+"*"))
	if err != nil || len(paths) == 0 {
		return err
	}
	for _, path := range paths {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return syncDir(dir)
}
