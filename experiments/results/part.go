package results

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// An Identity says which study, run by which program, a part belongs to. Parts of different identity never mix.
type Identity struct {
	Study   string `json:"study"`   // Hash of the resolved study
	Version string `json:"version"` // of the program
}

// A Part holds the rows that a run of cells [From, To) gave, in one file a table. It counts once its own small
// manifest is there, which is written after the data.
type Part struct {
	Identity
	From  int64  `json:"from"`
	To    int64  `json:"to"`
	Files []File `json:"files"` // in the order of the tables

	dir string
}

// partPrefix begins the name of every file of a part.
const partPrefix = "part-"

func (p Part) stem() string             { return fmt.Sprintf("%s%012d-%012d", partPrefix, p.From, p.To) }
func (p Part) table(name string) string { return p.stem() + "." + name }

// Path is the part's manifest.
func (p Part) Path() string { return filepath.Join(p.dir, p.stem()+".json") }

// meta goes into each data file, so that a manifest put beside another part's data is found out.
func (p Part) meta() map[string]string {
	return map[string]string{
		"study": p.Study, "version": p.Version,
		"from": strconv.FormatInt(p.From, 10), "to": strconv.FormatInt(p.To, 10),
	}
}

// A PartWriter writes one part. Cells must be appended in their order.
type PartWriter struct {
	part    Part
	writers []*Writer
}

// CreatePart starts the part of cells [from, to) in dir, over whatever was left there of the same cells.
func CreatePart(dir string, id Identity, from, to int64) (*PartWriter, error) {
	p := Part{Identity: id, From: from, To: to, dir: dir}
	if from < 0 || to <= from {
		return nil, fmt.Errorf("results: part of cells [%d, %d): want 0 ≤ from < to", from, to)
	}
	if err := os.Remove(p.Path()); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	return &PartWriter{part: p}, nil
}

// Table starts the part's rows of a table. All parts of a study must have the same tables with the same columns, if
// need be without rows. The writer is closed by the PartWriter.
func (p *PartWriter) Table(name string, cols []Column) (*Writer, error) {
	w, err := Create(p.part.dir, p.part.table(name), cols, p.part.meta())
	if err == nil {
		p.writers = append(p.writers, w)
	}
	return w, err
}

// Close finishes the tables and then the manifest that makes the part count. After an error it does not.
func (p *PartWriter) Close() (Part, error) {
	for i, w := range p.writers {
		file, err := w.finish()
		if err != nil {
			p.writers = p.writers[i+1:]
			p.Abort()
			return Part{}, err
		}
		p.part.Files = append(p.part.Files, file)
	}
	data, err := encode(p.part)
	if err == nil {
		_, err = WriteFile(p.part.dir, p.part.stem()+".json", data)
	}
	return p.part, err
}

// Abort gives the part up. What it leaves behind does not count.
func (p *PartWriter) Abort() {
	for _, w := range p.writers {
		w.Abort()
	}
}
