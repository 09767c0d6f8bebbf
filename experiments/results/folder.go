package results

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A Folder is the complete result of one study.
type Folder struct {
	Dir      string
	Manifest Manifest
}

// A Fault names a file that is not what the manifest says, and why.
type Fault struct{ Path, Reason string }

func (f Fault) String() string { return f.Path + ": " + f.Reason }

// Open opens the result folder dir. It reads the manifest only; Verify looks at the files.
func Open(dir string) (*Folder, error) {
	m, err := ReadManifest(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: no %s: not a result folder, or its study has not ended: %w", dir, ManifestName, err)
	}
	if err != nil {
		return nil, err
	}
	return &Folder{Dir: dir, Manifest: m}, nil
}

// Tables are the names of the folder's tables, in alphabetical order.
func (f *Folder) Tables() []string {
	var names []string
	for _, file := range f.Manifest.Files {
		if name, ok := strings.CutSuffix(file.Name, ext); ok && !strings.ContainsRune(name, '/') {
			names = append(names, name)
		}
	}
	return names
}

// Read loads a table, or only the columns named; a table that the folder has not is an error that names what there is.
func (f *Folder) Read(table string, only ...string) (*Table, error) {
	if err := f.has(table); err != nil {
		return nil, err
	}
	return Read(f.Dir, table, only...)
}

// Scan visits the rows of a table, as the function Scan does.
func (f *Folder) Scan(table string, visit func(row []Cell) error) error {
	if err := f.has(table); err != nil {
		return err
	}
	return Scan(f.Dir, table, visit)
}

func (f *Folder) has(table string) error {
	for _, name := range f.Tables() {
		if name == table {
			return nil
		}
	}
	return fmt.Errorf("%s: no table %q: there are %s", f.Dir, table, strings.Join(f.Tables(), ", "))
}

// Verify compares every file with the manifest, byte for byte through its SHA-256, and names each that is missing,
// truncated or altered. No fault means that the folder is what was written.
func (f *Folder) Verify() []Fault {
	var faults []Fault
	for _, file := range f.Manifest.Files {
		if reason := file.Fault(f.Dir); reason != "" {
			faults = append(faults, Fault{filepath.Join(f.Dir, file.Name), reason})
		}
	}
	return faults
}
