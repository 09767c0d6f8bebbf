package experiments_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
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

// TestACapacityThatNeverBindsChangesNothing: with it a lender sells loan by loan, without it loans that are alike together.
// Who waits, for how long, past a day of payment or past the end of the run, must not matter but for roundings to the cent.
func TestACapacityThatNeverBindsChangesNothing(t *testing.T) {
	const pool = `
[run]
replications = 2
twin = false
[clock]
step = "4h"
horizon = "70d"
[price]
kind = "merton"
drift = "-300%%"
[market.impact]
kind = "none"
[record]
paths = 0
[lender.x]
latency = %q
%s
[lender.x.terms]
pays = %q
ltv_basis = %q
[lender.x.pool]
loans = 100
borrowers = 60
principal_usd = 7000000
collateral_btc = 143.4
`
	slack := map[string]float64{"shortfall_usd": 1, "liquidated_btc": 1e-5, "ltv_at_sale_median": 1e-5} // a cent a loan: what it buys, and what it is of $500
	for _, late := range []string{"8h", "200h", "60d"} {
		for _, pays := range []string{"cash", "pik"} {
			for _, basis := range []string{"principal", "debt"} {
				result := func(capacity string) *results.Table {
					s, err := loaded(t, fmt.Sprintf(pool, late, capacity, pays, basis), nil)
					if err != nil {
						t.Fatal(err)
					}
					return ran(t, s)("runs")
				}
				together, apart := result(""), result("capacity_btc_h = 1e6")
				for _, column := range []string{"shortfall_usd", "ltv_at_sale_median", "liquidated_btc"} {
					want, _ := together.Floats(column)
					got, _ := apart.Floats(column)
					for i := range want {
						if math.Abs(got[i]-want[i]) > 1e-6*math.Abs(want[i])+slack[column] {
							t.Errorf("latency %s, %s, %s: %s is %v loan by loan, %v together", late, pays, basis, column, got[i], want[i])
						}
					}
				}
			}
		}
	}
}

// TestQueueByLTVGoesByTheDebtOfTheTerms: of two loans that are over their threshold, one owes more principal, the other more
// with a year's interest; which has the higher LTV depends on the debt that the terms look at.
func TestQueueByLTVGoesByTheDebtOfTheTerms(t *testing.T) {
	const tape = "loan,borrower,principal_usd,collateral_btc,rate,originated,pays\n" +
		"old,o,6000000.00,100,12%,2025-01-31,pik\nnew,n,6300000.00,100,12%,2025-12-31,pik\n"
	for basis, want := range map[string]string{"principal": "new", "debt": "old"} {
		study := fmt.Sprintf(queued, 24, 25) + "capacity_btc_h = 40.0\nqueue = \"by-ltv\"\n[lender.x.terms]\nliquidation_ltv = \"78%\"\nltv_basis = \"" + basis + "\"\n"
		s, err := loaded(t, strings.Replace(study, "80000.0", "70000.0", 1), map[string]string{"loans.csv": tape})
		if err != nil {
			t.Fatal(err)
		}
		events := ran(t, s)("events")
		kinds, loans := events.Texts("kind"), events.Texts("loan")
		if first := slices.Index(kinds, "sale"); first < 0 || loans[first] != want {
			t.Errorf("ltv_basis = %q: %v of %v, want the first sale to be of %q", basis, kinds, loans, want)
		}
	}
}

// TestOverdueLoansAreDueAtOnce: a loan that matured before the run is dealt with in its first step, not when its lender happens
// to look, which it does sooner where margin calls are recorded: what is recorded changes nothing.
func TestOverdueLoansAreDueAtOnce(t *testing.T) {
	const tape = "loan,borrower,principal_usd,collateral_btc,rate,originated,matures\n" +
		"late,b15,207303,3.73580328,12.4%,2025-11-30,2025-12-30\nother,b20,179960,2.98492849,12.4%,2025-01-15,2026-01-20\n"
	var sold []float64
	for _, events := range []bool{true, false} {
		study := fmt.Sprintf(strings.Replace(queued, "[record]", fmt.Sprintf("[record]\nevents = %v", events), 1), 24, 72) + "[lender.x.borrower]\nkind = \"hazard\"\n"
		s, err := loaded(t, study, map[string]string{"loans.csv": tape})
		if err != nil {
			t.Fatal(err)
		}
		table := ran(t, s)
		coins, _ := table("runs").Floats("liquidated_btc")
		price, _ := table("paths").Floats("sold_btc")
		first := slices.IndexFunc(price, func(btc float64) bool { return btc > 0 })
		sold = append(sold, coins[0], price[max(first, 0)], float64(first))
	}
	if !slices.Equal(sold[:3], sold[3:]) || sold[2] != 1 {
		t.Errorf("sold in all, first and when: %v with events, %v without; want the same, first in step 1", sold[:3], sold[3:])
	}
}
