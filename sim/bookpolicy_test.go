package sim

import (
	"math"
	"slices"
	"testing"

	"firesale/agents/credit"
	"firesale/agents/policy"
	"firesale/market/unit"
	"firesale/sim/record"
)

// sellingInBook is the path of a lender who closes out loans by a policy in a book, each a part of those of other tests.
func sellingInBook(t *testing.T, p policy.Params, replication int, part unit.USD) []record.Step {
	t.Helper()
	w := bookWorld(0)
	w.Twin, w.Steps = false, 150
	c := w.Lenders[0].Charter
	loans := slices.Clone(c.Index.Pool.Loans)
	for i := range loans {
		loans[i].Principal /= part
		loans[i].Collateral /= unit.BTC(part)
	}
	terms := c.Index.Terms
	terms.Liquidation = "close-out"
	x, err := credit.NewIndex(&credit.Pool{Loans: loans}, terms, credit.Horizon{Start: w.Clock.Start, End: w.Clock.Start})
	if err != nil {
		t.Fatal(err)
	}
	c.Index = x
	c.Policy, c.Market = p, policy.Market{StepHours: 1. / 60, Depth: 250_000}
	return run(t, open(t, w), replication).Path[1:]
}

// In a book a participation is a share of what others traded in the step that ends with the order, as far as coins waited
// before it: within 1%, in fact within the share of the lot in which the book counts.
func TestParticipationInBook(t *testing.T) {
	const lot = 0.001
	full := 0
	for replication, share := range []float64{0.02, 0.1, 0.01} {
		waited := 0.0
		for k, row := range sellingInBook(t, &policy.POV{Share: unit.Ratio(share)}, replication, 1) {
			want := share * (row.Book.Volume - row.Sold.Float())
			if want < waited {
				full++
			}
			if want = min(want, waited); math.Abs(row.Sold.Float()-want) > share*lot {
				t.Errorf("step %d: %s sold of %v, want %v", k, row.Sold, waited, want)
			}
			waited = row.Queued.Float()
		}
	}
	if full < 100 {
		t.Errorf("coins were left in %d steps: the test judges nothing", full)
	}
}

// In a book, too, each loan is sold in equal slices: with 20 loans that breach one after the other, a step sells a slice of
// every loan that breached in the T before it, to a satoshi a loan.
func TestSlicesInBook(t *testing.T) {
	const minutes = 12
	path := sellingInBook(t, &policy.TWAP{Over: minutes * unit.Minute, Profile: "equal"}, 1, 100) // small enough that every slice finds a bid
	coming, all := make([]float64, len(path)), 0.0
	waiting := 0.0
	for k, row := range path { // what is in the queue after a step and was not before breached in it
		if breached := row.Queued.Float() + row.Sold.Float() - waiting; breached > 0 {
			for later := k + 1; later <= k+minutes && later < len(path); later++ {
				coming[later] += breached / minutes
			}
			all += breached
		}
		waiting = row.Queued.Float()
		if math.Abs(row.Sold.Float()-coming[k]) > 20e-8 {
			t.Errorf("step %d sells %s, want %.8f", k, row.Sold, coming[k])
		}
	}
	if all < 1 {
		t.Errorf("%v BTC breached: the test judges nothing", all)
	}
}
