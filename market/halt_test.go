package market

import (
	"math"
	"testing"

	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
)

func haltedDealer(t *testing.T) *Dealer {
	moves, err := (&impact.Linear{Depth: 10_000}).Open(impact.Market{})
	if err != nil {
		t.Fatal(err)
	}
	depth, _ := (&liquidity.Fixed{}).Open(liquidity.Market{})
	d := NewDealer(DealerConfig{Impact: moves, Liquidity: depth, StepHours: 1.0 / 60, VolumeBTCDay: 150_000,
		Halt: &Halt{Band: 0.1, Over: 3 * unit.Minute, Pause: 2 * unit.Minute}})
	d.Reset(math.Log(100), nil)
	return d
}

// A halted dealer shows the edge of the band while f falls on, takes no orders, and reopens at f after the pause.
func TestDealerHalts(t *testing.T) {
	d := haltedDealer(t)
	for k, c := range []struct {
		move    float64
		mid     float64
		halted  bool
		reopens bool
		why     string
	}{
		{-0.04, 100 * math.Exp(-0.04), false, false, "4% in a step is within the band"},
		{-0.04, 100 * math.Exp(-0.08), false, false, "8% in two steps still"},
		{-0.04, 90, true, false, "12% in three is not: the mid stops at the edge"},
		{-0.04, 90, true, false, "f falls on, nothing trades"},
		{-0.04, 100 * math.Exp(-0.20), false, true, "two minutes after: any price"},
		{-0.04, 100 * math.Exp(-0.24), false, false, "and the band counts from there"},
		{-0.11, 100 * math.Exp(-0.20) * 0.9, true, false, "so that 10% below the reopening it stops again"},
	} {
		d.Advance(c.move, false)
		v := d.View()
		if math.Abs(v.Mid-c.mid) > 1e-9 || v.Halted != c.halted || v.Reopens != c.reopens {
			t.Errorf("step %d: mid %v, halted %t, reopens %t: want %v, %t, %t: %s", k, v.Mid, v.Halted, v.Reopens, c.mid, c.halted, c.reopens, c.why)
		}
	}
}

// A clearing is not cut short: the halt follows it.
func TestDealerHaltsAfterAClearing(t *testing.T) {
	d := haltedDealer(t)
	d.Advance(0, false)
	d.Clear(Orders{Sell: 2_000})
	want := 100 * math.Exp(-0.2)
	for k, halted := range []bool{true, true, false} {
		if v := d.View(); math.Abs(v.Mid-want) > 1e-9 || v.Halted != halted {
			t.Errorf("%d steps after the sale: mid %v, halted %t; want %v, %t", k, v.Mid, v.Halted, want, halted)
		}
		d.Advance(0, false)
	}
}

// A book stops at the band, keeps what lenders cannot sell open, and reopens in one auction in which they take part.
func TestBookHalts(t *testing.T) {
	l := openLimit(t, false)
	l.config.Halt = &Halt{Band: 0.005, Over: 3 * unit.Minute, Pause: 2 * unit.Minute}
	l.guard = l.config.Halt.open(unit.Minute)
	l.Reset(math.Log(dollars), luckOf(1))
	minute(l, 0)
	floor, _ := l.guard.edges()
	c := l.Clear(Orders{Sell: 3_000})
	if v := l.View(); !v.Halted || c.Open == 0 || c.Sell < math.Exp(floor) {
		t.Fatalf("3,000 BTC into a band of 0.5%%: %+v, halted %t, floor %v", c, v.Halted, math.Exp(floor))
	}
	frozen, trades := l.LogMid(), l.Traded().Trades
	minute(l, -0.05)
	if v := l.View(); !v.Halted || v.LogMid != frozen || l.Traded().Trades != trades {
		t.Errorf("a minute later: halted %t, mid %v, %d trades; want %v, %d", v.Halted, v.LogMid, l.Traded().Trades, frozen, trades)
	}
	minute(l, 0)
	if !l.View().Reopens {
		t.Fatal("does not reopen after two minutes")
	}
	c = l.Clear(Orders{Sell: 100})
	if v := l.View(); v.Halted || v.Reopens || c.Open == 1 || l.Traded().Trades == trades {
		t.Errorf("the auction: %+v, %+v", c, v)
	}
	minute(l, 0)
	if err := l.Err(); err != nil {
		t.Error(err)
	}
}
