package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// highestLTV is where the axis of the distribution ends: what lies beyond is gathered into the last bar.
const highestLTV = 1.5

// ltv draws how principal is spread over loan-to-value at the start and at the end of the runs of one point (mean
// over the kept replications), with the thresholds that the loans' wake prices imply. Loans that were closed are
// missing at the end: the two areas differ by them.
func ltv(s source, what string) (*figure, error) {
	h, err := s.histograms()
	if err != nil {
		return nil, err
	}
	point, err := h.choose(s, what)
	if err != nil {
		return nil, err
	}
	before, after := h.mean(point, "start"), h.mean(point, "end")
	if total(before)+total(after) == 0 {
		return nil, fmt.Errorf("no loan was open in %s", s.setting(point))
	}
	p := newPanel("loan-to-value", "principal per 1% of LTV")
	p.X.Tick.Marker, p.Y.Tick.Marker = percent, dollars
	f := &figure{
		title: "Loan-to-value before and after",
		note: s.at(point, "%s. Open principal %s at the start, %s at the end.",
			meanOf(len(h.seen[point])), dollars.one(total(before)), dollars.one(total(after))),
		width: columnWidth, height: 180, panels: []*panel{p}, data: newSheet("ltv", "ltv", "lower edge of a bin"),
	}
	xs, ys := outlined(before)
	start := band{xs: xs, low: make([]float64, len(xs)), high: ys, fill: tint(blue, 0.35)}
	xs, ys = outlined(after)
	end := curve{xs: xs, ys: ys, style: line(vermillion, 1)}
	p.add(start, end)
	p.key = []entry{{words: "at the start", fill: start.fill}, {words: "at the end", line: end.style}}
	for i, words := range []string{"at the start", "at the end"} {
		enter(f.data, words, lowerEdges(), [][]float64{before, after}[i], nil, nil)
	}
	f.note += s.mark(p, f, point)
	p.X.Min, p.X.Max = window(before, after, p.posts)
	p.Y.Min = 0
	air(&p.Y, 0, 0.06)
	return f, nil
}

// mark puts the thresholds into the panel, and says what they are if that is not plain.
func (s source) mark(p *panel, f *figure, point int) string {
	if !s.tellsLoansOf(point) {
		return " Thresholds are not marked: table loans has those of another point."
	}
	alike := false
	if p.posts, alike = s.thresholds(f); !alike {
		return " The loans' thresholds differ: marked are their medians by principal."
	}
	return ""
}

// histograms holds principal by point, moment and bin of 1%.
type histograms struct {
	seen map[int]map[int]bool // replications of a point
	sums map[int]map[string][]float64
}

func (s source) histograms() (*histograms, error) {
	h := &histograms{seen: map[int]map[int]bool{}, sums: map[int]map[string][]float64{}}
	err := s.cells("ltv", []string{"point", "replication", "when", "ltv", "principal_usd"}, func(c []results.Cell) {
		point, edge, usd := int(valueOf(c[0])), valueOf(c[3]), valueOf(c[4])
		when, _ := c[2].Text()
		if math.IsNaN(edge + usd) {
			return
		}
		if h.seen[point] == nil {
			h.seen[point], h.sums[point] = map[int]bool{}, map[string][]float64{"start": bins(), "end": bins()}
		}
		h.seen[point][int(valueOf(c[1]))] = true
		if sums := h.sums[point][when]; sums != nil {
			sums[max(0, min(len(sums)-1, int(math.Round(edge*100))))] += usd
		}
	})
	if err == nil && len(h.seen) == 0 {
		err = fmt.Errorf("table ltv is empty: the study kept no replication (record.paths)")
		if _, _, kept := s.feedback(); kept == nil {
			err = fmt.Errorf("nobody has a loan")
		}
	}
	return h, err
}

func bins() []float64 { return make([]float64, int(highestLTV*100)) }

// leastLeft is the share of the principal that is open at the end of a point that is shown unasked: with less there is
// nothing to set beside the start. assumed
const leastLeft = 0.1

