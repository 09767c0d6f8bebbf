package market

import (
	"math"
	"testing"

	"firesale/market/flow"
	"firesale/market/liquidity"
	"firesale/market/random"
	"firesale/market/unit"
)

const dollars = 100_000.0

// openLimit is a book with the preset background, on steps of a minute.
func openLimit(tb testing.TB, alone bool) *Limit { return openLimitLots(tb, alone, 0.001) }

func openLimitLots(tb testing.TB, alone bool, lotBTC float64) *Limit {
	depth, err := (&liquidity.Fixed{}).Open(liquidity.Market{})
	if err != nil {
		tb.Fatal(err)
	}
	c := LimitConfig{Liquidity: depth, Step: unit.Minute, Alone: alone, BookConfig: BookConfig{
		Scale: flow.Scale{TickUSD: 1, LotBTC: lotBTC}, WarmUp: unit.Hour / 2}}
	for _, k := range flow.Kinds[:4] {
		c.Classes = append(c.Classes, FlowClass{k.Name, k.Preset()})
	}
	l, err := NewLimit(c)
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// luckOf gives every purpose a stream of its own.
func luckOf(seed uint64) Luck {
	return func(purpose string) *random.Source { return random.New(seed, uint64(len(purpose))) }
}

func minute(l *Limit, logReturn float64) {
	l.Advance(logReturn, false)
	l.Run(unit.Minute)
}

func TestBookStartsFull(t *testing.T) {
	l := openLimit(t, false)
	for seed := range uint64(4) {
		l.Reset(math.Log(dollars), luckOf(seed))
		v := l.View()
		if math.Abs(v.Mid/dollars-1) > 0.015 {
			t.Errorf("seed %d: mid %v at time 0, want %v within 1.5%%: background orders move it by some 0.4%% round f", seed, v.Mid, dollars)
		}
		if v.Depth < 0.5*250_000 || v.Depth > 2*250_000 {
			t.Errorf("seed %d: depth %.0f BTC, want that of the preset flow, 250,000 within a factor of 2", seed, v.Depth)
		}
		if v.HalfSpread <= 0 || v.VolumeBTCHour <= 0 || v.Hours != 0 || v.Step != -1 {
			t.Errorf("seed %d: %+v", seed, v)
		}
	}
}

// Whoever comes first gets the better price; who comes at the same instant shares one.
func TestFirstComeFirstServed(t *testing.T) {
	l := openLimit(t, false)
	won := 0
	const races = 10
	for seed := range uint64(races) {
		l.Reset(math.Log(dollars), luckOf(seed))
		minute(l, 0)
		l.Advance(0, false)
		l.Run(10 * unit.Second)
		first := l.Clear(Orders{Sell: 600})
		l.Run(12 * unit.Second)
		second := l.Clear(Orders{Sell: 600})
		if first.Sell > second.Sell {
			won++
		}
		if first.Open != 0 || first.Move >= 0 || first.LogFill > 0 {
			t.Errorf("seed %d: %+v", seed, first)
		}
		if err := l.Err(); err != nil {
			t.Error(err)
		}
	}
	if won < races-1 {
		t.Errorf("the first of two sellers got the better price in %d of %d races", won, races)
	}
}

// What meets at an instant is netted: the book sees the difference, and each side has one price.
func TestBookNets(t *testing.T) {
	l := openLimit(t, false)
	l.Reset(math.Log(dollars), luckOf(1))
	minute(l, 0)
	mid := l.View().Mid
	if c := l.Clear(Orders{Sell: 500, Buy: 500}); c.Move != 0 || !(c.Sell < mid && mid < c.Buy) {
		t.Errorf("500 against 500 BTC at %v: %+v", mid, c)
	}
	if sent := l.Traded().Outside; sent != 0 {
		t.Errorf("%d lots went to the book", sent)
	}
	if c := l.Clear(Orders{Sell: 500, Buy: 400}); c.Move >= 0 || c.Sell >= c.Buy || l.Traded().Outside != 100_000 {
		t.Errorf("500 against 400 BTC: %+v, %d lots", c, l.Traded().Outside)
	}
}

// An order that is larger than the book takes all of it; what found nobody is open.
func TestEmptiedBook(t *testing.T) {
	l := openLimit(t, false)
	l.Reset(math.Log(dollars), luckOf(2))
	minute(l, 0)
	c := l.Clear(Orders{Sell: 1e6})
	filled := float64(l.Traded().Outside) * 0.001
	if want := 1 - filled/1e6; math.Abs(c.Open-want) > 1e-12 || filled < 1_000 {
		t.Errorf("%v BTC filled of a million, %v open: want %v", filled, c.Open, want)
	}
	if c := l.Clear(Orders{Sell: 1}); c.Open != 1 {
		t.Errorf("one more coin into a book without bids: %+v", c)
	}
	minute(l, 0)
	if l.View().Depth == 0 || l.Err() != nil {
		t.Errorf("nobody has come back after a minute: %+v, %v", l.View(), l.Err())
	}
}

// TestMoreLotsThanAnOrderHolds: what does not fit into one order, of 32 bits, stays open; what is said to be sold is what the
// book bought. A lot of 0.00001 BTC is the one of the largest spot venue.
func TestMoreLotsThanAnOrderHolds(t *testing.T) {
	for _, c := range []struct{ lot, btc float64 }{{0.001, 50_000}, {0.00001, 50_000}, {0.000001, 50_000}, {0.000001, 4_000}} {
		l := openLimitLots(t, false, c.lot)
		l.Reset(math.Log(dollars), luckOf(1))
		minute(l, 0)
		clearing := l.Clear(Orders{Sell: c.btc})
		bought, sold := float64(l.sent)*c.lot, c.btc*(1-clearing.Open)
		if !(bought > 0) || math.Abs(bought-sold) > c.lot {
			t.Errorf("lots of %v: %v BTC sold of %v, want the %v that the book bought", c.lot, sold, c.btc, bought)
		}
	}
}

// A twin is the same flow on the same draws, whatever is sold to it.
func TestAlone(t *testing.T) {
	quiet, twin := openLimit(t, false), openLimit(t, true)
	quiet.Reset(math.Log(dollars), luckOf(3))
	twin.Reset(math.Log(dollars), luckOf(3))
	for range 20 {
		minute(quiet, -0.001)
		minute(twin, -0.001)
		before := twin.View()
		c := twin.Clear(Orders{Sell: 1_000})
		if c.Move != 0 || c.Open != 0 || math.Abs(c.Sell/(before.Mid*math.Exp(-before.HalfSpread))-1) > 1e-12 {
			t.Fatalf("a twin's sale: %+v", c)
		}
	}
	if quiet.LogMid() != twin.LogMid() || quiet.Traded() != twin.Traded() {
		t.Errorf("twin at %v after %+v, a book nobody sells to at %v after %+v", twin.LogMid(), twin.Traded(), quiet.LogMid(), quiet.Traded())
	}
}

// A warm book steps, clears and shows itself without allocating.
func TestLimitAllocatesNothing(t *testing.T) {
	l := openLimit(t, false)
	l.Reset(math.Log(dollars), luckOf(4))
	once := func() {
		minute(l, 1e-4)
		l.Clear(Orders{Sell: 20})
		l.View()
	}
	for range 90 {
		once()
	}
	if n := testing.AllocsPerRun(30, once); n != 0 {
		t.Errorf("%v allocations a step, want 0", n)
	}
}

// BenchmarkLimit is a step of a minute in the preset background, with a sale.
func BenchmarkLimit(b *testing.B) {
	l := openLimit(b, false)
	l.Reset(math.Log(dollars), luckOf(5))
	b.ReportAllocs()
	for b.Loop() {
		minute(l, 0)
		l.Clear(Orders{Sell: 1})
	}
}
