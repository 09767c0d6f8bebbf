package plots

import "testing"

func Example_ltv() {
	show("ltv", 3)
	// Output:
	// figures/ltv.svg figures/ltv.pdf figures/ltv.png figures/ltv.csv
	// series | ltv | value | low | high
	// at the start | 0 | 0 |  |
	// at the start | 0.01 | 0 |  |
}

// TestThresholds: one mark for lenders with other terms is a median, and the note says so.
func TestThresholds(t *testing.T) {
	for _, c := range []struct {
		what  string
		wakes [2]float64 // of two loans of 56 USD on a coin
		alike bool
	}{
		{"one lender's", [2]float64{70, 70.01}, true},
		{"two lenders'", [2]float64{70, 64}, false},
	} {
		dir := t.TempDir()
		table(dir, "loans", []string{"principal_usd:f", "collateral_btc:f", "call_price_usd:f", "liquidation_price_usd:f"}, [][]any{
			{56., 1., 80., c.wakes[0]}, {56., 1., 80., c.wakes[1]},
		})
		posts, alike := source{dir}.thresholds(&figure{data: newSheet("ltv", "ltv", "")})
		if len(posts) != 2 || alike != c.alike {
			t.Errorf("%s: %d marks, alike %v, want 2 and %v", c.what, len(posts), alike, c.alike)
		}
	}
}

// TestNoLoans: where nobody lends, the figure does not blame record.paths.
func TestNoLoans(t *testing.T) {
	dir := t.TempDir()
	table(dir, "ltv", []string{"point:i", "replication:i", "when:t", "ltv:f", "principal_usd:f"}, nil)
	table(dir, "paths", []string{"point:i", "replication:i", "price_usd:f", "price_exogenous_usd:f"}, [][]any{{0, 0, 9., 9.}})
	if _, err := ltv(source{dir}, ""); err == nil || err.Error() != "nobody has a loan" {
		t.Errorf("says %v, want that nobody has a loan", err)
	}
}
