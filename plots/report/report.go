// Package report makes one HTML page of a result folder: the question, the answer with its intervals, the figures, every
// parameter with where it comes from, and how the folder came about. The page needs no other file and no network, and the
// same folder gives the same bytes. Its numbers are those of the folder's tables; it computes none.
package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/plots"
)

var (
	//go:embed page.html
	page string
	//go:embed style.css
	style string

	layout = template.Must(template.New("page").Funcs(template.FuncMap{"grouped": grouped}).Parse(page))
)

// A content is what the page is filled with.
type content struct {
	Style    template.CSS
	Title    string
	Manifest results.Manifest
	Points   int
	Failed   int
	Caveats  []string
	Answer   []answer
	ByPoint  []answer // the same by point, where there are too many points for columns
	Metrics  []grid
	Tables   []grid
	Figures  []picture
	Changed  []parameter // values that the study sets itself
	Groups   []group
	Marks    []tally
}

// A picture is a figure as it stands in the page.
type picture struct {
	Name    string
	SVG     template.HTML
	Missing string
	Numbers string // the file that has them, relative to the folder; "" if it was never drawn there
}

// Write writes the page of a result folder with the named figures. A folder that is not what its manifest says is
// refused, by the name of the file.
func Write(w io.Writer, dir string, figures []string) error {
	f, err := results.Open(dir)
	if err != nil {
		return err
	}
	if faults := f.Verify(); len(faults) > 0 {
		return fmt.Errorf("%v", faults[0])
	}
	c := content{Style: template.CSS(style), Manifest: f.Manifest, Caveats: f.Manifest.Notes}
	c.Groups = parameters(f.Manifest.Config)
	c.Title, c.Changed, c.Marks = titleOf(c.Groups), changed(c.Groups), tallies(c.Groups)
	if c.Title == "" {
		c.Title = f.Manifest.Study
	}
	if err := c.numbers(f); err != nil {
		return err
	}
	for _, name := range figures {
		svg, missing, err := plots.Inline(dir, name)
		if err != nil {
			return err
		}
		numbers := plots.CSV(name)
		if _, err := os.Stat(filepath.Join(dir, numbers)); err != nil {
			numbers = ""
		}
		c.Figures = append(c.Figures, picture{name, template.HTML(svg), missing, numbers}) // our own drawing, words in it are escaped
	}
	return layout.Execute(w, c)
}

// numbers reads the tables.
func (c *content) numbers(f *results.Folder) error {
	dir := f.Dir
	summary, err := f.Read("summary")
	if err != nil {
		return err
	}
	c.Points = summary.Len()
	s := newSummary(summary)
	s.answered = slices.Contains(f.Tables(), answers)
	c.Answer, c.Metrics = s.answers(), s.metrics()
	if c.Points > mostColumns {
		c.Answer, c.ByPoint = nil, turned(c.Answer)
	}
	if c.Failed, err = failed(f); err != nil {
		return err
	}
	if c.Failed > 0 {
		c.Caveats = append(c.Caveats, fmt.Sprintf("%d of %d runs failed and are in no mean: see status and reason in table runs", c.Failed, f.Manifest.Cells))
	}
	for _, name := range f.Tables() {
		cols, err := results.Columns(dir, name)
		if err != nil {
			return err
		}
		if name == "summary" || name == "loans" || slices.ContainsFunc(cols, func(c results.Column) bool { return c.Name == "replication" }) {
			continue // in the page already, or too long to be read in one
		}
		t, err := f.Read(name)
		if err != nil {
			return err
		}
		c.Tables = append(c.Tables, gridOf(t))
	}
	return nil
}

// failed counts the runs without numbers.
func failed(f *results.Folder) (n int, err error) {
	cols, err := results.Columns(f.Dir, "runs")
	if err != nil {
		return 0, err
	}
	status := 0
	for i, c := range cols {
		if c.Name == "status" {
			status = i
		}
	}
	err = f.Scan("runs", func(row []results.Cell) error {
		if text, ok := row[status].Text(); ok && text != "ok" {
			n++
		}
		return nil
	})
	return n, err
}

// grouped is a whole number with thousands apart.
func grouped(n int64) string { return stats.Decimals(float64(n), 0) }

// words is a name as a person reads it.
func words(name string) string {
	return strings.NewReplacer("_usd", "", "_", " ", ".", " · ").Replace(name)
}
