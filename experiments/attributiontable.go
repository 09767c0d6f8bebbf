package experiments

import (
	"math"
	"slices"

	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim"
)

func shareColumns() []results.Column {
	return []results.Column{
		{Name: "measure", Kind: results.Texts, Doc: "leave-one-out, per-dollar, vulnerability, loss, note-years, shapley, channel; over the runs also trigger-share, loss-probability, loss-var99, contagion-spread, covar95, delta-covar95, mes95"},
		{Name: "cause", Kind: results.Texts, Doc: "lender, all its copies; others; system: with everybody there; a channel; none: what is lost without any"},
		{Name: "on", Kind: results.Texts, Doc: "lender that bears it; others, system: all of them; market"},
		{Name: "item", Kind: results.Texts, Doc: "shortfall_usd of its loans, loss_usd of a note of its deal, fall of the log price"},
	}
}

func attributionColumns() []results.Column {
	return append(append(keyColumns(), shareColumns()...),
		results.Column{Name: "value", Doc: "USD; of fall, log; of per-dollar, USD per USD lent; of note-years, original balance × average life, USD y"},
		results.Column{Name: "se", Doc: "standard error of the orders that were drawn; null where all were taken"})
}

func attributionRow(point, replication int, s blame) []results.Cell {
	return []results.Cell{
		results.Int(int64(point)), results.Int(int64(replication)),
		results.Text(s.measure), results.Text(s.cause), results.Text(s.on), results.Text(s.item),
		results.Maybe(s.value, !math.IsNaN(s.value)), results.Maybe(s.spread, !math.IsNaN(s.spread)),
	}
}

// attributionTables is the tables of shares that parts hold, if the study asks for them.
func (s *Study) attributionTables() []string {
	if s.Spec.Attribution == nil {
		return nil
	}
	return []string{attributionTable}
}

// attributionSummary is the mean of every share over the replications of a point.
func (s *Study) attributionSummary(dir string) (*results.Table, error) {
	cols := append([]results.Column{{Name: "point", Kind: results.Ints, Doc: "setting of the design, from 0"}}, s.axisColumns()...)
	t := results.NewTable(attributionSummaryTable, append(append(cols, shareColumns()...),
		results.Column{Name: "mean", Doc: "over the runs, or what its measure says: USD; of fall, log; of per-dollar, USD per USD lent; of note-years, USD y; of contagion-spread, bp a year; of trigger-share and loss-probability, 1"},
		results.Column{Name: "lo", Doc: "lower end of its 95% interval: of means by Student's t, of loss-probability by Wilson's score, of loss-var99 by order statistics, else by bootstrap; null where the runs are too few"},
		results.Column{Name: "hi", Doc: "upper end"},
		results.Column{Name: "se", Doc: "standard error of the mean that comes from the orders that were drawn; null where all were taken"},
		results.Column{Name: "runs", Kind: results.Ints, Doc: "replications that it rests on; null for what follows from the loans alone"}))
	d := shareMeans{study: s, table: t}
	err := results.Scan(dir, attributionTable, func(row []results.Cell) error {
		if point, _ := row[0].Int(); int(point) != d.point {
			d.flush()
			d.point = int(point)
		}
		d.take(row)
		return nil
	})
	d.flush()
	return t, err
}

// shareMeans gathers the shares of one point, in the order in which they were first seen.
type shareMeans struct {
	study  *Study
	table  *results.Table
	point  int
	order  []blame
	values map[blame]*shareValues
}

// shareValues is one share over the replications; the variances are those of drawn orders.
type shareValues struct{ values, variances []float64 }

func (d *shareMeans) take(row []results.Cell) {
	if d.values == nil {
		d.values = map[blame]*shareValues{}
	}
	text := func(i int) string { word, _ := row[i].Text(); return word }
	key := blame{measure: text(2), cause: text(3), on: text(4), item: text(5)}
	v := d.values[key]
	if v == nil {
		v = &shareValues{}
		d.values[key], d.order = v, append(d.order, key)
	}
	x, exists := row[6].Float()
	if !exists {
		x = math.NaN()
	}
	v.values = append(v.values, x)
	if se, drawn := row[7].Float(); drawn {
		v.variances = append(v.variances, se*se)
	}
}

// flush writes the rows of a point.
func (d *shareMeans) flush() {
	for _, key := range d.order {
		v := d.values[key]
		xs := slices.DeleteFunc(slices.Clone(v.values), math.IsNaN)
		se, n := results.Null(), float64(len(xs))
		if len(v.variances) > 0 {
			se = results.Float(math.Sqrt(stats.Sum(v.variances)) / n)
		}
		d.row(key, append(interval(stats.Mean(xs, level)), se, results.Int(int64(n))))
	}
	if len(d.order) > 0 {
		d.tails()
		d.triggers()
	}
	d.order, d.values = nil, nil
}

func (d *shareMeans) row(key blame, numbers []results.Cell) {
	row := []results.Cell{results.Int(int64(d.point))}
	for i, a := range d.study.Axes {
		row = append(row, a.cell(d.study.Points[d.point].Values[i]))
	}
	row = append(row, results.Text(key.measure), results.Text(key.cause), results.Text(key.on), results.Text(key.item))
	d.table.Append(append(row, numbers...)) // a table in memory takes every row that has its columns
}

// triggers is n_i/Σn: each lender's share of the coins that come up for sale within 1% of price, where those of all lenders
// together are most. The impact cancels.
func (d *shareMeans) triggers() {
	w := d.study.Points[d.point].World
	from, to, all := profileOf(w).Densest()
	if all == 0 {
		return
	}
	for _, c := range w.Lenders {
		own := profileOf(&sim.World{Common: w.Common, Price: w.Price, Lenders: []sim.Copies{c}})
		part := (own.Sold(to) - own.Sold(math.Nextafter(from, 1))) / all
		d.row(blame{measure: triggerShare, cause: c.Charter.Name, on: allLenders, item: "coins"}, []results.Cell{results.Float(part), {}, {}, {}, {}})
	}
}
