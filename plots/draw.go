package plots

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"firesale/experiments/results"
)

// Drawn says what became of one figure.
type Drawn struct {
	Figure string   // as it was asked for
	Files  []string // the names of the pictures and of the CSV, relative to the result folder
	Note   string   // why the picture is empty; "" if it is not
}

// Draw draws the named figures of the result folder dir in the given formats (all of Formats if none is given) into its
// subfolder figures, each with a CSV of the numbers it shows. What cannot be drawn becomes a picture that says why,
// and a note. The error is for names and formats that do not exist, and for files that cannot be written; then
// nothing, or not everything, was written.
func Draw(dir string, names, formats []string) ([]Drawn, error) {
	if len(formats) == 0 {
		formats = Formats
	}
	for _, f := range formats {
		if !slices.Contains(Formats, f) {
			return nil, fmt.Errorf("format %q: want one of %s", f, strings.Join(Formats, ", "))
		}
	}
	for _, name := range names {
		if _, _, err := Find(name); err != nil {
			return nil, err
		}
	}
	var all []Drawn
	for _, name := range names {
		f := compose(dir, name)
		files, err := f.write(filepath.Join(dir, "figures"), formats)
		if err != nil {
			return all, err
		}
		all = append(all, Drawn{Figure: name, Files: files, Note: f.missing})
	}
	return all, nil
}

// Asked refuses a name such as "price-path:44" whose figure can be drawn from the folder, but not for what stands behind the
// colon: a point that was not kept, a date on which nothing is paid. A figure that cannot be drawn at all says so itself.
func Asked(dir string, names []string) error {
	for _, name := range names {
		base, _, chosen := strings.Cut(name, ":")
		if _, _, err := Find(name); err != nil || !chosen {
			continue
		}
		if why := compose(dir, name).missing; why != "" && compose(dir, base).missing == "" {
			return fmt.Errorf("figure %q: %s", name, why)
		}
	}
	return nil
}

// compose makes the figure of a name that exists; what cannot be drawn is a figure that says why.
func compose(dir, name string) *figure {
	kind, what, _ := Find(name)
	f, err := kind.draw(source{dir}, what)
	if err != nil {
		f = &figure{title: strings.ToUpper(kind.Doc[:1]) + kind.Doc[1:], width: columnWidth, height: 110, missing: err.Error()}
	}
	f.name = fileName(name)
	return f
}

// Inline is one figure as SVG that can stand in an HTML page, without a prolog of its own; missing says why it is empty.
func Inline(dir, name string) (svg []byte, missing string, err error) {
	if _, _, err := Find(name); err != nil {
		return nil, "", err
	}
	f := compose(dir, name)
	picture, err := encode(f, "svg", dpi)
	return picture[max(0, bytes.Index(picture, []byte("<svg"))):], f.missing, err
}

// CSV is where Draw puts the numbers of a figure, relative to the result folder.
func CSV(name string) string { return "figures/" + fileName(name) + ".csv" }

// fileName is the name of a figure as a file: words behind the colon keep letters, digits and points.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r
		}
		return '-'
	}, name)
}

func (f *figure) write(dir string, formats []string) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var files []string
	for _, format := range formats {
		picture, err := encode(f, format, dpi)
		if err != nil {
			return files, err
		}
		if files, err = f.save(files, dir, format, picture); err != nil {
			return files, err
		}
	}
	if f.data == nil {
		return files, nil
	}
	var csv bytes.Buffer
	if err := results.WriteCSV(&csv, f.data); err != nil {
		return files, err
	}
	return f.save(files, dir, "csv", csv.Bytes())
}

// save writes one file under a temporary name and renames it, so that no reader sees half of it.
func (f *figure) save(files []string, dir, ending string, data []byte) ([]string, error) {
	name := f.name + "." + ending
	if _, err := results.WriteFile(dir, name, data); err != nil {
		return files, fmt.Errorf("figure %s: %w", f.name, err)
	}
	return append(files, filepath.Join(filepath.Base(dir), name)), nil
}
