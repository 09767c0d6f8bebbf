package experiments

import (
	"cmp"
	"math"
	"slices"

	"firesale/agents/borrower"
	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim/record"
)

// What studies with borrowers who act have beside the others: which first margin calls are cured, by the speed of the fall.

const (
	curesTable        = "cures"
	curesSummaryTable = "cures_summary"
)

// Answers reports whether borrowers answer their margin calls at any point.
func (s *Study) Answers() bool {
	for _, p := range s.Points {
		for _, l := range p.World.Lenders {
			if l.Charter.Borrowers != nil {
				return true
			}
		}
	}
	return false
}

func curesKey() []results.Column {
	return []results.Column{
		{Name: "lender", Kind: results.Texts, Doc: "all its copies"},
		{Name: "fall_from", Unit: "1", Doc: "least fall of the price in the day before the call, in daily standard deviations of price.volatility; the first bin is open"},
		{Name: "fall_to", Unit: "1", Doc: "largest; the last bin is open"},
	}
}

func curesColumns() []results.Column {
	return append(append(keyColumns(), curesKey()...),
		results.Column{Name: "called", Kind: results.Ints, Unit: "loans", Doc: "called for the first time in such a fall"},
		results.Column{Name: "cured", Kind: results.Ints, Unit: "loans", Doc: "of these, whose borrower cured that call while it was open"},
		results.Column{Name: "fall", Unit: "1", Doc: "mean of the falls"})
}

// curesRows is the tallies of a run, copies of a lender together.
func curesRows(point, replication int, lenders []record.Lender) (rows [][]results.Cell) {
	for i := 0; i < len(lenders); {
		name, sums := lenders[i].Name, map[float64]record.Cures{}
		var order []float64
		for ; i < len(lenders) && lenders[i].Name == name; i++ {
			for _, c := range lenders[i].Cures {
				sum, seen := sums[c.From]
				if !seen {
					order = append(order, c.From)
				}
				all := float64(sum.Called + c.Called)
				sums[c.From] = record.Cures{From: c.From, To: c.To, Called: sum.Called + c.Called, Cured: sum.Cured + c.Cured,
					Fall: (sum.Fall*float64(sum.Called) + c.Fall*float64(c.Called)) / all}
			}
		}
		for _, from := range order {
			c := sums[from]
			rows = append(rows, []results.Cell{results.Int(int64(point)), results.Int(int64(replication)), results.Text(name),
				results.Float(c.From), results.Float(c.To), results.Int(int64(c.Called)), results.Int(int64(c.Cured)), results.Float(c.Fall)})
		}
	}
	return rows
}

// curesSummary is the share of calls that are cured, speed by speed, over the runs of a point.
func (s *Study) curesSummary(dir string) (*results.Table, error) {
	cols := append([]results.Column{{Name: "point", Kind: results.Ints, Doc: "setting of the design, from 0"}}, s.axisColumns()...)
	cols = append(append(cols, curesKey()...),
		results.Column{Name: "fall", Unit: "1", Doc: "mean of the falls"},
		results.Column{Name: "called", Kind: results.Ints, Unit: "loans", Doc: "called for the first time in such a fall"},
		results.Column{Name: "share", Unit: "1", Doc: "of these, whose borrower cured that call while it was open"},
		results.Column{Name: "lo", Unit: "1", Doc: "lower end of its 95% interval: runs are clusters of calls"},
		results.Column{Name: "hi", Unit: "1", Doc: "upper end"},
		results.Column{Name: "runs", Kind: results.Ints, Doc: "with such calls"},
		results.Column{Name: "able", Unit: "1", Doc: "probability that a borrower is able and willing, by the law of kind hazard at the mean fall; null for others"},
		results.Column{Name: "in_time", Unit: "1", Doc: "and cures before a fall that goes on at that speed reaches the liquidation threshold"})
	t := results.NewTable(curesSummaryTable, cols)
	d := cureMeans{study: s, table: t, values: map[cureKey]*cureValues{}}
	err := results.Scan(dir, curesTable, func(row []results.Cell) error {
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

// cureMeans gathers the tallies of one point, in the order of lenders and speeds.
type cureMeans struct {
	study  *Study
	table  *results.Table
	point  int
	order  []cureKey
	values map[cureKey]*cureValues
}

type cureKey struct {
	lender   string
	from, to float64
}

// cureValues is one speed over the runs.
type cureValues struct{ called, cured, falls []float64 }

func (d *cureMeans) take(row []results.Cell) {
	number := func(i int) float64 { x, _ := row[i].Float(); return x }
	lender, _ := row[2].Text()
	key := cureKey{lender, number(3), number(4)}
	v := d.values[key]
	if v == nil {
		v = &cureValues{}
		d.values[key], d.order = v, append(d.order, key)
	}
	v.called, v.cured = append(v.called, number(5)), append(v.cured, number(6))
	v.falls = append(v.falls, number(5)*number(7))
}

// flush writes the rows of a point.
func (d *cureMeans) flush() {
	slices.SortFunc(d.order, func(a, b cureKey) int { return cmp.Or(cmp.Compare(a.lender, b.lender), cmp.Compare(a.from, b.from)) })
	for _, key := range d.order {
		d.row(key, d.values[key])
	}
	d.order, d.values = nil, map[cureKey]*cureValues{}
}

func (d *cureMeans) row(key cureKey, v *cureValues) {
	p := &d.study.Points[d.point]
	row := []results.Cell{results.Int(int64(d.point))}
	for i, a := range d.study.Axes {
		row = append(row, a.cell(p.Values[i]))
	}
	all := stats.Sum(v.called)
	fall := stats.Sum(v.falls) / all
	row = append(row, results.Text(key.lender), results.Float(key.from), results.Float(key.to), results.Float(fall), results.Int(int64(all)))
	row = append(row, interval(stats.ShareOfClusters(v.cured, v.called, level))...)
	row = append(row, results.Int(int64(len(v.called))))
	able, inTime, known := p.Spec.curesAt(key.lender, fall)
	d.table.Append(append(row, results.Maybe(able, known), results.Maybe(inTime, known))) // in memory: it takes every row that has its columns
}

// curesAt is the law of kind hazard for a first call in a fall of z daily standard deviations a day:
//
//	able     π₀·exp(−a_x·z⁺)
//	in time  able · Φ((ln T − ln median)/sigma),  T = ln(L_liq/L_call) · √365/(z·σ) days
//
// T being the time that a fall which goes on at that speed takes from the call to the liquidation threshold.
func (s *Spec) curesAt(lender string, z float64) (able, inTime float64, known bool) {
	t := s.Lender[lender]
	h, ok := t.Borrower.Params.(*borrower.Hazard)
	if !ok {
		return 0, 0, false
	}
	able = h.Chance(1) * math.Exp(-h.Severity*max(z, 0))
	if z <= 0 {
		return able, able, true
	}
	trip := 24 * math.Log(t.Terms.Terms.LiquidationLTV.Float()/t.Terms.Terms.MarginCallLTV.Float()) * math.Sqrt(365) / (z * float64(s.Price.Volatility))
	return able, able * h.Within(trip), true
}
