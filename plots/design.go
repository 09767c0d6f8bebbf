package plots

import (
	"fmt"
	"math"
	"slices"

	"firesale/experiments/results"
)

// estimates is one metric at every point of a design: mean, interval and spread, and the closed form where the
// summary has one (NaN elsewhere).
type estimates struct {
	metric           results.Column
	points           []int
	axes             []varied
	runs             []float64
	mean, lo, hi     []float64
	p05, p95, theory []float64
	totals           bool // mean and interval are of a ratio of totals over the runs
}

// estimates reads a metric's columns of the summary, and the varied addresses. Of a metric that is a ratio it takes
// the ratio of totals where the summary has one: the mean of the ratios of single runs is no estimate of it.
func (s source) estimates(metric string) (*estimates, error) {
	have, err := s.columns("summary")
	if err != nil {
		return nil, err
	}
	addresses := s.addresses()
	if len(addresses) == 0 {
		return nil, fmt.Errorf("this study varied nothing, so there is nothing to draw %s against", metric)
	}
	mean, err := s.metric("summary", metric+".mean")
	if err != nil {
		return nil, err
	}
	e := &estimates{metric: results.Column{Name: metric, Unit: mean.Unit}}
	names := []string{"point", "runs"}
	for _, a := range addresses {
		names = append(names, a.Name)
	}
	parts := []*[]float64{&e.mean, &e.lo, &e.hi, &e.p05, &e.p95, &e.theory}
	endings := []string{".mean", ".lo", ".hi", ".p05", ".p95", ".theory"}
	if _, e.totals = s.column("summary", metric+".total"); e.totals {
		copy(endings, []string{".total", ".total_lo", ".total_hi"})
	}
	var from []int
	for _, ending := range endings {
		at := -1
		if slices.ContainsFunc(have, func(c results.Column) bool { return c.Name == metric+ending }) {
			at = len(names)
			names = append(names, metric+ending)
		}
		from = append(from, at)
	}
	cells := make([][]results.Cell, len(addresses))
	err = s.cells("summary", names, func(row []results.Cell) {
		e.points = append(e.points, int(valueOf(row[0])))
		e.runs = append(e.runs, valueOf(row[1]))
		for i := range addresses {
			cells[i] = append(cells[i], row[2+i])
		}
		for i, part := range parts {
			v := math.NaN()
			if from[i] >= 0 {
				v = valueOf(row[from[i]])
			}
			*part = append(*part, v)
		}
	})
	if err == nil && len(e.points) == 0 {
		err = fmt.Errorf("table summary has no row")
	}
	for i, a := range addresses {
		e.axes = append(e.axes, axisOf(a, cells[i]))
	}
	return e, err
}

// drawable says why nothing can be drawn, if so.
func (e *estimates) drawable() error {
	for _, v := range e.mean {
		if !math.IsNaN(v) {
			return nil
		}
	}
	return fmt.Errorf("%s has no value at any point", e.metric.Name)
}

// where keeps the rows for which keep is true.
func (e *estimates) where(keep func(row int) bool) []int {
	var rows []int
	for i := range e.points {
		if keep(i) {
			rows = append(rows, i)
		}
	}
	return rows
}

// pick takes the values of some rows.
func pick[T any](values []T, rows []int) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = values[r]
	}
	return out
}
