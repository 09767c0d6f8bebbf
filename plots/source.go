package plots

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"firesale/experiments/results"
)

// A source reads the tables of one result folder, only the columns that a figure needs: the table of a study's
// runs may have millions of rows.
type source struct{ dir string }

// rows visits the rows of a table with the numbers of the wanted columns, NaN where there is none. The slice is
// the visitor's until its next call.
func (s source) rows(table string, columns []string, visit func(v []float64), where ...results.Where) error {
	values := make([]float64, len(columns))
	return s.cells(table, columns, func(cells []results.Cell) {
		for i, c := range cells {
			values[i] = valueOf(c)
		}
		visit(values)
	}, where...)
}

// cells visits the rows of a table, those for which all of where holds, with the cells of the wanted columns.
func (s source) cells(table string, columns []string, visit func(cells []results.Cell), where ...results.Where) error {
	have, err := s.columns(table)
	if err != nil {
		return err
	}
	for _, name := range columns {
		if !slices.ContainsFunc(have, func(c results.Column) bool { return c.Name == name }) {
			return fmt.Errorf("table %s has no column %s", table, name)
		}
	}
	return results.Select(s.dir, table, columns, func(row []results.Cell) error {
		visit(row)
		return nil
	}, where...)
}

// rows are those of one replication.
func (c cell) rows() []results.Where {
	return append(atPoint(c.point), results.Where{Column: "replication", Is: int64(c.replication)})
}

// atPoint are the rows of one point.
func atPoint(point int) []results.Where { return []results.Where{{Column: "point", Is: int64(point)}} }

// columns describes a table's columns.
func (s source) columns(table string) ([]results.Column, error) {
	have, err := results.Columns(s.dir, table)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("this result has no table %s", table)
		if maker := makers[table]; maker != "" {
			err = fmt.Errorf("%w: it comes with %s", err, maker)
		}
		return nil, err
	}
	return have, err
}

// makers are what a study, or a command, needs for the tables that not every result has.
var makers = map[string]string{
	"attribution_summary": "[attribution]",
	"compare":             "firesale compare",
	"cures_summary":       `borrowers who answer, like lender.X.borrower.kind = "hazard"`,
	"depth":               `market.venue = "book" and record.book.depth`,
	"facts":               "firesale validate facts",
	"impact":              "firesale calibrate impact",
	"loop":                "loop.enabled = true",
	"sensitivity":         "a [design] of more than one point",
}

// column describes one column; ok is false if table or column do not exist.
func (s source) column(table, name string) (c results.Column, ok bool) {
	have, _ := s.columns(table)
	i := slices.IndexFunc(have, func(c results.Column) bool { return c.Name == name })
	if i < 0 {
		return results.Column{}, false
	}
	return have[i], true
}

// metric describes a column that must exist.
func (s source) metric(table, name string) (results.Column, error) {
	if _, err := s.columns(table); err != nil {
		return results.Column{}, err
	}
	c, ok := s.column(table, name)
	if !ok {
		return c, fmt.Errorf("table %s has no %s: want one of %s", table, strings.TrimSuffix(name, ".mean"), strings.Join(s.metrics(), ", "))
	}
	return c, nil
}

// metrics are those of the summary.
func (s source) metrics() (names []string) {
	have, _ := s.columns("summary")
	for _, c := range have {
		if name, ok := strings.CutSuffix(c.Name, ".mean"); ok {
			names = append(names, name)
		}
	}
	return names
}

// valueOf is the number in a cell, NaN where a figure has nothing to draw: null, text, infinity.
func valueOf(c results.Cell) float64 {
	x, ok := c.Float()
	if !ok || math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}

// addresses are what the study varied: the columns of the summary between its point and its number of runs.
func (s source) addresses() []results.Column {
	have, _ := s.columns("summary")
	end := slices.IndexFunc(have, func(c results.Column) bool { return c.Name == "runs" })
	if end < 1 || have[0].Name != "point" {
		return nil
	}
	return have[1:end]
}

// setting writes out a point of the design for a note: "lender.ledn.copies = 100".
func (s source) setting(point int) string {
	return s.describe(point, func(address string) string { return address })
}

// at begins a note with the setting of a point, if anything was varied.
func (s source) at(point int, format string, a ...any) string {
	words := fmt.Sprintf(format, a...)
	if len(s.addresses()) > 0 {
		return s.setting(point) + "; " + words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// settingShort writes it for a key: "copies = 100".
func (s source) settingShort(point int) string { return s.describe(point, shortName) }

func (s source) describe(point int, call func(address string) string) string {
	var names []string
	addresses := s.addresses()
	for _, c := range addresses {
		names = append(names, c.Name)
	}
	text := fmt.Sprintf("point %d", point)
	_ = s.cells("summary", append([]string{"point"}, names...), func(cells []results.Cell) {
		if valueOf(cells[0]) != float64(point) || len(names) == 0 {
			return
		}
		var parts []string
		for i, c := range cells[1:] {
			parts = append(parts, call(names[i])+" = "+wordOf(addresses[i], c))
		}
		text = strings.Join(parts, ", ")
	})
	return text
}

// wordOf is a value of an address as a person writes it: a ratio in percent, a duration in days, hours, minutes or seconds.
func wordOf(column results.Column, c results.Cell) string {
	x, ok := c.Float()
	switch {
	case c.IsNull():
		return "none"
	case !ok:
		return strings.Replace(c.String(), "-", "−", 1)
	case column.Unit == "1":
		return brief(x*100) + "%"
	case column.Unit == "h" && x >= 48:
		return brief(x/24) + " d"
	case column.Unit == "h" && (x >= 1 || x == 0):
		return brief(x) + " h"
	case column.Unit == "h" && 60*x >= 1:
		return brief(60*x) + " min"
	case column.Unit == "h":
		return brief(3600*x) + " s"
	}
	return brief(x)
}
