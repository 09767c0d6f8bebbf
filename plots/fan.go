package plots

import (
	"fmt"
	"math"
	"slices"

	"firesale/experiments/stats"
)

// fewPaths is the number of kept replications below which quantiles say less than the paths themselves.
const fewPaths = 8

// fan draws how the kept paths of one point spread over time: median, middle half and middle nine tenths at each
// time, and the same without feedback. It shows the distribution at a time, never a path: no single path runs
// along a quantile. With few paths it draws them all.
func fan(s source, what string) (*figure, error) {
	if s.chanceColumns() != nil {
		return nil, fmt.Errorf("paths of a rare study are not alike: their quantiles say nothing of what is probable")
	}
	gaps, order, err := s.feedback()
	if err != nil {
		return nil, err
	}
	point, err := strongest(gaps, order, what)
	if err != nil {
		return nil, err
	}
	paths, err := s.paths(point)
	if err != nil {
		return nil, err
	}
	if paths[0].span() == 0 {
		return nil, fmt.Errorf("the series of %s have a single row", s.setting(point))
	}
	p := newPanel("", "price of a bitcoin")
	p.Y.Tick.Marker = dollars
	f := &figure{
		title: "How prices spread over time",
		note:  s.at(point, "%s kept.", replications(len(paths))),
		width: columnWidth, height: 190, panels: []*panel{p}, data: newSheet("fan", "time_h", "h"),
	}
	if len(paths) < fewPaths {
		f.each(p, paths)
	} else {
		f.quantiles(p, paths)
	}
	x := paths[0]
	for _, q := range paths {
		if q.span() > x.span() {
			x = q
		}
	}
	x.onAxis(p)
	air(&p.Y, 0.03, 0.03)
	return f, nil
}

// each draws every path.
func (f *figure) each(p *panel, paths []*path) {
	withFeedback, twin := line(vermillion, 0.7), line(blue, 0.6, 3, 1.5)
	p.key = []entry{{words: "price", line: withFeedback}}
	if slices.ContainsFunc(paths, (*path).leavesTwin) {
		p.key = []entry{{words: "with feedback", line: withFeedback}, {words: "without", line: twin}}
	}
	for _, q := range paths {
		name := fmt.Sprintf("replication %d", q.replication)
		xs, ys := thin(q.hours, q.twin, int(columnWidth*perPoint))
		p.add(curve{xs: xs, ys: ys, style: twin})
		enter(f.data, name+", without feedback", q.hours, q.twin, nil, nil)
		xs, ys = thin(q.hours, q.price, int(columnWidth*perPoint))
		p.add(curve{xs: xs, ys: ys, style: withFeedback})
		enter(f.data, name, q.hours, q.price, nil, nil)
	}
}

// quantiles draws bands of the price and lines of its twin.
func (f *figure) quantiles(p *panel, paths []*path) {
	price := spread(paths, func(q *path) []float64 { return q.price })
	twin := spread(paths, func(q *path) []float64 { return q.twin })
	outer := band{xs: price.hours, low: price.at[0], high: price.at[4], fill: tint(vermillion, 0.18)}
	inner := band{xs: price.hours, low: price.at[1], high: price.at[3], fill: tint(vermillion, 0.38)}
	middle := curve{xs: price.hours, ys: price.at[2], style: line(vermillion, 1.1)}
	p.add(outer, inner, middle)
	p.key = []entry{{words: "median", line: middle.style}, {words: "25–75%", fill: inner.fill}, {words: "5–95%", fill: outer.fill}}
	enter(f.data, "5–95%", outer.xs, price.at[2], outer.low, outer.high)
	enter(f.data, "25–75%", inner.xs, price.at[2], inner.low, inner.high)
	if len(unbroken(twin.hours, twin.at[2])) == 0 {
		return
	}
	style := line(blue, 0.9, 3, 1.5)
	p.add(curve{xs: twin.hours, ys: twin.at[2], style: style})
	for _, i := range []int{0, 4} {
		p.add(curve{xs: twin.hours, ys: twin.at[i], style: line(blue, 0.6, 1, 1.3)})
	}
	p.key = append(p.key, entry{words: "without feedback: median", line: style}, entry{words: "5%, 95%", line: line(blue, 0.6, 1, 1.3)})
	enter(f.data, "without feedback, 5–95%", twin.hours, twin.at[2], twin.at[0], twin.at[4])
}

// levels of the quantiles of a fan.
var levels = [5]float64{0.05, 0.25, 0.5, 0.75, 0.95}

type quantiles struct {
	hours []float64
	at    [5][]float64
}

// spread takes the quantiles over paths, at as many times as a column can show.
func spread(paths []*path, of func(*path) []float64) quantiles {
	steps := len(paths[0].hours)
	for _, p := range paths {
		steps = min(steps, len(p.hours))
	}
	var out quantiles
	stride := max(1, steps/int(columnWidth*perPoint))
	for i := 0; i < steps; i += stride {
		var values []float64
		for _, p := range paths {
			if v := of(p)[i]; !math.IsNaN(v) {
				values = append(values, v)
			}
		}
		out.hours = append(out.hours, paths[0].hours[i])
		at := []float64{math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()}
		if len(values) > 0 {
			at = stats.Quantiles(values, levels[:]...)
		}
		for q := range at {
			out.at[q] = append(out.at[q], at[q])
		}
	}
	return out
}
