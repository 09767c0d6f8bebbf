package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"firesale/experiments/results"
)

// contagionMatrix draws who loses by whose sales: down those who lose, across those without whom the loss of the others
// would have been smaller, in each cell the mean of what was lost with everybody less what was lost without the one
// across. Below zero the one across saves the other something. The preset loss is that on loans, of the point where
// most is lost by others; with "notes" it is that of the notes.
func contagionMatrix(s source, what string) (*figure, error) {
	m, err := s.contagion(what == "notes")
	if err != nil {
		return nil, err
	}
	label, number := quantity(results.Column{Name: "shortfall_usd", Unit: "USD"})
	if what == "notes" {
		label = "loss of the note"
	}
	l := &lattice{xWords: m.causes, yWords: m.victims, z: m.mean, lo: m.lo, hi: m.hi}
	_, high := l.reach()
	if math.IsInf(high, 0) {
		return nil, fmt.Errorf("nobody is there to lose by another's sales")
	}
	p := newPanel("by the sales of", "what is lost by")
	p.bare = true
	p.scale = &colours{high: math.Max(high, 0), label: label, ticks: number} // of losses: what is saved is as pale as nothing
	f := &figure{
		title:  "Who loses by whose sales",
		note:   s.at(m.point, "loss with everybody less loss without the lender across, %s. Intervals in the CSV.", meanOf(m.runs)),
		panels: []*panel{p}, data: m.sheet(), width: pageWidth, height: 205,
	}
	cells := p.cells(l, number)
	p.add(cells, lettering{cells})
	p.X.Tick.Marker, p.Y.Tick.Marker = ticks(m.causes), ticks(m.victims)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0.5, float64(len(m.causes))+0.5, 0.5, float64(len(m.victims))+0.5
	return f, nil
}

// A contagion is the leave-one-out losses of one point: mean[i][j] is what the j-th victim loses by the i-th cause, NaN
// where they are the same.
type contagion struct {
	point, runs     int
	causes, victims []string // victims from the bottom up
	mean, lo, hi    [][]float64
}

// contagion reads the matrix of the point where the sum of its losses is largest.
func (s source) contagion(notes bool) (*contagion, error) {
	points := map[int]*contagion{}
	sums, order := map[int]float64{}, []int{}
	columns := []string{"point", "measure", "cause", "on", "item", "mean", "lo", "hi", "runs"}
	err := s.cells("attribution_summary", columns, func(c []results.Cell) {
		measure, cause, on, item := c[1].String(), c[2].String(), c[3].String(), c[4].String()
		note, ofNote := strings.CutPrefix(item, "loss_usd.")
		if measure != "leave-one-out" || on == "others" || on == "market" || ofNote != notes {
			return
		}
		point := int(valueOf(c[0]))
		m := points[point]
		if m == nil {
			m = &contagion{point: point}
			points[point] = m
		}
		victim := on
		if notes {
			victim = note
		}
		m.take(cause, victim, valueOf(c[5]), valueOf(c[6]), valueOf(c[7]))
		if loss := valueOf(c[5]); !math.IsNaN(loss) { // null: of a note that the point does not have
			m.runs = int(valueOf(c[8]))
			if _, seen := sums[point]; !seen {
				order = append(order, point)
			}
			sums[point] += loss
		}
	})
	if err != nil {
		return nil, err
	}
	if len(order) == 0 {
		return nil, fmt.Errorf("the study has no two lenders%s (attribution.lenders)", map[bool]string{true: " with notes"}[notes])
	}
	best := points[order[0]]
	for _, point := range order {
		if sums[point] > sums[best.point] {
			best = points[point]
		}
	}
	best.arrange()
	return best, nil
}

// take enters a cell, making room for a cause or a victim that is new.
func (m *contagion) take(cause, victim string, mean, lo, hi float64) {
	i, j := slices.Index(m.causes, cause), slices.Index(m.victims, victim)
	if i < 0 {
		i, m.causes = len(m.causes), append(m.causes, cause)
		m.mean, m.lo, m.hi = append(m.mean, nil), append(m.lo, nil), append(m.hi, nil)
	}
	if j < 0 {
		j, m.victims = len(m.victims), append(m.victims, victim)
	}
	m.widen(len(m.victims))
	m.mean[i][j], m.lo[i][j], m.hi[i][j] = mean, lo, hi
}

// widen gives every cause a place for each victim.
func (m *contagion) widen(victims int) {
	for _, table := range [][][]float64{m.mean, m.lo, m.hi} {
		for i := range table {
			for len(table[i]) < victims {
				table[i] = append(table[i], math.NaN())
			}
		}
	}
}

// arrange sorts the victims by name, the first on top, as the causes are from left to right.
func (m *contagion) arrange() {
	names := slices.Sorted(slices.Values(m.victims))
	slices.Reverse(names)
	for _, table := range [][][]float64{m.mean, m.lo, m.hi} {
		for i, column := range table {
			sorted := make([]float64, len(column))
			for j, name := range names {
				sorted[j] = column[slices.Index(m.victims, name)]
			}
			table[i] = sorted
		}
	}
	m.victims = names
}

// sheet is a row a cell.
func (m *contagion) sheet() *results.Table {
	t := results.NewTable("contagion-matrix", []results.Column{
		{Name: "by", Doc: "lender without whom less would be lost", Kind: results.Texts},
		{Name: "on", Doc: "lender or note that loses", Kind: results.Texts},
		{Name: "value", Unit: "USD", Doc: "loss with everybody - loss without, mean over the runs", Kind: results.Floats},
		{Name: "low", Unit: "USD", Doc: "lower end of its 95% interval", Kind: results.Floats},
		{Name: "high", Unit: "USD", Doc: "upper end", Kind: results.Floats},
	})
	for i, cause := range m.causes {
		for j := range slices.Backward(m.victims) {
			row := []results.Cell{results.Text(cause), results.Text(m.victims[j])}
			for _, v := range []float64{m.mean[i][j], m.lo[i][j], m.hi[i][j]} {
				row = append(row, results.Maybe(v, !math.IsNaN(v)))
			}
			if err := t.Append(row); err != nil {
				panic("plots: a sheet refused its own row: " + err.Error())
			}
		}
	}
	return t
}
