package experiments_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// What borrowers do unasked, held to MODEL's formulas through studies: a tape of loans of one borrower each, on a scripted
// price, with nobody called. Every decision is one of a binomial, so 4 standard errors of it are the tolerance.

// alike is a study of one lender whose borrowers act, on a price that goes from 100,000 to a level between two times, if the
// first is not 0 after having stood still, and stays there.
func alike(t *testing.T, level float64, from, to, horizon, behaviour, tape, keys string) func(table string) *results.Table {
	t.Helper()
	at, usd := fmt.Sprintf("%q", from), "100000.0"
	if from != "0d" {
		at, usd = `"0d", `+at, "100000.0, "+usd
	}
	text := fmt.Sprintf(`
[run]
replications = 1
twin = false
[clock]
step = "1d"
horizon = %q
[price]
kind = "scripted"
at = [%s, %q]
usd = [%s, %.1f]
[market.impact]
kind = "none"
[lender.x]
polling = "1d"
latency = "0s"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
[record]
paths = 1
[lender.x.borrower]
kind = %q
`, horizon, at, to, usd, level, behaviour)
	study, err := loaded(t, text+keys, map[string]string{"loans.csv": tapeHead + tape})
	if err != nil {
		t.Fatal(err)
	}
	return ran(t, study)
}

// cohort is n lines of a tape: loans of 10,000, interest at the end.
func cohort(n int, coins float64, rate, matures string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "L%d,B%[1]d,10000,%v,%s,2025-12-31,%s,pik\n", i, coins, rate, matures)
	}
	return b.String()
}

const tapeHead = "loan,borrower,principal_usd,collateral_btc,rate,originated,matures,pays\n"

// passThrough is a deal on such a pool: its principal account shows what is repaid, month by month.
func passThrough(loans int) string {
	return fmt.Sprintf("[lender.x.deal]\nkind = \"pass_through\"\nnote.A = { balance_usd = %d, coupon = \"6%%\" }\n", loans*9_500)
}

// Whoever may repay at a hazard of λ·exp(a·R), R the log return of 30 days, has done so by T with probability
//
//	1 − exp(−∫h),  ∫h = λ·[(e^{30ag} − 1)/(ag) + (T − 30)·e^{30ag}]
//
// in days, on a price that rises by g a day. The hazard is asked at the marks of whole days, which is a sum of it to the
// right: up to a day of the last hazard more. With a = 0, or without a rise, it is 1 − e^{−λT}.
func TestPrepaymentFollowsItsHazard(t *testing.T) {
	const n = 4_000
	for _, c := range []struct {
		rate, slope, level float64
	}{{0.6, 2, 165_000}, {0.6, 0, 165_000}, {1.5, -3, 165_000}, {0.3, 2, 100_000}} {
		table := alike(t, c.level, "0d", "90d", "90d", "hazard", cohort(n, 0.2, "12%", "2030-12-31"),
			fmt.Sprintf("prepay_rate = \"%.0f%%\"\nprepay_slope = %.1f\nrelease_ltv = \"0%%\"\n", 100*c.rate, c.slope)+passThrough(n))("deal")
		items, dates := table.Texts("item"), table.Texts("date")
		in, _ := table.Floats("in_usd")
		repaid, month := 0.0, 0
		for i := range items {
			if items[i] != "account.principal" || month == 3 { // the fourth is the winding up
				continue
			}
			repaid += in[i]
			days := []float64{31, 59, 90}[month]
			month++
			ag := c.slope * math.Log(c.level/100_000) / 90
			hazard, last := c.rate/365*days, c.rate/365*math.Exp(30*ag)
			if ag != 0 {
				ramp := min(days, 30)
				hazard = c.rate / 365 * (math.Expm1(ramp*ag)/ag + (days-ramp)*math.Exp(30*ag))
			}
			want := -math.Expm1(-hazard)
			tolerance := 4*math.Sqrt(want*(1-want)/n) + math.Abs(last-c.rate/365)
			if got := repaid / (n * 10_000); math.Abs(got-want) > tolerance {
				t.Errorf("rate %v, slope %v: by %s %.4f is repaid, want %.4f ± %.4f", c.rate, c.slope, dates[i], got, want, tolerance)
			}
		}
		if month != 3 {
			t.Fatalf("%d months in the deal's account: want 3", month)
		}
	}
}

