package experiments_test

import (
	"fmt"
	"math"
	"testing"
)

const queued = `
[run]
replications = 1
twin = false
[clock]
step = "1h"
horizon = "40d"
[price]
kind = "scripted"
at = ["0d", "%dh", "%dh"]
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

// TestLoansAccrueWhileTheyWait: a loan of 6,500,000 at 10% is over its threshold from an hour on. It owes interest until the
// day its sale begins, however long it waits, whatever makes its lender sell loan by loan, and although other borrowers
// pay theirs meanwhile: the 31st of January is day 31.
func TestLoansAccrueWhileTheyWait(t *testing.T) {
	const late = "latency = \"50h\"\n"
	for _, c := range []struct {
		name, keys string
		over       int     // hour
		days       float64 // to the first order
	}{
		{"sold at once", "", 25, 1},
		{"late", late, 25, 3},
		{"sold at once, with a capacity", "capacity_btc_h = 1000.0\n", 25, 1},
		{"late, with a capacity", late + "capacity_btc_h = 1000.0\n", 25, 3},
		{"late, in pieces", late + "capacity_btc_h = 30.0\n", 25, 3},
		{"late, by LTV", late + "queue = \"by-ltv\"\n", 25, 3},
		{"late, evenly", late + "[lender.x.policy]\nkind = \"twap\"\nover = \"6h\"\n", 25, 3},
		{"late, past a day of payment", late, 721, 32},
		{"late, past a day of payment, with a capacity", late + "capacity_btc_h = 1000.0\n", 721, 32},
	} {
		s, err := loaded(t, fmt.Sprintf(queued, c.over-1, c.over)+c.keys, map[string]string{"loans.csv": "loan,borrower,principal_usd,collateral_btc,rate,originated\na,one,6500000.00,100,10%,2025-12-31\n"})
		if err != nil {
			t.Fatal(err)
		}
		_, usd, _ := sales(t, ran(t, s)("events"), "x#0")
		if want := 6_500_000 * (1 + 0.1*c.days/365); math.Abs(usd-want) > 0.02 { // interest to the cent, a last cent of a price
			t.Errorf("%s: raised %.2f, want %.2f, what is owed after %v days", c.name, usd, want, c.days)
		}
	}
}
