package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"

	"firesale/experiments/results"
)

// lendingPanels are what the figure shows of the loop, from the top down.
var lendingPanels = []struct {
	column, words string
	ticker        plot.Ticker
}{
	{"price_usd", "bitcoin", dollars},
	{"outstanding_usd", "outstanding", dollars},
	{"spread", "spread", percent},
	{"ltv_origination", "LTV of new loans", percent},
}

// flywheel draws credit over the years in one replication: the price, what is lent, what funding costs and at which LTV
// new loans are made. One line is one setting of the first address that was varied, the others being those of the point
// that was asked for, else of the last one. It is one path of luck: how far terms swing on average is cycle_amplitude.
func flywheel(s source, what string) (*figure, error) {
	lines, err := s.lending()
	if err != nil {
		return nil, err
	}
	shown, err := chosen(lines, what)
	if err != nil {
		return nil, err
	}
	if shown.span() == 0 {
		return nil, fmt.Errorf("the series of %s has a single day", s.setting(shown.point))
	}
	all := s.siblings(shown.point)
	group := withOne(some(all, manyLines), shown.point) // more lines would share their styles
	f := &figure{
		title: "Credit over the years",
		note:  s.beside(shown) + " Spread: of funding, a year. Outstanding: principal of all loans.",
		width: pageWidth, height: 420, data: newSheet("flywheel", "time_h", "h"),
	}
	if len(group) < len(all) {
		f.note += fmt.Sprintf(" %d of %d settings.", len(group), len(all))
	}
	for i, show := range lendingPanels {
		p := newPanel("", show.words)
		p.Y.Tick.Marker, p.joined = show.ticker, i < len(lendingPanels)-1
		n := 0
		for _, l := range lines {
			if !slices.Contains(group, l.point) || l.replication != shown.replication {
				continue
			}
			p.lending(l, i, s.firstSetting(l.point), n, f.data)
			n++
		}
		shown.onAxis(p)
		air(&p.Y, 0.05, 0.05)
		if i > 0 || n == 1 {
			p.key = nil // that of the first panel is everybody's, and one line needs none
		}
		f.panels = append(f.panels, p)
	}
	return f, nil
}

// lending adds one series of a point to a panel.
func (p *panel) lending(l *lendingPath, i int, words string, n int, sheet *results.Table) {
	style := stroke(n)
	style.Width = 0.9
	p.key = append(p.key, entry{words: words, line: style})
	enter(sheet, lendingPanels[i].words+": "+words, l.hours, l.series[i], nil, nil)
	xs, ys := thin(l.hours, l.series[i], int(pageWidth*perPoint))
	p.add(curve{xs: xs, ys: ys, style: style})
}

// A lendingPath is the days of one kept replication.
type lendingPath struct {
	path
	series [4][]float64
}

// lending reads the first kept replication of every point.
func (s source) lending() (lines []*lendingPath, err error) {
	columns := []string{"point", "replication", "time_h"}
	for _, show := range lendingPanels {
		columns = append(columns, show.column)
	}
	err = s.rows("loop", columns, func(v []float64) {
		if math.IsNaN(v[2]) {
			return
		}
		at := cell{int(v[0]), int(v[1])}
		n := len(lines)
		if n == 0 || lines[n-1].point != at.point {
			lines = append(lines, &lendingPath{path: path{cell: at}})
			n++
		}
		if l := lines[n-1]; l.cell == at {
			l.hours = append(l.hours, v[2])
			for i := range l.series {
				l.series[i] = append(l.series[i], v[3+i])
			}
		}
	})
	if err == nil && len(lines) == 0 {
		err = fmt.Errorf("table loop is empty: the study kept no series (record.paths)")
	}
	return lines, err
}

// chosen is the line of the point that was asked for, else the last.
func chosen(lines []*lendingPath, what string) (*lendingPath, error) {
	if what == "" {
		return lines[len(lines)-1], nil
	}
	asked, err := strconv.Atoi(what)
	for _, l := range lines {
		if err == nil && l.point == asked {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no new loans are kept of point %q", what)
}

// withOne makes a point one of some ascending ones, in place of its neighbour; the first and the last stay.
func withOne(points []int, point int) []int {
	if i, there := slices.BinarySearch(points, point); !there && len(points) > 2 {
		points[max(1, min(i, len(points)-2))] = point
	}
	return points
}

// firstSetting is what a point has at the first address, for the key.
func (s source) firstSetting(point int) string {
	words, _, _ := strings.Cut(s.settingShort(point), ", ")
	return words
}

// beside says what all lines have in common.
func (s source) beside(l *lendingPath) string {
	if _, others, more := strings.Cut(s.setting(l.point), ", "); more {
		return fmt.Sprintf("%s; replication %d.", others, l.replication)
	}
	return fmt.Sprintf("Replication %d.", l.replication)
}

// siblings are the points that differ from one in nothing but the first address that was varied.
func (s source) siblings(point int) (group []int) {
	columns := []string{"point"}
	for _, c := range s.addresses() {
		columns = append(columns, c.Name)
	}
	var points []int
	var settings []string
	_ = s.cells("summary", columns, func(cells []results.Cell) {
		text := ""
		for _, c := range cells[min(2, len(cells)):] {
			text += c.String() + "\n"
		}
		if p := valueOf(cells[0]); !math.IsNaN(p) {
			points, settings = append(points, int(p)), append(settings, text)
		}
	})
	at := slices.Index(points, point)
	for i, p := range points {
		if settings[i] == settings[at] {
			group = append(group, p)
		}
	}
	return group
}
