package experiments_test

import "testing"

const redrawn = `
[run]
replications = 20
[clock]
step = "1d"
horizon = "70d"
[price]
kind = "scripted"
at = ["0d", "10d", "11d"]
usd = [100000.0, 100000.0, 70000.0]
[market.impact]
kind = "none"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
resample = true
[lender.x.deal]
kind = "ledn-2026-1"
note.A.balance_usd = 6000000
note.B.balance_usd = 3000000
reserve.initial_usd = 450000
cash_usd = 0
fee.trustee.usd_month = 0
[record]
paths = 20
`

// TestADealOnRedrawnLoans: where every replication draws its loans from the tape, the pool of the deal is the loans drawn
// (else the audit of every other run would say so), and its dollars go with their principal.
func TestADealOnRedrawnLoans(t *testing.T) {
	study, err := loaded(t, redrawn, map[string]string{"loans.csv": "loan,borrower,principal_usd,collateral_btc,rate,originated\n" +
		"a,one,5000000.00,100,10%,2025-12-31\nb,two,6500000.00,100,10%,2025-12-31\n"})
	if err != nil {
		t.Fatal(err)
	}
	table := ran(t, study)
	shares, _ := table("runs").Floats("liquidated_share")
	deal := table("deal")
	items, dates := deal.Cells("item"), deal.Cells("date")
	open, _ := deal.Floats("open_usd")
	numbers, _ := deal.Floats("replication")
	// of a and b, b is sold at 70,000: the share sold tells what was drawn
	principal := map[float64]float64{0: 10_000_000, 6.5 / 11.5: 11_500_000, 1: 13_000_000}
	seen := map[float64]bool{}
	for i, item := range items {
		name, _ := item.Text()
		if date, _ := dates[i].Text(); name != "note.A" || date != "2026-01-31" {
			continue
		}
		share := shares[int(numbers[i])]
		if want := 6_000_000 * principal[share] / 11_500_000; open[i] < want-0.01 || open[i] > want+0.01 {
			t.Errorf("replication %v sold a share of %v: note A opens at %.2f, want %.2f (to the cent, half to even)", numbers[i], share, open[i], want)
		}
		seen[share] = true
	}
	if len(seen) != 3 {
		t.Errorf("saw pools that sell %v, want none, one and both of two loans", seen)
	}
}
