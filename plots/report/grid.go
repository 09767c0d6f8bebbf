package report

import (
	"math"
	"strings"

	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// grid is a table of words.
type grid struct {
	Name, Doc string
	Head      []string
	Rows      [][]string
}

// Long says whether the table is closed when the page opens.
func (g grid) Long() bool { return len(g.Rows) > 30 }

// metrics are all metrics with all statistics, a grid each.
func (s summary) metrics() (out []grid) {
	for _, m := range s.kinds {
		if _, exists := s.answer(m.Name); !exists {
			continue
		}
		g := grid{Name: m.Name, Doc: m.Unit}
		columns := append([]results.Column(nil), s.axes...)
		columns = append(columns, results.Column{Name: "runs"})
		for _, c := range s.Columns() {
			if ending, ok := strings.CutPrefix(c.Name, m.Name+"."); ok && !strings.Contains(ending, ".") {
				columns = append(columns, c)
			}
		}
		for _, c := range columns {
			g.Head = append(g.Head, strings.TrimPrefix(c.Name, m.Name+"."))
		}
		g.Rows = s.rows(columns)
		out = append(out, g)
	}
	return out
}

func (s summary) rows(columns []results.Column) [][]string {
	rows := make([][]string, s.Len())
	for i := range rows {
		for _, c := range columns {
			rows[i] = append(rows[i], short(s.Cells(c.Name)[i]))
		}
	}
	return rows
}

// gridOf is a whole table, its first rows if it is long.
func gridOf(t *results.Table) grid {
	const most = 400
	g := grid{Name: t.Name()}
	for _, c := range t.Columns() {
		g.Head = append(g.Head, c.Name)
	}
	if t.Len() > most {
		g.Doc = "the first " + grouped(most) + " of " + grouped(int64(t.Len())) + " rows"
	}
	row := make([]results.Cell, len(g.Head))
	for i := range min(t.Len(), most) {
		var line []string
		for _, c := range t.Row(i, row) {
			line = append(line, short(c))
		}
		g.Rows = append(g.Rows, line)
	}
	return g
}

// short is a cell to six significant digits; the tables have them all.
func short(c results.Cell) string {
	if x, ok := c.Float(); ok && x != math.Trunc(x) {
		return stats.Digits(x, 6)
	}
	return c.String()
}
