package agents

import (
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// lending is the funding of a lender behind a deal, on a day on which 8 of at most 10 million are drawn.
func lending(t *testing.T) (f *Funding, d Day) {
	t.Helper()
	l := trusted(t)
	start := l.Clock.Start
	lends, err := credit.NewIndex(&credit.Pool{}, l.Index.Terms, credit.Horizon{Start: start, End: start + 400})
	if err != nil {
		t.Fatal(err)
	}
	lends.AddContracts(12*unit.Percent, credit.Horizon{Start: start, End: start + 400})
	l.Lends = lends
	l.Warehouse = &WarehouseTerms{Limit: 10_000_000 * unit.Dollar, Issue: 5_000_000 * unit.Dollar, Advance: 80 * unit.Percent, Cure: 3}
	f = NewFunding(l)
	f.Reset(0, start)
	cycle := &Cycle{}
	cycle.Reset(loopWith(1), 11.5, 0.55)
	investor := &Investor{}
	investor.Preset()
	d = Day{Date: start + 31, Price: unit.PriceOf(100_000), Cycle: cycle, Investor: investor, Spread: 0.05}
	f.Book().Holding.PayInterest(d.Date - 1)
	f.Lend(d.Date-1, 10_000_000*unit.Dollar, 200*unit.Coin)
	f.lend(10_000_000 * unit.Dollar)
	f.Book().Holding.PayInterest(d.Date)
	return f, d
}

// MODEL 12: a pool is securitized once enough is drawn, the market is open and the last deal or early amortization is long ago.
func TestOpen(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(f *Funding, d *Day)
		want   int // deals
	}{
		{"all is given", func(*Funding, *Day) {}, 1},
		{"a dollar short of the size of a deal", func(f *Funding, _ *Day) { f.repay(3_000_001 * unit.Dollar) }, 0},
		{"just the size of a deal", func(f *Funding, _ *Day) { f.repay(3_000_000 * unit.Dollar) }, 1},
		{"the window is shut", func(_ *Funding, d *Day) { d.Spread = 0.07 }, 0},
		{"a day too early", func(f *Funding, d *Day) { f.calm = d.Date - 29 }, 0},
		{"not a day too early", func(f *Funding, d *Day) { f.calm = d.Date - 30 }, 1},
		{"the line is called: the deal repays it", func(f *Funding, d *Day) { d.Cycle.LTV, f.called = 0.35, d.Date-2 }, 1}, // 7 million are its limit
	} {
		f, d := lending(t)
		c.change(f, &d)
		f.Live(d)
		if f.tally.Issued != c.want || f.called != 0 {
			t.Errorf("%s: %d deals, called since %v; want %d and no call", c.name, f.tally.Issued, f.called, c.want)
		}
	}
}

// A trigger that fires when the pool has turned into cash repays every note at once. That is an early amortization, too: it
// is counted once, and deals rest for the cooling from then on.
func TestEarlyForADay(t *testing.T) {
	f, d := lending(t)
	deal, day := f.first.Trust.Deal, f.first.Clock.Start.AddMonths(1) // of the first payment
	deal.Collect(credit.Collections{Principal: 2_000_000 * unit.Dollar})
	if _, err := deal.PayDay(credit.PoolFacts{}); err != nil || deal.Outstanding() != 0 {
		t.Fatalf("%v is outstanding: %v", deal.Outstanding(), err)
	}
	for _, today := range []unit.Date{day, day + 1} {
		f.watch(today)
		if f.tally.Early != 1 || f.calm != day {
			t.Errorf("day %v: %d early amortizations, the last on %v; want one on %v", today, f.tally.Early, f.calm, day)
		}
	}
	if d.Date = day + 29; f.open(d) {
		t.Error("a deal is issued a day before the cooling is over")
	}
	if d.Date++; !f.open(d) {
		t.Error("no deal is issued once it is over")
	}
}