// choose is the point that was asked for, else of those with something left the one with the most feedback, else the last.
func (h *histograms) choose(s source, what string) (int, error) {
	var points []int
	for p := range h.seen {
		points = append(points, p)
	}
	slices.Sort(points)
	gaps, order, err := s.feedback()
	if err != nil { // no paths: any point will do
		gaps, order = map[cell]float64{}, nil
		for i := range points {
			order = append(order, cell{points[len(points)-1-i], 0})
		}
	}
	emptied := func(c cell) bool { return total(h.mean(c.point, "end")) < leastLeft*total(h.mean(c.point, "start")) }
	if left := slices.DeleteFunc(slices.Clone(order), emptied); what == "" && len(left) > 0 {
		order = left
	}
	point, err := strongest(gaps, order, what)
	if err == nil && h.seen[point] == nil {
		err = fmt.Errorf("table ltv has no row of point %d", point)
	}
	return point, err
}

// mean is the principal in each bin, over the replications of a point.
func (h *histograms) mean(point int, when string) []float64 {
	out := slices.Clone(h.sums[point][when])
	for i := range out {
		out[i] /= float64(len(h.seen[point]))
	}
	return out
}

func total(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return sum
}

// lowerEdges are the lower edges of the bins.
func lowerEdges() []float64 {
	out := bins()
	for i := range out {
		out[i] = float64(i) / 100
	}
	return out
}

// outlined turns a histogram into the corners of its outline: one polygon, without seams between bars.
func outlined(sums []float64) (xs, ys []float64) {
	for i, v := range sums {
		xs, ys = append(xs, float64(i)/100, float64(i+1)/100), append(ys, v, v)
	}
	return xs, ys
}

// sameThreshold is how far apart two thresholds may lie and be drawn as one: loans whose debt grows, and wake prices in whole
// cents, are not told apart. assumed
const sameThreshold = 0.005

// thresholds marks the loan-to-value at which loans are called and liquidated, the median by principal of what the
// wake prices imply: principal / (coins × wake price); and tells whether they are alike. Where a lender counts accrued
// interest into the debt it reads low by that interest.
func (s source) thresholds(f *figure) (posts []post, alike bool) {
	alike = true
	for _, t := range []struct {
		column, words string
		style         draw.LineStyle
	}{
		{"call_price_usd", "margin call", line(orange, 0.8, 3, 1.5)},
		{"liquidation_price_usd", "liquidation", line(vermillion, 0.8, 3, 1.5)},
	} {
		var values, weights []float64
		err := s.rows("loans", []string{"principal_usd", "collateral_btc", t.column}, func(v []float64) {
			if at := v[0] / (v[1] * v[2]); at > 0 && !math.IsInf(at, 0) {
				values, weights = append(values, at), append(weights, v[0])
			}
		})
		if err != nil || len(values) == 0 {
			continue
		}
		at := math.Round(weighted(0.5, values, weights)*1000) / 1000
		alike = alike && slices.Max(values)-slices.Min(values) < sameThreshold
		posts = append(posts, post{at, fmt.Sprintf("%s %s%%", t.words, brief(at*100)), t.style})
		enter(f.data, t.words, []float64{at}, []float64{math.NaN()}, nil, nil)
	}
	return posts, alike
}

// window is the part of the axis that holds all but a ten-thousandth of the principal, and the thresholds.
func window(before, after []float64, posts []post) (low, high float64) {
	low, high = highestLTV, 0
	floor := 1e-4 * (total(before) + total(after))
	for i := range before {
		if before[i]+after[i] > floor {
			low, high = math.Min(low, float64(i)/100), math.Max(high, float64(i+1)/100)
		}
	}
	for _, p := range posts {
		low, high = math.Min(low, p.at), math.Max(high, p.at)
	}
	return math.Max(0, low-0.03), math.Min(highestLTV, high+0.03)
}
