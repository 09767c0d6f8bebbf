package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"firesale/experiments/results"
)

// salesPanel draws the bitcoin sold in each interval of time. Where the events tell the generation of every sale of a
// lender, what would have been sold anyway stands apart from what other sales caused. What other leverage sold lies on top.
func salesPanel(s source, p *path, sheet *results.Table) *panel {
	width := p.binWidth()
	panel := newPanel("", "BTC sold")
	panel.Y.Tick.Marker = number{want: 3}
	p.onAxis(panel)
	n := int(math.Ceil(p.span()/width-1e-9)) + 1
	bins := grid{start: p.start(), width: width, step: p.step(), sums: make([]float64, n)}
	bins.addAll(p.hours, p.sold)
	each, others := lasting(width, p.rounds), "other leverage"
	if p.others != nil && total(bins.sums) == 0 {
		others += " sold each " + each // alone, so it says what the bars are
	} else {
		panel.lenders(s, p, bins, each, sheet)
	}
	if p.others != nil {
		base := slices.Clone(bins.sums)
		bins.addAll(p.hours, p.others)
		panel.stack(sheet, bins, others, green, base, bins.sums)
	}
	panel.Y.Min = 0
	if panel.Y.Max <= 0 {
		panel.Y.Max = 1
	}
	air(&panel.Y, 0, 0.06)
	return panel
}

// lenders stacks what lenders sold in each interval.
func (p *panel) lenders(s source, of *path, sold grid, each string, sheet *results.Table) {
	who, nothing := "sold", make([]float64, len(sold.sums))
	if of.others != nil {
		who = "lenders sold"
	}
	switch anyway := s.anyway(of, sold); {
	case anyway == nil || !of.leavesTwin(): // without feedback there is nothing to tell apart
		p.stack(sheet, sold, fmt.Sprintf("%s each %s", who, each), orange, nothing, sold.sums)
	case total(sold.sums)-total(anyway) < 1e-9*total(sold.sums):
		p.stack(sheet, sold, fmt.Sprintf("%s without feedback, too (bars: %s)", who, each), sky, nothing, anyway)
	default:
		p.stack(sheet, sold, who+" without feedback, too", sky, nothing, anyway)
		p.stack(sheet, sold, fmt.Sprintf("caused by other sales (bars: %s)", each), vermillion, anyway, sold.sums)
	}
}

// A grid gathers amounts into intervals of equal length.
type grid struct {
	start, width, step float64
	sums               []float64
}

// addAll books the amounts of steps that ended at the given times.
func (g grid) addAll(ends, amounts []float64) {
	for i, amount := range amounts {
		g.add(ends[i], amount)
	}
}

// add books an amount of the step that a time lies in, or ends: a sale in an order book has its own instant, and belongs
// to the interval to which the series of the path books it.
func (g grid) add(at, amount float64) {
	if math.IsNaN(at + amount) {
		return
	}
	steps := math.Ceil((at-g.start)/g.step - 1e-6)
	place := math.Max(0, (steps-0.5)*g.step) / g.width
	g.sums[int(math.Min(float64(len(g.sums)-1), place))] += amount
}

// anyway is what of the sales in each interval was of generation 0; nil if the events do not account for the
// sales of the path within a thousandth.
func (s source) anyway(p *path, all grid) []float64 {
	first := grid{start: all.start, width: all.width, step: all.step, sums: make([]float64, len(all.sums))}
	var told float64
	err := s.cells("events", []string{"kind", "time_h", "btc", "generation"}, func(c []results.Cell) {
		if kind, _ := c[0].Text(); kind != "sale" {
			return
		}
		btc, generation := math.Abs(valueOf(c[2])), valueOf(c[3])
		if math.IsNaN(btc + generation) {
			return
		}
		told += btc
		if generation == 0 {
			first.add(valueOf(c[1]), btc)
		}
	}, p.cell.rows()...)
	var sold float64
	for _, btc := range all.sums {
		sold += btc
	}
	if err != nil || p.rounds || sold == 0 || math.Abs(told-sold) > sold/1000 {
		return nil
	}
	for i, btc := range first.sums {
		first.sums[i] = math.Min(btc, all.sums[i])
	}
	return first.sums
}

// stack adds one layer of bars and its entry in the key.
func (p *panel) stack(sheet *results.Table, g grid, words string, fill color.RGBA, base, top []float64) {
	b := bars{base: base, top: top, fill: fill}
	var amounts []float64
	for i := range base {
		left := g.start + float64(i)*g.width
		b.left, b.right = append(b.left, left), append(b.right, left+g.width)
		amounts = append(amounts, top[i]-base[i])
	}
	x0, x1 := p.X.Min, p.X.Max
	p.add(b)
	p.X.Min, p.X.Max = x0, x1 // the last interval may reach past the end of the run
	p.key = append(p.key, entry{words: words, fill: fill})
	enter(sheet, words, b.left, amounts, nil, nil)
}

// lasting writes out the length of an interval.
func lasting(hours float64, rounds bool) string {
	switch {
	case rounds && hours == 1:
		return "round"
	case rounds:
		return fmt.Sprintf("%g rounds", hours)
	case hours < 1:
		return fmt.Sprintf("%.3g min", hours*60)
	case hours < 48:
		return fmt.Sprintf("%.3g h", hours)
	}
	return fmt.Sprintf("%.3g d", hours/24)
}
