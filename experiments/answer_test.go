package experiments_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// answered is a lender with one loan of a million on 20 coins at 100,000, from which the price falls in a day and stays.
const answered = `
[run]
replications = 1
[clock]
step = "%s"
horizon = "62d"
[price]
kind = "scripted"
at = ["0d", "9d", "10d"]
usd = [100000.0, 100000.0, %v]
[market.impact]
%s
[lender.x]
copies = 2
%s
terms.margin_call_ltv = "97%%"
terms.liquidation_ltv = "98%%"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
[lender.x.deal]
%s
`

const oneLoan = `loan,borrower,principal_usd,collateral_btc,rate,originated
only,one,1000000,20,12%,2025-12-31
`

const covered = `kind = "covered_bond"
cash_usd = 0
reserve.initial_usd = 0
fee.trustee.off = true
note.A = { balance_usd = 800000, coupon = "5%" }
`

// sales is coins and dollars of the sale events of a lender, and when the first was.
func sales(t *testing.T, events *results.Table, lender string) (coins, usd, first float64) {
	t.Helper()
	kinds, lenders := events.Texts("kind"), events.Texts("lender")
	btc, _ := events.Floats("btc")
	cash, _ := events.Floats("usd")
	hours, _ := events.Floats("time_h")
	first = math.Inf(1)
	for i := range events.Len() {
		if kinds[i] == "sale" && lenders[i] == lender {
			coins, usd, first = coins+btc[i], usd+cash[i], min(first, hours[i])
		}
	}
	return coins, usd, first
}

// TestCoverCall: at 55,000 the cover is 90% × 80% × 1.1 M = 792,000 against 800,000, and the lender owes 8,000. It
// sells coins of its own for that within the days it has; without coins the notes are accelerated and recourse runs.
func TestCoverCall(t *testing.T) {
	const poor = covered + "recourse.equity_usd = 0\n"
	for _, c := range []struct {
		name, step, lender, deal string
		coins, usd, paid         float64 // sold and raised by a copy, and principal that A got on the first payment date
		why                      string
	}{
		{"paid from coins", "1d", "treasury_btc = 1", covered, 0.14545455, 8_000, 0, "8,000 / 55,000, rounded up"},
		{"paid from coins by the hour", "1h", "treasury_btc = 1", covered, 0.14545455, 8_000, 0, "as by the day"},
		{"a slow seller", "1h", "treasury_btc = 1\ncapacity_btc_h = 0.01", covered, 0.14545455, 8_000, 0, "as a fast one, in 15 hours"},
		{"too few coins", "1d", "treasury_btc = 0.1", poor, 0.1, 5_500, 11_525.12, "deposit and a month's 10,191.78 less fee 833.33 and coupon 3,333.33"},
		{"no coins, no means", "1d", "", poor, 0, 0, 6_025.12, "as before without the deposit"},
		{"no coins, but means", "1d", "", covered, 0, 0, 800_000, "recourse"},
	} {
		s, err := loaded(t, fmt.Sprintf(answered, c.step, 55_000.0, `kind = "none"`, c.lender, c.deal), map[string]string{"loans.csv": oneLoan})
		if err != nil {
			t.Fatal(err)
		}
		table := ran(t, s)
		coins, usd, first := sales(t, table("events"), "x#1")
		if math.Abs(coins-c.coins) > 1e-9 || math.Abs(usd-c.usd) > 0.01 { // exact, but for the sum of floats and a floor a slice
			t.Errorf("%s: sold %v for %v, want %v for %v: %s", c.name, coins, usd, c.coins, c.usd, c.why)
		}
		if coins > 0 && (first <= 240 || first > 264) {
			t.Errorf("%s: sold after %v hours, want after the mark of day 10, within a day", c.name, first)
		}
		if got := cellOf(t, table("deal"), "2026-01-31", "x#0", "note.A", "principal_usd"); math.Abs(got-c.paid) > 1e-9 {
			t.Errorf("%s: A is paid %v, want %v: %s", c.name, got, c.paid, c.why)
		}
	}
}

// TestCoverCallMovesThePrice: the lender's own sale lowers the price like any other, by sold / depth in log, so that it is
// asked for more than before; the books of market and lenders agree.
func TestCoverCallMovesThePrice(t *testing.T) {
	const depth = 1_000
	s, err := loaded(t, fmt.Sprintf(answered, "1d", 55_000.0, "kind = \"linear\"\ndepth = 1000.0", "treasury_btc = 5", covered), map[string]string{"loans.csv": oneLoan})
	if err != nil {
		t.Fatal(err)
	}
	table := ran(t, s)
	coins, usd, _ := sales(t, table("events"), "x#0")
	if !(coins > 0.1455 && usd > 8_000) {
		t.Errorf("sold %v for %v, want more than the 0.14545455 for 8,000 of a market that does not move", coins, usd)
	}
	paths := table("paths")
	mid, _ := paths.Floats("price_usd")
	alone, _ := paths.Floats("price_exogenous_usd")
	sold, _ := paths.Floats("sold_btc")
	total := 0.0
	for _, v := range sold {
		total += v
	}
	last := len(mid) - 1
	if math.Abs(total-2*coins) > 1e-9 {
		t.Errorf("the path sold %v, two copies %v", total, 2*coins)
	}
	if got, want := math.Log(mid[last]/alone[last]), -total/depth; math.Abs(got-want) > 1e-12 {
		t.Errorf("the log price moved by %v, want %v", got, want)
	}
}

const marketValue = `kind = "mv_bond"
cash_usd = 0
reserve.initial_usd = 0
fee.trustee.off = true
note.A = { balance_usd = 900000, coupon = "5%" }
`

