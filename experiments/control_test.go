package experiments_test

import (
	"math"
	"testing"
)

// TestControlTellsMore: with the twin as control variate 60 runs know the fall of the price five times better or more, and
// agree with 1,000 plain ones; what does not exist in every run has no such mean.
func TestControlTellsMore(t *testing.T) {
	summary := func(run string) func(column string) (float64, bool) {
		s, err := loaded(t, "[run]\n"+run+`
[clock]
horizon = "30d"
step = "6h"
[record]
paths = 0
[lender.a]
copies = 10
`, nil)
		if err != nil {
			t.Fatal(err)
		}
		table := ran(t, s)("summary")
		return func(column string) (float64, bool) {
			xs, exist := table.Floats(column)
			return xs[0], exist[0]
		}
	}
	few, many := summary("replications = 60\ncontrol = 2000"), summary("replications = 1000")
	get := func(of func(string) (float64, bool), column string) float64 {
		x, ok := of(column)
		if !ok {
			t.Fatalf("no %s", column)
		}
		return x
	}
	plain := get(few, "drawdown.hi") - get(few, "drawdown.lo")
	controlled := get(few, "drawdown.cv_hi") - get(few, "drawdown.cv_lo")
	if controlled > plain/5 {
		t.Errorf("the interval is %.2g times as narrow", plain/controlled)
	}
	// Two nearly independent means differ by no more than the widths of their intervals, four standard errors each.
	gap, width := get(few, "drawdown.cv")-get(many, "drawdown.mean"), get(many, "drawdown.hi")-get(many, "drawdown.lo")
	if math.Abs(gap) > controlled+width {
		t.Errorf("the mean fall is %.5f away from that of 1,000 runs", gap)
	}
	if _, exists := few("ltv_at_sale_max.cv"); exists {
		t.Error("the highest LTV at a sale does not exist in every run, and has a mean by control variates")
	}
}
