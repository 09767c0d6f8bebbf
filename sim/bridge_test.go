package sim

import (
	"fmt"
	"testing"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

// TestWaitingOnABridge: a loan that waits is sold in the clearing at the end of the step in which its latency is over, with other
// loans beside it as if alone. Before, the next loan that the path touched in that step took it along, at its own wake price.
func TestWaitingOnABridge(t *testing.T) {
	for _, latency := range []int{0, 1, 3} {
		alone, sold := bridgedSales(t, latency, 1), 0
		for i, e := range bridgedSales(t, latency, 40) {
			if e.Loan != "L000" {
				continue
			}
			if sold++; len(alone) != 1 || e.Price != alone[0].Price || e.Hours != alone[0].Hours {
				t.Errorf("latency %d, event %d: sold at %v after %v h, alone: %+v", latency, i, e.Price, e.Hours, alone)
			}
		}
		if sold == 0 {
			t.Error("the loan was never sold: the test judges nothing")
		}
	}
}

// bridgedSales are the sales of a lender at whom the first of so many loans is sold, each at a wake price of its own.
func bridgedSales(t *testing.T, latency, loans int) (sales []record.Event) {
	from := 72_000.0
	d := &draft{world: World{
		Bridge: true, Clock: agents.Clock{Start: 20_453, Step: unit.Hour}, Steps: 24 * 20, Volume: 150_000,
		Common: price.Common{Start: &from, Volatility: 0.8}, Price: &price.GBM{},
		Impact: &impact.None{}, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
	}}
	l := lenderDraft{copies: 1, terms: *credit.TermKinds[0].Preset(), charter: agents.Charter{Name: "a", Polling: 1, Window: -1, Latency: latency}}
	for i := range loans {
		l.loans = append(l.loans, credit.Loan{ID: fmt.Sprintf("L%03d", i), Borrower: "B", Principal: unit.USD(55_000_00 - 20_00*i),
			Collateral: unit.Coin, AccruesFrom: 20_453, Pays: credit.Cash, Matures: 40_000})
	}
	d.lenders = []lenderDraft{l}
	for _, e := range run(t, open(t, d.build()), 0).Events {
		if e.Kind == record.Sale {
			sales = append(sales, e)
		}
	}
	return sales
}
