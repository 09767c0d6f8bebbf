package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"
)

// A path is the kept series of one replication.
type path struct {
	cell
	hours, price, twin, sold []float64
	others                   []float64 // sold by other leverage; nil where the study has none
	rounds                   bool      // an instant run: hours holds the number of the round, for no time passes
	dated                    time.Time // a replayed price: the date at which it starts
}

// leverageColumn is what other leverage sold in a step.
const leverageColumn = "leverage_btc"

// paths reads the kept series of one point, a path for each replication, in their order.
func (s source) paths(point int) ([]*path, error) {
	var all []*path
	columns := []string{"point", "replication", "time_h", "price_usd", "price_exogenous_usd", "sold_btc"}
	_, leveraged := s.column("paths", leverageColumn)
	if leveraged {
		columns = append(columns, leverageColumn)
	}
	err := s.rows("paths", columns, func(v []float64) {
		if math.IsNaN(v[2]) {
			return
		}
		at := cell{int(v[0]), int(v[1])}
		if len(all) == 0 || all[len(all)-1].cell != at {
			all = append(all, &path{cell: at})
		}
		p := all[len(all)-1]
		p.hours, p.price = append(p.hours, v[2]), append(p.price, v[3])
		p.twin, p.sold = append(p.twin, v[4]), append(p.sold, v[5])
		if leveraged {
			p.others = append(p.others, v[6])
		}
	}, atPoint(point)...)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("the kept series of %s have no times", s.setting(point))
	}
	start, _ := s.history()
	for _, p := range all {
		p.count()
		p.dated = start
	}
	return all, err
}

// sells tells whether anybody sold.
func (p *path) sells() bool {
	some := func(btc float64) bool { return btc > 0 }
	return slices.ContainsFunc(p.sold, some) || slices.ContainsFunc(p.others, some)
}

// leavesTwin tells whether feedback moved the price at all: without it the two lines are one.
func (p *path) leavesTwin() bool {
	for i, usd := range p.price {
		if math.Abs(p.twin[i]/usd-1) > 1e-9 { // never for NaN
			return true
		}
	}
	return false
}

// count replaces the times of an instant run by the numbers of its rounds.
func (p *path) count() {
	if p.rounds = p.hours[len(p.hours)-1] <= p.hours[0]; p.rounds {
		for i := range p.hours {
			p.hours[i] = float64(i)
		}
	}
}

// shortest is the number of hours from which on a replay has dates on its axis: below it a day is no unit.
const shortest = 72

// span is the length of the path on its time axis.
func (p *path) span() float64 { return p.hours[len(p.hours)-1] - p.hours[0] }

// step is the length of one step; the time of a row is that of its step's end.
func (p *path) step() float64 { return p.span() / float64(max(1, len(p.hours)-1)) }

// onAxis gives a panel the time axis of a path; it begins with the first step, not with its end.
func (p *path) onAxis(panel *panel) {
	panel.X.Min, panel.X.Max = p.start(), p.hours[len(p.hours)-1]
	switch {
	case p.rounds:
		panel.X.Tick.Marker, panel.X.Label.Text = number{counts: true}, "round"
	case !p.dated.IsZero() && p.span() > shortest:
		panel.X.Tick.Marker, panel.X.Label.Text = calendar{p.dated}, "date, from "+p.dated.Format("2 January 2006")
	default:
		panel.X.Tick.Marker, panel.X.Label.Text = clock{}, clock{}.label(p.span())
	}
}

func (p *path) start() float64 { return math.Max(0, p.hours[0]-p.step()) }

// binWidths are the lengths in hours into which sales are gathered.
var binWidths = []float64{1. / 60, 5. / 60, .25, .5, 1, 2, 3, 6, 12, 24, 48, 24 * 7, 24 * 14, 24 * 30, 24 * 91, 8760}

// binWidth is the least of binWidths, and not below a step, that leaves at most a hundred bars.
func (p *path) binWidth() float64 {
	if p.rounds {
		return math.Max(1, math.Ceil(p.span()/100))
	}
	for _, w := range binWidths {
		if w >= p.step()*(1-1e-6) && p.span()/w <= 100 {
			return w
		}
	}
	return p.span() / 100
}

// weighted is a quantile of values by weight.
func weighted(q float64, values, weights []float64) float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	xs, ws := make([]float64, len(values)), make([]float64, len(values))
	for i, at := range order {
		xs[i], ws[i] = values[at], weights[at]
	}
	return stat.Quantile(q, stat.Empirical, xs, ws)
}