// TestRedemption: a market-value bond redeems in full once its cover is 1.40, 20 coins at 63,000 against 900,000: all
// loans are called in, their coins are sold as far as they repay, and the notes are paid on the next payment date.
func TestRedemption(t *testing.T) {
	for _, c := range []struct {
		price, coins, paid float64 // of the market; sold by a copy; paid to A
		mode, why          string
	}{
		{64_000, 0, 0, "debt-only", "cover is 1.422"},
		{63_000, 15.93041969, 900_000, "debt-only", "a million and 3,616.44 for 11 days of 12%, / 63,000, rounded up"},
		{63_000, 20, 900_000, "close-out", "all coins, and the surplus is the borrower's"},
	} {
		study := fmt.Sprintf(answered, "1d", c.price, `kind = "none"`, "terms.liquidation = \""+c.mode+"\"", marketValue)
		s, err := loaded(t, study, map[string]string{"loans.csv": oneLoan})
		if err != nil {
			t.Fatal(err)
		}
		table := ran(t, s)
		coins, _, first := sales(t, table("events"), "x#1")
		if math.Abs(coins-c.coins) > 1e-9 {
			t.Errorf("at %v: sold %v, want %v: %s", c.price, coins, c.coins, c.why)
		}
		if coins > 0 && first != 264 {
			t.Errorf("at %v: sold after %v hours, want on the day after the mark of day 10", c.price, first)
		}
		if got := cellOf(t, table("deal"), "2026-01-31", "x#0", "note.A", "principal_usd"); got != c.paid {
			t.Errorf("at %v: A is paid %v, want %v: %s", c.price, got, c.paid, c.why)
		}
		if c.coins == 0 {
			continue
		}
		loss, _ := table("runs").Floats("loss_usd.x.residual")
		if want := 2 * (100_000 - (1_003_616.44 - 833.33 - 3_750 - 900_000)); math.Abs(loss[0]-want) > 1e-9 {
			t.Errorf("at %v: the residual loses %v, want %v: a fee and a coupon against 11 days of interest", c.price, loss[0], want)
		}
	}
}

// TestCleanUpCall: once one of two loans is repaid the owner takes the other at par, and the deal is over: what becomes of
// that loan in the crash thereafter is the lender's own affair.
func TestCleanUpCall(t *testing.T) {
	const study = `
[run]
replications = 1
[clock]
step = "1d"
horizon = "70d"
[price]
kind = "scripted"
at = ["0d", "40d", "41d"]
usd = [100000.0, 100000.0, 20000.0]
[market.impact]
kind = "none"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
[lender.x.deal]
kind = "ledn-2026-1"
tests = "off"
triggers = "off"
cash_usd = 0
reserve.initial_usd = 0
fee.trustee.off = true
note.A = { balance_usd = 700000, coupon = "6%" }
note.B = { balance_usd = 200000, coupon = "12%" }
`
	const tape = `loan,borrower,principal_usd,collateral_btc,rate,originated,matures
L1,one,950000,19,12%,2025-01-31,2026-01-31
L2,two,50000,1,12%,2025-12-31,2026-12-31
`
	s, err := loaded(t, study, map[string]string{"loans.csv": tape})
	if err != nil {
		t.Fatal(err)
	}
	table := ran(t, s)
	deal := table("deal")
	for _, w := range []struct {
		item, column string
		usd          float64
	}{
		{"account.principal", "in_usd", 950_000 + 50_000},
		{"note.A", "principal_usd", 700_000},
		{"note.B", "principal_usd", 200_000},
		{"residual", "out_usd", 100_000 + 10_191.78 - 833.33 - 3_500 - 2_000},
	} {
		if got := cellOf(t, deal, "2026-01-31", "x#0", w.item, w.column); math.Abs(got-w.usd) > 1e-9 {
			t.Errorf("%s of %s is %.2f, want %.2f", w.column, w.item, got, w.usd)
		}
	}
	if dates := deal.Texts("date"); dates[len(dates)-1] != "2026-01-31" {
		t.Errorf("the deal went on until %s", dates[len(dates)-1])
	}
	runs := table("runs")
	short, _ := runs.Floats("shortfall_usd")
	loss, _ := runs.Floats("loss_usd.x.residual")
	if !(short[0] > 29_000) || loss[0] > 0 {
		t.Errorf("shortfall %v, loss of the residual %v: want the lender to lose, and the deal not", short[0], loss[0])
	}
}

// TestAnswersKeepTheBooks: whatever the fall, the depth and the means, the books of deal, lender and market close in every
// period: a broken invariant would be a run with status audit.
func TestAnswersKeepTheBooks(t *testing.T) {
	luck := rand.New(rand.NewPCG(7, 7))
	for range 12 {
		deal := [2]string{covered, marketValue}[luck.IntN(2)]
		if luck.IntN(2) == 0 {
			deal = strings.Replace(deal, "cash_usd = 0", "cash_usd = 100\nwind_up = false", 1)
		}
		means := fmt.Sprintf("treasury_btc = %.4f\n", 3*luck.Float64())
		if luck.IntN(2) == 0 {
			means += fmt.Sprintf("capacity_btc_h = %.4f\n", 0.5*luck.Float64())
		}
		impact := fmt.Sprintf("kind = \"linear\"\ndepth = %.1f", 50+500*luck.Float64())
		s, err := loaded(t, fmt.Sprintf(answered, [3]string{"1d", "7h", "2d"}[luck.IntN(3)], 30_000+50_000*luck.Float64(), impact, means, deal), map[string]string{"loans.csv": oneLoan})
		if err != nil {
			t.Fatal(err)
		}
		ran(t, s)
	}
}
