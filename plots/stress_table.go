package plots

import (
	"math"
	"strings"

	"firesale/experiments/results"
)

// stressTable draws a metric over a grid of two addresses, the first across and the second up, as a table of
// coloured cells with the value in each. Of a loss it also draws the break-even line, where the first dollar is
// lost. The preset metric is the loss of the first note that loses anything, else the shortfall of the loans,
// else the drawdown.
func stressTable(s source, what string) (*figure, error) {
	metric := what
	if metric == "" {
		metric = s.firstLoss()
	}
	e, err := s.estimates(metric)
	if err != nil {
		return nil, err
	}
	if err := e.drawable(); err != nil {
		return nil, err
	}
	l, fixed, err := e.lattice()
	if err != nil {
		return nil, err
	}
	label, number := quantity(e.metric)
	low, high := l.reach()
	if isLoss(metric) {
		low = math.Min(0, low)
	}
	p := newPanel(l.x.label(), l.y.label())
	p.bare = true
	p.scale = &colours{low: low, high: high, label: label, ticks: number}
	f := &figure{
		title: heading(label, e.metric) + " over " + spoken(l.x.name) + " and " + spoken(l.y.name),
		note:  e.cellNote(fixed), panels: []*panel{p}, data: latticeSheet("stress-table", l),
		width: columnWidth, height: 205,
	}
	if len(l.xs) > 7 {
		f.width = pageWidth
	}
	cells := p.cells(l, number)
	p.add(cells)
	if isLoss(metric) {
		p.breakEven(l, f.data)
	}
	p.add(lettering{cells})
	p.X.Tick.Marker, p.Y.Tick.Marker = ticks(l.xWords), ticks(l.yWords)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0.5, float64(len(l.xs))+0.5, 0.5, float64(len(l.ys))+0.5
	return f, nil
}

// firstLoss chooses what a stress table is about. A table that cannot be read has no losses here; reading the
// chosen metric then says what is wrong.
func (s source) firstLoss() string {
	columns, _ := s.columns("summary")
	chosen := "drawdown"
	for _, c := range columns {
		metric, isMean := strings.CutSuffix(c.Name, ".mean")
		if !isMean || !isLoss(metric) || strings.HasSuffix(metric, "."+residual) {
			continue
		}
		most := math.Inf(-1)
		_ = s.rows("summary", []string{c.Name}, func(v []float64) {
			if v[0] > most {
				most = v[0]
			}
		})
		if most > 0 && metric != "shortfall_usd" {
			return metric
		}
		if most >= 0 {
			chosen = metric
		}
	}
	return chosen
}

func isLoss(metric string) bool {
	return metric == "shortfall_usd" || strings.HasPrefix(metric, "loss_usd.")
}

// breakEven draws the contour of the first dollar, and says in the key where it would be if it is not on the table.
func (p *panel) breakEven(l *lattice, sheet *results.Table) {
	low, high := l.reach()
	style := line(blue, 1.4)
	switch {
	case high <= 0:
		p.key = append(p.key, entry{words: "nothing is lost in any cell"})
		return
	case low > 0:
		p.key = append(p.key, entry{words: "something is lost in every cell"})
		return
	}
	pieces := l.contour(0)
	p.add(polylines{pieces, style})
	p.key = append(p.key, entry{words: "first dollar lost (break-even)", line: style})
	l.enter(sheet, "break-even", pieces, 0)
}
