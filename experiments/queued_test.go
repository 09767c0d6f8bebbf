package experiments_test

import (
	"math"
	"testing"
)

const queued = `
[run]
replications = 1
twin = false
[clock]
step = "1h"
horizon = "6d"
[price]
kind = "scripted"
at = ["0d", "24h", "25h"]
usd = [100000.0, 100000.0, 80000.0]
[market.impact]
kind = "none"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
[record]
paths = 1
[lender.x]
`

// TestLoansAccrueWhileTheyWait: a loan of 6,500,000 at 10% is over its threshold after 25 hours. It owes interest until the day
// its sale begins, however long it waits and whatever makes its lender sell loan by loan.
func TestLoansAccrueWhileTheyWait(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		days       float64 // to the first order
	}{
		{"sold at once", "", 1},
		{"three days late", "latency = \"50h\"\n", 3},
		{"sold at once, with a capacity", "capacity_btc_h = 1000.0\n", 1},
		{"three days late, with a capacity", "latency = \"50h\"\ncapacity_btc_h = 1000.0\n", 3},
		{"three days late, in pieces", "latency = \"50h\"\ncapacity_btc_h = 30.0\n", 3},
		{"three days late, by LTV", "latency = \"50h\"\nqueue = \"by-ltv\"\n", 3},
		{"three days late, evenly", "latency = \"50h\"\n[lender.x.policy]\nkind = \"twap\"\nover = \"6h\"\n", 3},
	} {
		s, err := loaded(t, queued+c.keys, map[string]string{"loans.csv": "loan,borrower,principal_usd,collateral_btc,rate,originated\na,one,6500000.00,100,10%,2025-12-31\n"})
		if err != nil {
			t.Fatal(err)
		}
		_, usd, _ := sales(t, ran(t, s)("events"), "x#0")
		if want := 6_500_000 * (1 + 0.1*c.days/365); math.Abs(usd-want) > 0.02 { // interest to the cent, a last cent of a price
			t.Errorf("%s: raised %.2f, want %.2f, what is owed after %v days", c.name, usd, want, c.days)
		}
	}
}
