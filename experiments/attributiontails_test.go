package experiments_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"firesale/experiments/results"
)

// crowded is two lenders with notes whom one shallow market makes each other's worst news.
const crowded = `
[run]
replications = 80
[clock]
step = "6h"
horizon = "40d"
[price]
kind = "gbm"
volatility = "120%"
[market.impact]
kind = "linear"
depth = 1000.0
[lender.small.pool]
loans = 60
borrowers = 60
principal_usd = 20e6
collateral_btc = 410.0
[lender.small.terms]
liquidation = "close-out"
[lender.small.deal]
kind = "ledn-2026-1"
cash_usd = 100000
reserve = { initial_usd = 940000 }
fee.trustee = { usd_month = 1500 }
note.A = { balance_usd = 16e6 }
note.B = { balance_usd = 2.8e6 }
[lender.large.pool]
loans = 100
borrowers = 100
principal_usd = 50e6
collateral_btc = 1000.0
[lender.large.terms]
liquidation = "close-out"
[attribution]
[figures]
draw = []
`

// TestTailsAreTheRows computes every number that rests on all runs again, by sorting, from the rows of single runs.
func TestTailsAreTheRows(t *testing.T) {
	s, err := loaded(t, crowded, nil)
	if err != nil {
		t.Fatal(err)
	}
	table := ran(t, s)
	rows := shareRows(table("attribution"), "value")
	told := shareRows(table("attribution_summary"), "mean")
	system, runs := rows["loss system system shortfall_usd"], 80
	short, _ := table("runs").Floats("shortfall_usd")
	for i, x := range system {
		if math.Abs(x-short[i]) > 1e-6 { // sums of cents
			t.Fatalf("run %d: all lenders lost %v, the rows say %v", i, short[i], x)
		}
	}
	near := func(what string, want float64) {
		t.Helper()
		got, ok := told[what]
		if !ok || math.Abs(got[0]-want) > 1e-9*math.Max(1, math.Abs(want)) { // rounding of sums
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	for _, name := range []string{"small", "large"} {
		own := rows[fmt.Sprintf("loss system %s shortfall_usd", name)]
		worst := func(xs []float64, i int) bool { return xs[i] >= rankedAt(xs, 0.95) }
		distressed := picked(system, func(i int) bool { return worst(own, i) })
		usual := picked(system, func(i int) bool { return own[i] >= rankedAt(own, 0.45) && own[i] <= rankedAt(own, 0.55) })
		covar := rankedAt(distressed, 0.95)
		near("covar95 "+name+" system shortfall_usd", covar)
		near("delta-covar95 "+name+" system shortfall_usd", covar-rankedAt(usual, 0.95))
		near("mes95 system "+name+" shortfall_usd", meanOf(picked(own, func(i int) bool { return worst(system, i) })))
		for cause, xs := range map[string][]float64{"system": own, name: rows[fmt.Sprintf("loss %s %s shortfall_usd", name, name)]} {
			near(fmt.Sprintf("loss-probability %s %s shortfall_usd", cause, name), float64(len(picked(xs, func(i int) bool { return xs[i] > 0 })))/float64(runs))
			near(fmt.Sprintf("loss-var99 %s %s shortfall_usd", cause, name), rankedAt(xs, 0.99))
			near(fmt.Sprintf("loss %s %s shortfall_usd", cause, name), meanOf(xs))
		}
	}
	for _, note := range []string{"small.A", "small.B"} {
		all, alone := rows["loss system small loss_usd."+note], rows["loss small small loss_usd."+note]
		life, exists := table("runs").Floats("wal_years." + note)
		original := map[string]float64{"small.A": 16e6, "small.B": 2.8e6}[note]
		paid := picked(life, func(i int) bool { return exists[i] })
		near("contagion-spread others small loss_usd."+note, 1e4*(meanOf(all)-meanOf(alone))/(original*meanOf(paid)))
	}
	if b := told["contagion-spread others small loss_usd.small.B"]; b[0] <= 0 || told["mes95 system large shortfall_usd"][0] <= 0 {
		t.Errorf("company costs note B %v bp a year: the test judges nothing", b)
	}
}

// shareRows is a column of a table of shares by measure, cause, on and item.
func shareRows(table *results.Table, column string) map[string][]float64 {
	out := map[string][]float64{}
	values, _ := table.Floats(column)
	for i, x := range values {
		key := fmt.Sprint(table.Texts("measure")[i], " ", table.Texts("cause")[i], " ", table.Texts("on")[i], " ", table.Texts("item")[i])
		out[key] = append(out[key], x)
	}
	return out
}

// rankedAt is the smallest observation that a share q of them does not exceed.
func rankedAt(xs []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(xs))
	return sorted[int(math.Ceil(q*float64(len(xs))-1e-9))-1]
}

func picked(xs []float64, which func(i int) bool) (out []float64) {
	for i, x := range xs {
		if which(i) {
			out = append(out, x)
		}
	}
	return out
}

func meanOf(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}
