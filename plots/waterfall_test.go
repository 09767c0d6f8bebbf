package plots

import "testing"

func Example_waterfall() {
	show("waterfall", 3)
	// Output:
	// figures/waterfall.svg figures/waterfall.pdf figures/waterfall.png figures/waterfall.csv
	// series | row | value | low | high
	// from reserve | 1 | 1.8858e+05 | 0 | 1.8858e+05
	// trustee fee | 2 | 15000 | 1.7358e+05 | 1.8858e+05
}

// TestPaydayPays: a deal that is past paying falls ever further behind; the date that is shown unasked is one on which money
// moved.
func TestPaydayPays(t *testing.T) {
	dir := t.TempDir()
	table(dir, "deal", []string{"point:i", "replication:i", "date:t", "lender:t", "item:t", "open_usd:f", "close_usd:f", "out_usd:f", "short_usd:f", "interest_usd:f", "principal_usd:f"}, [][]any{
		{0, 0, "2026-01-31", "a#0", "fee.trustee", 0., 0., 5., 0., 0., 0.},
		{0, 0, "2026-02-28", "a#0", "fee.trustee", 0., 0., 3., 2., 0., 0.},
		{0, 0, "2026-03-31", "a#0", "fee.trustee", 0., 0., 0., 7., 0., 0.},
	})
	if day, err := (source{dir}).payday(""); err != nil || day.date != "2026-02-28" {
		t.Errorf("shows %q (%v), want 2026-02-28", day.date, err)
	}
	if f := compose(dir, "waterfall:2026-03-31"); f.missing != "no money moved on 2026-03-31" {
		t.Errorf("a date without money says %q", f.missing)
	}
}
