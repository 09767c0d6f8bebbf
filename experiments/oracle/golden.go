package oracle

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"firesale/experiments/results"
	"firesale/market/unit"
)

// The golden cases that are a run of the clock: a tape, a deal, a price, and what the tables say afterwards.

// A dealStudy is a study of one lender whose deal is read to the cent.
type dealStudy struct {
	name  string
	days  int
	price string // [price] table
	terms string // beside ledn's
	tape  string
	deal  string // overrides of ledn-2026-1
}

func (d dealStudy) text() string {
	return fmt.Sprintf(`title = %q
[run]
replications = 1
[clock]
start = 2025-12-31
step = "1d"
horizon = "%dd"
[price]
%s
[market.impact]
kind = "none"
[lender.ledn]
latency = "0s"
[lender.ledn.terms]
day_count = "30/360"
%s
[lender.ledn.pool]
kind = "tape"
file = "%s.csv"
[lender.ledn.deal]
kind = "ledn-2026-1"
tests = "off"
triggers = "off"
%s
[record]
paths = 1
`, d.name, d.days, d.price, d.terms, d.name, d.deal)
}

// payments is deal.parquet: amounts by date, item and column. The first row of a date and item is that of its payment,
// a later one that of the winding up.
type payments map[[3]string]unit.USD

func (d dealStudy) run(b *bench, s shelf) (payments, error) {
	if err := s.put(d.name+".toml", d.text()); err != nil {
		return nil, err
	}
	if err := s.put(d.name+".csv", d.tape); err != nil {
		return nil, err
	}
	folder, err := s.run(b, d.name+".toml", "results", 1)
	if err != nil {
		return nil, err
	}
	table, err := folder.Read("deal")
	if err != nil {
		return nil, err
	}
	return paymentsOf(table), nil
}

func paymentsOf(table *results.Table) payments {
	p, dates, items := payments{}, table.Texts("date"), table.Texts("item")
	for _, column := range []string{"in_usd", "out_usd", "close_usd", "interest_usd", "principal_usd", "short_usd"} {
		amounts, present := table.Floats(column)
		for i := range amounts {
			key := [3]string{dates[i], items[i], column}
			if _, seen := p[key]; present[i] && !seen {
				p[key] = cents(amounts[i])
			}
		}
	}
	return p
}

// expect compares amounts in dollars, exactly.
func (p payments) expect(b *bench, name, date string, amounts map[[2]string]string) {
	for _, item := range sortedPairs(amounts) {
		same(b, fmt.Sprintf("%s: %s of %s", name, item[1], item[0]), amounts[item], p[[3]string{date, item[0], item[1]}].String())
	}
}

// golden is the cases, each worked out by hand.
func golden(b *bench) error {
	s, err := openShelf()
	if err != nil {
		return err
	}
	defer s.close()
	for _, part := range []func(*bench, shelf) error{oneMonth, reserveRunsDry, dealSales, ratingStress, earlyAmortization, cashDrag, yields, proRata, topUp, marketValueBond, miniTrust} {
		if err := part(b, s); err != nil {
			return err
		}
	}
	return nil
}

const (
	wholePool = "loan,borrower,principal_usd,collateral_btc,rate,originated,matures\nall,all,199100000.00,4078.87,11.8%,2025-12-31,2029-12-31\n"
	noMoves   = "kind = \"gbm\"\nstart = 87508.0\nvolatility = \"0%\""
)

// oneMonth is G1: the pool pays cash.
func oneMonth(b *bench, s shelf) error {
	p, err := dealStudy{name: "g1", days: 40, price: noMoves, tape: wholePool}.run(b, s)
	if err != nil {
		return err
	}
	p.expect(b, "G1", "2026-01-31", map[[2]string]string{
		{"account.interest", "in_usd"}: "1957816.67", {"fee.trustee", "out_usd"}: "15000.00", {"fee.servicer", "out_usd"}: "165916.67",
		{"note.A", "interest_usd"}: "913333.33", {"note.B", "interest_usd"}: "221666.67", {"residual", "out_usd"}: "641900.00",
	})
	return nil
}

