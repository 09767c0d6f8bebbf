package experiments_test

import (
	"fmt"
	"math"
	"testing"

	"firesale/experiments/results"
)

// miniTrust is G17 of the golden cases as a study: a tape of two loans, and a price that falls in the last hour before
// the second is due.
const miniTrust = `
[run]
replications = 1
[clock]
step = "%s"
horizon = "%s"
[price]
kind = "scripted"
at = ["0d", "2159h", "2160h"]
usd = [100000.0, 100000.0, 45000.0]
[market.impact]
kind = "none"
[lender.x]
copies = 2
[lender.x.terms]
pays = "pik"
day_count = "30/360"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
[lender.x.deal]
kind = "ledn-2026-1"
tests = "off"
triggers = "off"
legal_final_months = 3
cash_usd = 0
reserve.initial_usd = 45000
revolving.months = 0
cleanup.share = "0%%"
fee.trustee.off = true
note.A = { balance_usd = 700000, coupon = "6%%" }
note.B = { balance_usd = 200000, coupon = "12%%" }
`

const miniTape = `loan,borrower,principal_usd,collateral_btc,rate,originated,matures
L1,one,600000,12,12%,2025-12-31,2026-02-28
L2,two,400000,8,12%,2025-12-31,2026-03-31
`

// TestMiniTrust: the whole life of G17, by hand, comes out of a study to the cent, whatever the step and however long the
// clock runs on.
func TestMiniTrust(t *testing.T) {
	for _, c := range []struct{ step, horizon string }{{"1h", "90d"}, {"1d", "90d"}, {"1d", "200d"}, {"7h", "100d"}} {
		s, err := loaded(t, fmt.Sprintf(miniTrust, c.step, c.horizon), map[string]string{"loans.csv": miniTape})
		if err != nil {
			t.Fatal(err)
		}
		table := ran(t, s)
		deal := table("deal")
		for _, w := range []struct {
			date, item, column string
			usd                float64
		}{
			{"2026-01-31", "fee.servicer", "out_usd", 833.33},
			{"2026-01-31", "note.A", "interest_usd", 3_500},
			{"2026-01-31", "note.B", "interest_usd", 2_000},
			{"2026-01-31", "account.reserve", "open_usd", 45_000},
			{"2026-01-31", "account.reserve", "close_usd", 38_666.67},
			{"2026-01-31", "residual", "out_usd", 0},
			{"2026-02-28", "account.interest", "in_usd", 12_000 + 23_666.67},
			{"2026-02-28", "account.principal", "in_usd", 600_000},
			{"2026-02-28", "fee.servicer", "out_usd", 833.33},
			{"2026-02-28", "note.A", "interest_usd", 3_500},
			{"2026-02-28", "note.A", "principal_usd", 600_000},
			{"2026-02-28", "note.A", "close_usd", 100_000},
			{"2026-02-28", "note.B", "interest_usd", 2_000},
			{"2026-02-28", "account.reserve", "close_usd", 15_000},
			{"2026-02-28", "residual", "out_usd", 29_333.34},
			{"2026-03-31", "account.cost", "in_usd", 360_000},
			{"2026-03-31", "account.principal", "in_usd", 360_000},
			{"2026-03-31", "fee.servicer", "out_usd", 333.33},
			{"2026-03-31", "note.A", "interest_usd", 500},
			{"2026-03-31", "note.A", "principal_usd", 100_000},
			{"2026-03-31", "note.B", "interest_usd", 2_000},
			{"2026-03-31", "note.B", "principal_usd", 200_000},
			{"2026-03-31", "account.reserve", "close_usd", 0},
			{"2026-03-31", "residual", "out_usd", 72_166.67},
		} {
			for _, lender := range []string{"x#0", "x#1"} {
				if got := cellOf(t, deal, w.date, lender, w.item, w.column); math.Abs(got-w.usd) > 1e-9 { // a cent's last digits in a float
					t.Errorf("step %s, %s: %s %s of %s is %.2f, want %.2f", c.step, w.date, w.item, w.column, lender, got, w.usd)
				}
			}
		}
		runs := table("runs")
		for column, want := range map[string]struct{ value, tolerance float64 }{
			"loss_usd.x.A": {0, 0}, "loss_usd.x.B": {0, 0}, "loss_usd.x.residual": {2 * 43_499.99, 1e-9},
			"irr_monthly.x.A": {0.005, 1e-12}, "irr_monthly.x.B": {0.01, 1e-12},
			"irr_monthly.x.residual": {-0.122719, 5e-7}, "wal_years.x.A": {0.1785714, 5e-8}, // printed digits
			"shortfall_usd": {2 * 52_000, 1e-9},
		} {
			if got, _ := runs.Floats(column); math.Abs(got[0]-want.value) > want.tolerance {
				t.Errorf("step %s: %s is %v, want %v", c.step, column, got[0], want.value)
			}
		}
	}
}

// cellOf is a number of the deal table, which must be there once.
func cellOf(t *testing.T, deal *results.Table, date, lender, item, column string) (value float64) {
	t.Helper()
	dates := deal.Texts("date")
	lenders := deal.Texts("lender")
	items := deal.Texts("item")
	values, _ := deal.Floats(column)
	rows := 0
	for i := range deal.Len() {
		if dates[i] == date && lenders[i] == lender && items[i] == item {
			value = values[i]
			rows++
		}
	}
	if rows != 1 {
		t.Fatalf("%d rows of %s of %s on %s", rows, item, lender, date)
	}
	return value
}
