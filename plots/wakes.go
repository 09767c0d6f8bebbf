package plots

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"firesale/experiments/results"
)

// wakes shows at which prices the loans are called and liquidated: half of the principal inside the band, and the
// median as a line. The bands may leave the frame, the medians may not. Without loans there is nothing to mark.
func wakes(s source, p *path, panel *panel, sheet *results.Table) (medians []plot.Plotter) {
	if !s.tellsLoansOf(p.point) {
		return nil
	}
	ends := []float64{p.start(), p.hours[len(p.hours)-1]}
	for _, w := range []struct {
		column, words string
		colour        color.RGBA
		dashes        []vg.Length // the two lines must differ without colour, too
	}{
		{"call_price_usd", "margin call prices", orange, []vg.Length{3, 2}},
		{"liquidation_price_usd", "liquidation prices", vermillion, nil},
	} {
		q, err := s.quantiles(w.column, 0.25, 0.5, 0.75)
		if err != nil || math.IsNaN(q[1]) {
			continue
		}
		b := band{xs: ends, low: []float64{q[0], q[0]}, high: []float64{q[2], q[2]}, fill: tint(w.colour, 0.2)}
		median := curve{xs: ends, ys: []float64{q[1], q[1]}, style: line(w.colour, 0.7, w.dashes...)}
		panel.layers = append(panel.layers, b)
		medians = append(medians, median)
		panel.key = append(panel.key, entry{words: w.words, fill: b.fill, line: median.style})
		enter(sheet, w.words+", median and quartiles", ends, median.ys, b.low, b.high)
	}
	return medians
}

// quantiles of a column of the loans, weighted by principal; NaN where no loan has a value.
func (s source) quantiles(column string, qs ...float64) ([]float64, error) {
	var values, weights []float64
	err := s.rows("loans", []string{column, "principal_usd"}, func(v []float64) {
		if !math.IsNaN(v[0]) && v[1] > 0 {
			values, weights = append(values, v[0]), append(weights, v[1])
		}
	})
	out := make([]float64, len(qs))
	for i, q := range qs {
		out[i] = math.NaN()
		if len(values) > 0 {
			out[i] = weighted(q, values, weights)
		}
	}
	return out, err
}

// bands says what the bands of the price panel are: of the loans of the tape, and not of those that the loop adds.
func (s source) bands(prices *panel, point int) string {
	switch {
	case !s.tellsLoansOf(point):
		return " Wake prices are not marked: table loans has those of another point."
	case !prices.banded():
		return ""
	}
	whose := "loans'"
	if _, lends := s.column("loop", "time_h"); lends {
		whose = "first loans'"
	}
	return " Bands: wake prices of the middle half of the " + whose + " principal; their line: the median."
}

// banded tells whether anybody has a loan, and so the panel a band.
func (p *panel) banded() bool {
	return slices.ContainsFunc(p.key, func(e entry) bool { return e.fill != nil })
}

// tellsLoansOf reports whether the wake prices of table loans are those of a point. The table has the loans and the thresholds
// of the first point that lends; points that differ in what these follow from have others.
func (s source) tellsLoansOf(point int) bool {
	var addresses []string
	for _, c := range s.addresses() {
		if strings.Contains(c.Name, ".terms.") || strings.Contains(c.Name, ".pool.") || c.Name == "price.start" {
			addresses = append(addresses, c.Name)
		}
	}
	if len(addresses) == 0 {
		return true
	}
	settings := map[int]string{}
	err := s.cells("summary", append([]string{"point"}, addresses...), func(cells []results.Cell) {
		var words []string
		for _, c := range cells[1:] {
			words = append(words, c.String())
		}
		settings[int(valueOf(cells[0]))] = strings.Join(words, "\n")
	})
	return err != nil || settings[point] == settings[0]
}