// A loan at 25% asks for its surplus at the rate λ: p = 1 − e^{−λT} have done so by T. Half of them borrow, in a trust none,
// up to 40%: debts B on coins worth V become 0.4·V. The others are given coins until V is B/0.4. The principal at the end says
// how many borrowed, the LTV of the pool how many did not. At 50%, before the price rose, nobody could ask.
func TestReleaseFollowsItsRate(t *testing.T) {
	const n, rate, debt, worth = 20_000, 18.0, 10_000.0, 40_000.0
	for _, c := range []struct {
		borrow float64
		deal   string
		days   int
	}{{0.5, "", 20}, {0.5, "", 8}, {0, passThrough(n), 20}} {
		table := alike(t, 200_000, "0d", "12h", fmt.Sprintf("%dd", c.days), "hazard", cohort(n, 0.2, "0%", "2030-12-31"),
			"prepay_rate = \"1800%\"\nprepay_slope = -100.0\nrelease_ltv = \"30%\"\n"+c.deal) // after the rise nobody prepays for 30 days
		ltvs, _ := table("paths").Floats("ltv_pool")
		principal := atEnd(table("ltv")) / n
		collateral := principal / ltvs[len(ltvs)-1]
		p := -math.Expm1(-rate / 365 * float64(c.days))
		for _, share := range []struct {
			name      string
			got, want float64
		}{
			{"borrow", (principal - debt) / (0.4*worth - debt), p * c.borrow},
			{"are given coins", (worth - collateral) / (worth - debt/0.4), p * (1 - c.borrow)},
		} {
			if tolerance := 4*math.Sqrt(share.want*(1-share.want)/n) + 1e-9; math.Abs(share.got-share.want) > tolerance { // cents and satoshis
				t.Errorf("%d days: %.4f %s, want %.4f ± %.4f", c.days, share.got, share.name, share.want, tolerance)
			}
		}
	}
}

// atEnd is the principal of loans that are open at the end.
func atEnd(ltv *results.Table) (usd float64) {
	when := ltv.Texts("when")
	principal, _ := ltv.Floats("principal_usd")
	for i := range when {
		if when[i] == "end" {
			usd += principal[i]
		}
	}
	return usd
}

// A loan of 10,000 at 12% that is due after 20 days owes 10,065.75. Half of the borrowers repay, four in ten renew and one in
// ten sells coins for what it owes; a loan over its margin call is not renewed but sold; in a trust, whose borrowers take new
// debt elsewhere, who would renew repays; coins worth less than the debt are sold, all of them, whoever owes it.
func TestMaturityFollowsItsShares(t *testing.T) {
	const n, owed = 4_000, 10_065.75
	for _, c := range []struct {
		name         string
		level, coins float64
		deal         string
		sold, stay   float64 // shares
		each         float64 // USD, proceeds of a sale
	}{
		{"above water", 120_000, 0.2, "", 0.1, 0.4, owed},
		{"over its margin call", 100_000 * 0.66, 0.2, "", 0.5, 0, owed},
		{"of a trust", 120_000, 0.2, passThrough(n), 0.1, 0, owed},
		{"of a trust, over its margin call", 100_000 * 0.66, 0.2, passThrough(n), 0.1, 0, owed},
		{"worth less than the debt", 50_300, 0.2, "", 1, 0, 10_060},
	} {
		table := alike(t, c.level, "19d", "19.5d", "30d", "hazard", cohort(n, c.coins, "12%", "2026-01-20"),
			"prepay_rate = \"0%\"\nrelease_ltv = \"0%\"\nprobability = 0.0\n[lender.x.terms]\nmargin_call_ltv = \"70%\"\nliquidation_ltv = \"99.99%\"\n"+c.deal)
		sales := 0
		events := table("events")
		kinds := events.Texts("kind")
		usd, _ := events.Floats("usd")
		for i := range kinds {
			if kinds[i] == "sale" {
				if sales++; math.Abs(usd[i]-c.each) > 0.01 { // coins for it are rounded up, cents down
					t.Errorf("%s: a sale of %v, want %v", c.name, usd[i], c.each)
				}
			}
		}
		for _, share := range []struct {
			name      string
			got, want float64
		}{{"sold", float64(sales) / n, c.sold}, {"left", atEnd(table("ltv")) / (n * 10_000), c.stay}} {
			if math.Abs(share.got-share.want) > 4*math.Sqrt(share.want*(1-share.want)/n) {
				t.Errorf("%s: %.4f %s, want %.4f", c.name, share.got, share.name, share.want)
			}
		}
	}
}
