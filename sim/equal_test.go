package sim

import (
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firesale/agents"
	"firesale/market/unit"
	"firesale/sim/record"
)

// TestEngineEqualsScan holds the engine, step by step, to the scan: who is called, withdrawn, lapsed and liquidated and
// by whose doing, what is sold and what waits, every mid, and the books at the end.
func TestEngineEqualsScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		d.drawSweep(t)
		equalScan(t, d.build(), 3)
	})
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func equalScan(t fataler, w *World, replication int) {
	t.Helper()
	main, twin := scanWorld(w, replication)
	r, err := NewRunner(w)
	if err != nil {
		t.Fatalf("%v", err)
	}
	run, err := r.Run(replication, Keep{Path: true, Events: true})
	if err != nil {
		t.Fatalf("%v", err)
	}
	equalPaths(t, w, run.Path, main.out.Path)
	equalEvents(t, w, run.Events, main.out.Events)
	if run.Waves != main.waves || run.LogMin != main.logMin || run.Twin.LogMin != twin.logMin {
		t.Fatalf("waves %d, lowest %g (twin %g): the scan has %d, %g (%g)", run.Waves, run.LogMin, run.Twin.LogMin, main.waves, main.logMin, twin.logMin)
	}
	for i := range run.Lenders {
		equalBooks(t, run.Lenders[i], main.lenders[i])
	}
	for i, l := range each(r.main) {
		got, want := l.Holding.Ledger, main.lenders[i].ledger
		want.InterestOwed, want.InterestPaid, got.InterestOwed, got.InterestPaid = 0, 0, 0, 0 // the scan does not keep these
		want.SoldByGeneration, got.SoldByGeneration = nil, nil
		if diff := gocmp.Diff(want, got, gocmp.Comparer(func(a, b unit.Wide) bool { return a == b })); diff != "" {
			t.Fatalf("%s: ledger (− scan, + engine):\n%s", main.lenders[i].name, diff)
		}
	}
	for i, l := range each(r.twin) {
		if got, want := l.Holding.Ledger, twin.lenders[i].ledger; got.Loans != want.Loans || got.Sold != want.Sold {
			t.Fatalf("twin of %s: %d loans, %s sold: the scan has %d, %s", l.Name, got.Loans, got.Sold, want.Loans, want.Sold)
		}
	}
}

// each is the lender of every copy.
func each(s *side) (out []*agents.Lender) {
	for _, l := range s.lenders {
		for range l.Copies {
			out = append(out, l)
		}
	}
	return out
}

func equalBooks(t fataler, got record.Lender, want *scanLender) {
	t.Helper()
	if got.LiquidatedLoans != want.ledger.Loans || got.Sold != want.ledger.Sold ||
		!slices.Equal(got.SoldByGeneration, want.ledger.SoldByGeneration) {
		t.Fatalf("%s: %d loans, %s sold, %v by generation: the scan has %d, %s, %v", want.name,
			got.LiquidatedLoans, got.Sold, got.SoldByGeneration, want.ledger.Loans, want.ledger.Sold, want.ledger.SoldByGeneration)
	}
}

// equalPaths compares rows. Two columns are sums that the engine rounds once a run of loans and the scan once a loan:
// they differ by up to a cent a loan.
func equalPaths(t fataler, w *World, got, want []record.Step) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d rows, the scan has %d", len(got), len(want))
	}
	loans := 0
	for _, c := range w.Lenders {
		loans += c.Count * len(c.Charter.Index.Pool.Loans)
	}
	for k := range got {
		g, s := got[k], want[k]
		// a cent a loan, whose interest is rounded together with that of others, and rounding of sums
		near := func(a, b float64) bool { return math.Abs(a-b) <= 0.01*float64(loans)+1e-9*math.Abs(a) }
		if !near(g.PoolDebt, s.PoolDebt) || !near(g.PoolCoin, s.PoolCoin) {
			t.Fatalf("row %d: open loans owe %.2f and hold %.2f: the scan has %.2f, %.2f", k, g.PoolDebt, g.PoolCoin, s.PoolDebt, s.PoolCoin)
		}
		g.PoolDebt, g.PoolCoin, g.Depth, g.HalfSpread = s.PoolDebt, s.PoolCoin, 0, 0
		if g != s {
			t.Fatalf("row %d:\nengine %+v\nscan   %+v", k, g, s)
		}
	}
}

// equalEvents compares what happened to whom and when; within a step the order is that of the engine's buckets.
func equalEvents(t fataler, w *World, got []record.Event, want []scanEvent) {
	t.Helper()
	var events []scanEvent
	for _, e := range got {
		if e.Kind != record.Sale {
			for _, lender := range e.Lenders {
				events = append(events, scanEvent{e.Hours, e.Kind, lender, e.Loan, e.Generation})
			}
		}
	}
	order := func(a, b scanEvent) int {
		if a.Hours != b.Hours {
			return int(math.Copysign(1, a.Hours-b.Hours))
		}
		return strings.Compare(a.Kind+a.Lender+" "+a.Loan, b.Kind+b.Lender+" "+b.Loan)
	}
	slices.SortStableFunc(events, order)
	slices.SortStableFunc(want, order)
	if diff := gocmp.Diff(want, events); diff != "" {
		t.Fatalf("events (− scan, + engine):\n%s", diff)
	}
}
