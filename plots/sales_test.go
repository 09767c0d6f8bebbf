package plots

import (
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// TestOtherLeverage: what others sold stands on top of what the lenders sold, and the key says whose is whose. With its
// bars left out, a price would fall for no visible reason.
func TestOtherLeverage(t *testing.T) {
	p := &path{hours: []float64{1, 2, 3, 4}, sold: []float64{0, 5, 0, 0}, others: []float64{2, 0, 7, 0}}
	sheet := newSheet("price-path", "time_h", "h")
	panel := salesPanel(source{t.TempDir()}, p, sheet) // without events
	var words []string
	for _, e := range panel.key {
		words = append(words, e.words)
	}
	if got := strings.Join(words, ", "); got != "lenders sold each 1 h, other leverage" {
		t.Errorf("the key says %q", got)
	}
	if got := sums(sheet); !slices.Equal(got, []float64{5, 9}) {
		t.Errorf("the bars add up to %v, want 5 BTC of lenders and 9 of others", got)
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
