package plots

import (
	"cmp"
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// impact draws what large sales did to an order book: cost of a sweep and displacement of paced sales against their size,
// on log axes, with 95% intervals, and the fitted power through each speed; all of them, or only one sort. What noise has made negative is not drawn.
func impact(s source, what string) (*figure, error) {
	series, err := s.impacts(what)
	if err != nil {
		return nil, err
	}
	p := newPanel("BTC sold", "impact (bp)")
	p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, decades{number{}}
	p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, decades{number{}}
	f := &figure{
		title: "What a large sale does to the book",
		note: fmt.Sprintf("Sweep: mid over average fill of one market order. Paced: mid without over with the sale at its last fill. "+
			"Bars: 95%% intervals of means over %s starts; lines: power laws.", counted(float64(series[0].starts))),
		width: columnWidth, height: 210, panels: []*panel{p}, data: newSheet("impact", "btc", "BTC"),
	}
	for i, one := range series {
		one.draw(p, f, i)
	}
	air(&p.X, 0.04, 0.04)
	air(&p.Y, 0.04, 0.06)
	return f, nil
}

// A speedSeries is the sales of one speed, impact in bp.
type speedSeries struct {
	words              string
	btc, moved, lo, hi []float64
	slope, least, most float64
	starts             int64
	share              float64 // participation; NaN for a sweep
}

// impacts reads table impact, speed by speed, in its order.
func (s source) impacts(what string) (series []speedSeries, err error) {
	columns := []string{"kind", "participation", "btc", "impact", "lo", "hi", "slope", "slope_lo", "slope_hi", "starts"}
	err = s.cells("impact", columns, func(c []results.Cell) {
		share, btc := valueOf(c[1]), valueOf(c[2])
		if kind, _ := c[0].Text(); what != "" && kind != what || !(btc > 0) {
			return
		}
		last := len(series) - 1
		if last < 0 || series[last].share != share && !(math.IsNaN(share) && math.IsNaN(series[last].share)) {
			n, _ := c[9].Int()
			series = append(series, speedSeries{words: wordsOfSpeed(share), share: share, starts: n, slope: valueOf(c[6]), least: valueOf(c[7]), most: valueOf(c[8])})
			last++
		}
		one := &series[last]
		one.btc, one.moved = append(one.btc, btc), append(one.moved, positive(1e4*valueOf(c[3])))
		one.lo, one.hi = append(one.lo, 1e4*valueOf(c[4])), append(one.hi, positive(1e4*valueOf(c[5])))
	})
	if err == nil && len(series) == 0 {
		err = fmt.Errorf("table impact has no %s sales", cmp.Or(what, "large"))
	}
	return series, err
}

func wordsOfSpeed(share float64) string {
	if math.IsNaN(share) {
		return "sweep"
	}
	return "paced at " + brief(100*share) + "%"
}

// positive is x, or NaN where a log axis has no place for it.
func positive(x float64) float64 {
	if x > 0 {
		return x
	}
	return math.NaN()
}

// draw adds points with intervals and the power law through them.
func (o *speedSeries) draw(p *panel, f *figure, i int) {
	style := stroke(i)
	lo, hi := make([]float64, len(o.lo)), make([]float64, len(o.hi))
	for k := range lo {
		lo[k], hi[k] = math.Max(o.lo[k], o.moved[k]/3), o.hi[k] // an interval that reaches below zero is cut
	}
	symbol := draw.GlyphStyle{Color: style.Color, Radius: vg.Points(2), Shape: shapes[i%len(shapes)]}
	p.add(whiskers{o.btc, lo, hi, line(style.Color, 0.8)}, curve{xs: o.btc, ys: o.moved, symbol: symbol})
	words := o.words
	if fitted := o.fitted(); fitted != nil {
		words += ", slope " + hundredths(o.slope)
		if !math.IsNaN(o.least + o.most) {
			words += " (" + hundredths(o.least) + " to " + hundredths(o.most) + ")"
		}
		p.add(curve{xs: o.btc, ys: fitted, style: style})
		enter(f.data, o.words+" fitted", o.btc, fitted, nil, nil)
	}
	p.key = append(p.key, entry{words: words, line: style, symbol: symbol})
	enter(f.data, o.words, o.btc, o.moved, o.lo, o.hi)
}

func hundredths(x float64) string { return fmt.Sprintf("%.2f", x) }

// fitted is the power law of the slope through the points, each weighted by how well it is known; nil without a slope.
func (o *speedSeries) fitted() []float64 {
	if math.IsNaN(o.slope) {
		return nil
	}
	var products, squares float64
	for k, x := range o.btc {
		if width := o.hi[k] - o.lo[k]; width > 0 && !math.IsNaN(o.moved[k]) {
			shape := math.Pow(x, o.slope)
			products += o.moved[k] * shape / (width * width)
			squares += shape * shape / (width * width)
		}
	}
	ys := make([]float64, len(o.btc))
	for k, x := range o.btc {
		ys[k] = positive(products / squares * math.Pow(x, o.slope))
	}
	return ys
}
