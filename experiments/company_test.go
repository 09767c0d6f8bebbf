package experiments_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"firesale/experiments"
	"firesale/experiments/results"
)

// borrowing is a market of new loans in which everything else is on as well: borrowers who act, trusts that buy loans, a
// covered bond whose lender sells coins of its own, a lender who runs.
const borrowing = `
[run]
replications = 2
[clock]
step = "1d"
horizon = "50d"
[price]
kind = "gbm"
volatility = "180%"
[market.impact]
kind = "linear"
depth = 1500.0
[loop]
enabled = true
origination = "40%"
[lender.trust]
copies = 1
[lender.trust.pool]
loans = 60
borrowers = 40
principal_usd = 20e6
collateral_btc = 410.0
[lender.trust.terms]
ltv_basis = "debt"
[lender.trust.borrower]
kind = "hazard"
prepay_rate = "80%"
[lender.trust.deal]
kind = "ledn-2026-1"
cash_usd = 100000
reserve = { initial_usd = 940000 }
fee.trustee = { usd_month = 1500 }
note.A = { balance_usd = 16e6 }
note.B = { balance_usd = 2.8e6 }
[lender.trust.warehouse]
limit_usd = 25e6
issue_usd = 15e6
[lender.covered]
treasury_btc = 50.0
[lender.covered.pool]
loans = 60
borrowers = 40
principal_usd = 20e6
collateral_btc = 410.0
[lender.covered.borrower]
kind = "strategic"
[lender.covered.deal]
kind = "covered_bond"
note.A = { balance_usd = 15e6 }
[lender.covered.warehouse]
limit_usd = 25e6
issue_usd = 15e6
[lender.runner.pool]
loans = 60
borrowers = 40
principal_usd = 20e6
collateral_btc = 410.0
[lender.runner.policy]
kind = "preempt"
`

// With new loans Shapley's shares of lenders still add up to all losses and to the fall, those of channels to each lender's
// loss, within the rounding of sums of dollars; and the bytes are those of one worker.
func TestNewLoansAreAttributed(t *testing.T) {
	study := func() *experiments.Study {
		s, err := loaded(t, borrowing+"[attribution]\ncontribution = \"shapley\"\nchannels = true\n", nil)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	one := wildRun(t, study(), 1, 0)
	for _, workers := range []int{7} {
		if names := unlike(t, one, wildRun(t, study(), workers, 0)); len(names) > 0 {
			t.Errorf("%d workers: other bytes in %v", workers, names)
		}
	}
	table, err := results.Read(one, "attribution")
	if err != nil {
		t.Fatal(err)
	}
	runs, err := results.Read(one, "runs")
	if err != nil {
		t.Fatal(err)
	}
	measure, on, item := table.Texts("measure"), table.Texts("on"), table.Texts("item")
	replication, _ := table.Floats("replication")
	value, _ := table.Floats("value")
	sums := map[string]float64{}
	for i := range measure {
		sums[fmt.Sprint(measure[i], " ", on[i], " ", item[i], " ", replication[i])] += value[i]
	}
	short, _ := runs.Floats("shortfall_usd")
	low, _ := runs.Floats("price_min_usd")
	lost := 0.0
	for i := range short {
		lost += short[i]
		for _, c := range []struct {
			what      string
			got, want float64
		}{
			{"Shapley's shares of losses", sums[fmt.Sprintf("shapley system shortfall_usd %d", i)], short[i]},
			{"Shapley's shares of the fall", sums[fmt.Sprintf("shapley market fall %d", i)], math.Log(87_508 / low[i])},
			{"channels of all", sums[fmt.Sprintf("channel system shortfall_usd %d", i)], short[i]},
		} {
			if math.Abs(c.got-c.want) > 1e-9*max(1, c.want) { // rounding of sums over all companies
				t.Errorf("replication %d: %s come to %v, want %v", i, c.what, c.got, c.want)
			}
		}
	}
	if lost == 0 {
		t.Error("nobody lost anything: the test judges nothing")
	}
}

// A lender whose loans come to nothing all the same moves the price, by the bitcoin that is bought with what it lends: without
// it the price falls lower.
func TestWhoLendsIsMissed(t *testing.T) {
	text := `
[run]
replications = 1
[clock]
step = "1d"
horizon = "31d"
[price]
kind = "scripted"
at = ["0d", "30d", "31d"]
usd = [100000.0, 100000.0, 90000.0]
[market.impact]
kind = "linear"
depth = 20000.0
[loop]
enabled = true
origination = "100%"
reinvest = "100%"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
[lender.y.pool]
kind = "tape"
file = "loans.csv"
[attribution]
`
	s, err := loaded(t, text, map[string]string{"loans.csv": tapeHead + cohort(1_000, 0.2, "12%", "2030-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	table := ran(t, s)
	bought, _ := table("runs").Floats("loop_bought_btc")
	shares := table("attribution")
	measure, cause, item := shares.Texts("measure"), shares.Texts("cause"), shares.Texts("item")
	value, _ := shares.Floats("value")
	for i := range measure {
		if measure[i] == "leave-one-out" && cause[i] == "x" && item[i] == "fall" {
			if want := -bought[0] / 2 / 20_000; math.Abs(value[i]/want-1) > 0.1 { // alone it buys at other prices, and on the last day too late
				t.Errorf("the price fell %v deeper with lender x, want about %v", value[i], want)
			}
			return
		}
	}
	t.Fatal("lender x is no cause of the fall: the test judges nothing")
}

// What else can be asked of runs, together with new loans: pairs of runs, and a break-even.
func TestNewLoansInPairsAndSearches(t *testing.T) {
	for what, text := range map[string]string{
		"pairs":  strings.Replace(borrowing, "[run]", "[run]\nantithetic = true", 1),
		"search": borrowing + "[find]\naddress = \"market.impact.depth\"\nmetric = \"drawdown\"\nlevel = 0.6\nlow = 1e3\nhigh = 2e7\ntolerance = 1e4\n",
	} {
		s, err := loaded(t, text, nil)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if names := unlike(t, wildRun(t, s, 1, 0), wildRun(t, s, 3, 0)); len(names) > 0 {
			t.Errorf("%s: other bytes in %v with three workers", what, names)
		}
	}
}
