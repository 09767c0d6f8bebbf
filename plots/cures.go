package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// cures draws which share of the loans that are called for the first time is cured while the call is open, against how fast
// the price fell in the day before, with 95% intervals, a lender a colour; and the law behind it: who is able and willing, and
// whose cure comes before a fall that goes on at that speed reaches the liquidation threshold. All points together, unless
// they differ in borrowers or terms: then the one asked for, or the first at which anybody cures.
func cures(s source, what string) (*figure, error) {
	only, err := s.curesPoint(what)
	if err != nil {
		return nil, err
	}
	lenders, err := s.cures(only)
	if err != nil {
		return nil, err
	}
	all := mostCalled(lenders, manyLines) // more would share their styles
	p := newPanel("fall of the price in the day before the call (daily standard deviations)", "calls cured")
	p.Y.Tick.Marker = percent
	called, most := 0.0, 0.0
	f := &figure{title: "Who answers in time", width: columnWidth, height: 210, panels: []*panel{p}, data: newSheet("cures", "fall", "1")}
	for i, one := range all {
		one.draw(p, f, i, len(all) > 1)
		for k := range one.falls {
			called, most = called+one.called[k], math.Max(most, one.runs[k])
		}
	}
	if only >= 0 && len(s.addresses()) > 0 {
		f.note = s.setting(only) + ". "
	}
	f.note += fmt.Sprintf("Dots: share of %s first margin calls that was cured while they were open, 95%% intervals over up to %s. "+
		"A call that is withdrawn, or still open at the end, counts as not cured.", counted(called), replications(int(most)))
	if len(all) < len(lenders) {
		f.note += fmt.Sprintf(" The %d of %d lenders with the most calls.", len(all), len(lenders))
	}
	p.Y.Min = 0
	air(&p.X, 0.03, 0.03)
	air(&p.Y, 0, 0.06)
	return f, nil
}

// cureSeries is one lender's calls by speed, slow falls first.
type cureSeries struct {
	lender               string
	falls, share, lo, hi []float64
	able, inTime         []float64
	called, runs, point  []float64
}

// mostCalled are at most n of the lenders, those with the most calls, in their order.
func mostCalled(all []cureSeries, n int) []cureSeries {
	if len(all) <= n {
		return all
	}
	calls := func(o cureSeries) float64 { return total(o.called) }
	ranked := slices.SortedStableFunc(slices.Values(all), func(a, b cureSeries) int { return cmp.Compare(calls(b), calls(a)) })
	return slices.DeleteFunc(slices.Clone(all), func(o cureSeries) bool {
		return !slices.ContainsFunc(ranked[:n], func(kept cureSeries) bool { return kept.lender == o.lender })
	})
}

// curesPoint is the point that is shown; −1 is all of them together.
func (s source) curesPoint(what string) (only int, err error) {
	if what != "" {
		if only, err = strconv.Atoi(what); err != nil {
			return 0, fmt.Errorf("point %q: want its number, from 0", what)
		}
		return only, nil
	}
	if !slices.ContainsFunc(s.addresses(), changesCures) {
		return -1, nil
	}
	cured := false
	err = s.rows("cures_summary", []string{"point", "share"}, func(v []float64) {
		if !cured && v[1] > 0 {
			only, cured = int(v[0]), true
		}
	})
	return only, err
}

// cures reads table cures_summary, lender by lender, at one point or (−1) at all.
func (s source) cures(only int) (all []cureSeries, err error) {
	columns := []string{"point", "fall", "share", "lo", "hi", "able", "in_time", "called", "runs"}
	names := append(slices.Clone(columns), "lender")
	err = s.cells("cures_summary", names, func(c []results.Cell) {
		lender, _ := c[len(columns)].Text()
		if only >= 0 && valueOf(c[0]) != float64(only) {
			return
		}
		i := slices.IndexFunc(all, func(o cureSeries) bool { return o.lender == lender })
		if i < 0 {
			i, all = len(all), append(all, cureSeries{lender: lender})
		}
		o := &all[i]
		for k, to := range []*[]float64{&o.point, &o.falls, &o.share, &o.lo, &o.hi, &o.able, &o.inTime, &o.called, &o.runs} {
			*to = append(*to, valueOf(c[k]))
		}
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("nobody was called at %s", map[bool]string{true: "any point", false: fmt.Sprintf("point %d", only)}[only < 0])
	}
	for i := range all {
		all[i].sort()
	}
	return all, err
}

// changesCures reports whether points that differ in an address have other laws, or other trips from call to sale.
func changesCures(address results.Column) bool {
	return strings.Contains(address.Name, ".borrower.") || strings.Contains(address.Name, ".terms.") || address.Name == "price.volatility"
}

// sort puts slow falls first, of all points together.
func (o *cureSeries) sort() {
	order := make([]int, len(o.falls))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(o.falls[i], o.falls[j]) })
	for _, xs := range []*[]float64{&o.point, &o.falls, &o.share, &o.lo, &o.hi, &o.able, &o.inTime, &o.called, &o.runs} {
		sorted := make([]float64, len(order))
		for to, from := range order {
			sorted[to] = (*xs)[from]
		}
		*xs = sorted
	}
}

func (o *cureSeries) draw(p *panel, f *figure, i int, named bool) {
	style, words := stroke(i), "cured"
	if named {
		words = o.lender
	}
	symbol := draw.GlyphStyle{Color: style.Color, Radius: vg.Points(2), Shape: shapes[i%len(shapes)]}
	if slices.ContainsFunc(o.able, func(x float64) bool { return !math.IsNaN(x) }) {
		willing, inTime := line(quiet, 0.8, 3, 1.5), line(style.Color, 0.8)
		p.add(curve{xs: o.falls, ys: o.able, style: willing}, curve{xs: o.falls, ys: o.inTime, style: inTime})
		if i == 0 {
			p.key = append(p.key, entry{words: "law: able and willing", line: willing}, entry{words: "and before the fall reaches the sale", line: inTime})
		}
		enter(f.data, o.lender+" able", o.falls, o.able, nil, nil)
		enter(f.data, o.lender+" in time", o.falls, o.inTime, nil, nil)
	}
	p.add(whiskers{o.falls, o.lo, o.hi, line(style.Color, 0.8)}, curve{xs: o.falls, ys: o.share, symbol: symbol})
	p.key = append(p.key, entry{words: words, symbol: symbol})
	enter(f.data, o.lender+" cured", o.falls, o.share, o.lo, o.hi)
}
