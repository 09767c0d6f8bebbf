package experiments_test

import (
	"strings"
	"testing"

	"firesale/experiments/results"
)

// A note of a shipped deal that is given a coupon over the benchmark loses its fixed one: 335 bp over 3.50% pay what 6.85%
// do. What is resolved says the same again, and whoever writes both is asked which one is meant.
func TestCouponOverTheBenchmark(t *testing.T) {
	const study = `
[run]
replications = 1
twin = false
[clock]
step = "1d"
horizon = "200d"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
[lender.x.deal]
kind = "ledn-2026-1"
`
	tape := map[string]string{"loans.csv": "loan,borrower,principal_usd,collateral_btc,rate,originated\nL1,B1,199100000.00,4078.87,11.8%,2025-12-31\n"}
	fixed, err := loaded(t, study, tape)
	if err != nil {
		t.Fatal(err)
	}
	floating, err := loaded(t, study+"note.A.coupon_spread = \"3.35%\"\n", tape)
	if err != nil {
		t.Fatal(err)
	}
	again, err := loaded(t, floating.Config, tape)
	if err != nil || again.Config != floating.Config {
		t.Errorf("what is resolved is not itself: %v", err)
	}
	runs := [2]*results.Table{ran(t, fixed)("runs"), ran(t, floating)("runs")}
	for _, metric := range []string{"irr_monthly.x.A", "dm_bp.x.A", "loss_usd.x.residual"} {
		a, _ := runs[0].Floats(metric)
		b, _ := runs[1].Floats(metric)
		if len(a) != 1 || len(b) != 1 || a[0] != b[0] {
			t.Errorf("%s: %v at a coupon of 6.85%%, %v at 335 bp over 3.50%%", metric, a, b)
		}
	}
	_, err = loaded(t, study+"note.A.coupon_spread = \"3.35%\"\nnote.A.coupon = \"7%\"\n", tape)
	if err == nil || !strings.Contains(err.Error(), "want either coupon or coupon_spread, not both") {
		t.Errorf("both are written: %v", err)
	}
}
