package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// TestOtherLeverage: what others sold stands on top of what the lenders sold, and the key says whose is whose. With its
// bars left out, a price would fall for no visible reason.
func TestOtherLeverage(t *testing.T) {
	for _, c := range []struct {
		sold []float64
		key  string
		sums []float64
	}{
		{[]float64{0, 5, 0, 0}, "lenders sold each 1 h, other leverage", []float64{5, 9}},
		{[]float64{0, 0, 0, 0}, "other leverage sold each 1 h", []float64{9}}, // before, with lenders who sold nothing
	} {
		p := &path{hours: []float64{1, 2, 3, 4}, sold: c.sold, others: []float64{2, 0, 7, 0}}
		sheet := newSheet("price-path", "time_h", "h")
		panel := salesPanel(source{t.TempDir()}, p, sheet) // without events
		var words []string
		for _, e := range panel.key {
			words = append(words, e.words)
		}
		if got := strings.Join(words, ", "); got != c.key {
			t.Errorf("the key says %q, want %q", got, c.key)
		}
		if got := sums(sheet); !slices.Equal(got, c.sums) {
			t.Errorf("the bars add up to %v, want %v BTC", got, c.sums)
		}
	}
}

// sums adds up the values of each series of a sheet.
func sums(sheet *results.Table) (out []float64) {
	series := sheet.Texts("series")
	for i, c := range sheet.Cells("value") {
		if i == 0 || series[i] != series[i-1] {
			out = append(out, 0)
		}
		out[len(out)-1] += valueOf(c)
	}
	return out
}

// TestSaleInABook: a sale that has its own instant stands in the bar in which the path has it. Before, one shortly after the
// beginning of a bar fell into the bar before it, and the path's own was called caused by other sales.
func TestSaleInABook(t *testing.T) {
	dir := t.TempDir()
	p := &path{}
	var rows [][]any
	for minute := range 240 { // bars of five minutes, and sales in the first step of each
		p.hours, p.sold = append(p.hours, float64(minute+1)/60), append(p.sold, 0)
		p.price, p.twin = append(p.price, 9), append(p.twin, 10)
		if minute%5 == 0 {
			p.sold[minute] = 10
			rows = append(rows, []any{0, 0, "sale", (float64(minute) + 1./6) / 60, 10., 0})
		}
	}
	table(dir, "events", []string{"point:i", "replication:i", "kind:t", "time_h:f", "btc:f", "generation:i"}, rows)
	sheet := newSheet("price-path", "time_h", "h")
	salesPanel(source{dir}, p, sheet)
	if got := sums(sheet)[0]; math.Abs(got-480) > 1e-9 {
		t.Errorf("%g BTC are sold without feedback, too, want all 480", got)
	}
}

// TestKeyOfSales: the key tells apart only what there is.
func TestKeyOfSales(t *testing.T) {
	dir := t.TempDir()
	table(dir, "events", []string{"point:i", "replication:i", "kind:t", "time_h:f", "btc:f", "generation:i"}, [][]any{
		{0, 0, "sale", 2., 5., 0}, {0, 1, "sale", 2., 4., 0}, {0, 1, "sale", 3., 1., 1},
	})
	for _, c := range []struct {
		what string
		path path
		want string
	}{
		{"sales move nothing", path{price: []float64{9, 9, 9, 9}, sold: []float64{0, 5, 0, 0}}, "sold each 1 h"},
		{"sales cause none", path{price: []float64{9, 8, 8, 8}, sold: []float64{0, 5, 0, 0}}, "sold without feedback, too (bars: 1 h)"},
		{"sales cause sales", path{cell: cell{0, 1}, price: []float64{9, 8, 7, 7}, sold: []float64{0, 4, 1, 0}},
			"sold without feedback, too; caused by other sales (bars: 1 h)"},
	} {
		p := c.path
		p.hours, p.twin = []float64{1, 2, 3, 4}, []float64{9, 9, 9, 9}
		var words []string
		for _, e := range salesPanel(source{dir}, &p, newSheet("price-path", "time_h", "h")).key {
			words = append(words, e.words)
		}
		if got := strings.Join(words, "; "); got != c.want {
			t.Errorf("%s: the key says %q, want %q", c.what, got, c.want)
		}
	}
}
