package sim

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
)

// A seller is a loan in plain numbers: floats, a price of 1 at the start, 2,000 units in all.
type seller struct {
	debt, coins, cash float64
	dead              bool
}

// sellDown plays the rounds of section 9 as they stand there: over .80 a loan is closed out, over .70 it sells to be at .50. It
// also tells how near any loan came to a threshold, as a ratio to it.
func sellDown(loans []seller, shock, beta float64) (prices []float64, nearest float64) {
	p := 1 - shock
	nearest = 1
	prices = append(prices, p)
	for {
		sale, on := make([]float64, len(loans)), 0.0
		for i := range loans {
			l := &loans[i]
			worth := l.cash + l.coins*p
			if !l.dead {
				nearest = min(nearest, math.Abs(l.debt/worth/0.8-1), math.Abs(l.debt/worth/0.7-1))
			}
			switch {
			case l.dead:
			case l.debt/worth > 0.8:
				l.dead, sale[i] = true, l.coins
			case l.debt/worth > 0.7:
				need := (l.debt - 0.5*worth) / 0.5
				paid := min(need, l.cash)
				l.debt -= paid
				l.cash -= paid
				sale[i] = max(0, need-paid) / p
			}
			on += sale[i]
		}
		if on < 1e-7 {
			return prices, nearest
		}
		after := p * math.Exp(-beta*on/2000)
		for i := range loans {
			loans[i].coins -= sale[i]
			loans[i].cash += sale[i] * (p + after) / 2
		}
		p = after
		prices = append(prices, p)
	}
}

// sellers is twenty loans in the model's numbers and in ours, at 100,000 dollars a coin.
func sellers(debts []float64, shock, beta float64) ([]seller, *World) {
	start := 100_000.0
	var loans []seller
	pool := &credit.Pool{}
	for i, debt := range debts {
		coins := 2000 / float64(len(debts))
		loans = append(loans, seller{debt: debt / 100 * coins, coins: coins})
		pool.Loans = append(pool.Loans, credit.Loan{ID: fmt.Sprint(i), Principal: unit.USD(math.Round(debt * coins * 1_000 * 100)), Collateral: unit.CoinsOf(coins), Matures: 40_000})
	}
	terms := credit.Terms{MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 80 * unit.Percent, CureLTV: 50 * unit.Percent,
		Liquidation: "close-out", LTVBasis: "principal", DayCount: "act/365", Pays: "cash"}
	x, err := credit.NewIndex(pool, terms, credit.Horizon{Start: 20_453, End: 20_453})
	if err != nil {
		panic(err)
	}
	w := &World{Instant: true, Clock: agents.Clock{Start: 20_453}, Twin: true, Common: price.Common{Start: &start}, Oracle: *market.OraclePreset(),
		Price: &price.Shock{Shock: unit.Ratio(-shock)}, Impact: &impact.Exponential{Depth: 2000 / beta}, Liquidity: &liquidity.Fixed{}}
	w.Lenders = []Copies{{Count: 1, Charter: &agents.Charter{Name: "ladder", Clock: w.Clock, Index: x, Polling: 1, Window: -1, Delever: 50 * unit.Percent}}}
	return loans, w
}

// TestSellDownLadder: debts of 40.5, 42.5, ... 78.5, as in the ladder of twenty loans. Counts from a separate program of the
// same rules.
func TestSellDownLadder(t *testing.T) {
	for _, c := range []struct {
		shock, beta float64
		loans       int
		final, sold float64
	}{
		{0.05, 0.2, 3, 0.899381294, 547.549088}, {0.05, 0.5, 7, 0.730321629, 1051.907837}, {0.05, 1, 20, 0.349485469, 2000},
		{0.10, 0.2, 5, 0.831155963, 795.773053}, {0.10, 0.4, 8, 0.714713148, 1152.567461}, {0.10, 1, 20, 0.331091497, 2000},
		{0.15, 0.3, 10, 0.704765956, 1249.137193},
	} {
		var debts []float64
		for i := range 20 {
			debts = append(debts, 40.5+2*float64(i))
		}
		_, w := sellers(debts, c.shock, c.beta)
		out := run(t, open(t, w), 0)
		l := out.Lenders[0]
		// marks of whole cents at 100,000 dollars are off by 5e-8 at most, which passes into every sale
		if got := math.Exp(out.LogFinal) / 100_000; l.LiquidatedLoans != c.loans || math.Abs(got-c.final) > 2e-8 || math.Abs(l.Sold.Float()-c.sold) > 1e-4 {
			t.Errorf("shock %g, beta %g: %d loans, price %.9f, %.6f sold; want %d, %.9f, %.6f", c.shock, c.beta, l.LiquidatedLoans, got, l.Sold.Float(), c.loans, c.final, c.sold)
		}
	}
}

// TestSellDownIsTheModel holds the engine to those rounds on ladders made by chance, whose books it audits: prices within 1e-6,
// as far as no loan stands so near a threshold that whole cents decide.
func TestSellDownIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var debts []float64
		for range rapid.IntRange(1, 20).Draw(t, "loans") {
			debts = append(debts, rapid.Float64Range(30, 79).Draw(t, "debt"))
		}
		shock, beta := rapid.Float64Range(0.01, 0.4).Draw(t, "shock"), rapid.Float64Range(0.05, 2).Draw(t, "beta")
		loans, w := sellers(debts, shock, beta)
		prices, nearest := sellDown(loans, shock, beta)
		if nearest < 1e-6 {
			t.Skip("whole cents decide")
		}
		out := run(t, open(t, w), 0)
		dead := 0
		for i := range loans {
			if loans[i].dead {
				dead++
			}
		}
		if got := math.Exp(out.LogFinal) / 100_000; out.Lenders[0].LiquidatedLoans != dead || math.Abs(got/prices[len(prices)-1]-1) > 1e-6 { // whole cents and satoshis in each round
			t.Fatalf("%d loans, price %.9f; want %d, %.9f", out.Lenders[0].LiquidatedLoans, got, dead, prices[len(prices)-1])
		}
	})
}