// reserveRunsDry is G2 and G3: interest is capitalised, nothing is collected, and the reserve lasts seven months.
func reserveRunsDry(b *bench, s shelf) error {
	p, err := dealStudy{name: "g2", days: 250, price: noMoves, terms: `pays = "pik"`, tape: wholePool}.run(b, s)
	if err != nil {
		return err
	}
	p.expect(b, "G2, month 1", "2026-01-31", map[[2]string]string{
		{"account.reserve", "out_usd"}: "1315916.67", {"account.reserve", "close_usd"}: "8084083.33"})
	p.expect(b, "G2, month 7", "2026-07-31", map[[2]string]string{
		{"account.reserve", "close_usd"}: "188583.31", {"note.A", "interest_usd"}: "913333.33", {"note.B", "interest_usd"}: "221666.67"})
	p.expect(b, "G3, month 8", "2026-08-31", map[[2]string]string{
		{"fee.trustee", "out_usd"}: "15000.00", {"fee.servicer", "out_usd"}: "165916.67", {"note.A", "interest_usd"}: "7666.64",
		{"note.A", "short_usd"}: "905666.69", {"note.B", "short_usd"}: "221666.67", {"account.reserve", "close_usd"}: "0.00"})
	return nil
}

// miniTrust is G17: a whole life. L1 is repaid at maturity, L2 is sold on the day it is due, at 45,000.
func miniTrust(b *bench, s shelf) error {
	p, err := dealStudy{
		name: "g17", days: 95,
		price: "kind = \"scripted\"\nat = [\"0d\", \"89d\", \"90d\"]\nusd = [100000.0, 100000.0, 45000.0]",
		terms: "pays = \"pik\"\nliquidation = \"close-out\"",
		tape: `loan,borrower,principal_usd,collateral_btc,rate,originated,matures
L1,one,600000.00,12,12%,2025-12-31,2026-02-28
L2,two,400000.00,8,12%,2025-12-31,2026-03-31
`,
		deal: `cash_usd = 0.0
legal_final_months = 3
note.A = { balance_usd = 700000.0, coupon = "6%", rank = 1, deferrable = false }
note.B = { balance_usd = 200000.0, coupon = "12%", rank = 2, deferrable = true }
fee.trustee = { off = true }
reserve = { initial_usd = 45000.0, target = "5%" }
revolving = { months = 0 }
cleanup = { share = "0%" }
`,
	}.run(b, s)
	if err != nil {
		return err
	}
	p.expect(b, "G17, month 1", "2026-01-31", map[[2]string]string{
		{"fee.servicer", "out_usd"}: "833.33", {"note.A", "interest_usd"}: "3500.00", {"note.B", "interest_usd"}: "2000.00",
		{"account.reserve", "close_usd"}: "38666.67", {"residual", "out_usd"}: "0.00"})
	p.expect(b, "G17, month 2", "2026-02-28", map[[2]string]string{
		{"fee.servicer", "out_usd"}: "833.33", {"note.A", "principal_usd"}: "600000.00", {"note.A", "close_usd"}: "100000.00",
		{"note.B", "interest_usd"}: "2000.00", {"account.reserve", "close_usd"}: "15000.00", {"residual", "out_usd"}: "29333.34"})
	p.expect(b, "G17, month 3", "2026-03-31", map[[2]string]string{
		{"fee.servicer", "out_usd"}: "333.33", {"note.A", "interest_usd"}: "500.00", {"note.A", "principal_usd"}: "100000.00",
		{"note.B", "interest_usd"}: "2000.00", {"note.B", "principal_usd"}: "200000.00", {"account.reserve", "close_usd"}: "0.00",
		{"residual", "out_usd"}: "72166.67"})
	return nil
}

func sortedPairs(amounts map[[2]string]string) [][2]string {
	return slices.SortedFunc(maps.Keys(amounts), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
}
