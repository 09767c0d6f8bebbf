package agents

import (
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

func line(limit, drawn unit.USD) *Warehouse {
	w := &Warehouse{Terms: &WarehouseTerms{Limit: limit, Issue: limit / 2, Advance: 80 * unit.Percent, Cure: 3}}
	w.ease(1)
	w.Drawn, w.flows.drawn = drawn, drawn
	return w
}

func TestRoom(t *testing.T) {
	for _, c := range []struct {
		drawn    unit.USD
		ease     float64
		room     float64
		headroom unit.USD
	}{
		{0, 1, 1, 1250}, {250, 1, 0.75, 937}, // (1000 − 250) / 80%, floored
		{500, 0.5, 0, 0}, {250, 0.5, 0.5, 625}, // half the limit, half the advance rate
		{900, 0.5, 0, 0}, {1000, 1, 0, 0},
	} {
		w := line(1000, c.drawn)
		w.ease(c.ease)
		if w.Room() != c.room || w.headroom() != c.headroom {
			t.Errorf("%+v: room %v, headroom %v cents", c, w.Room(), int64(w.headroom()))
		}
	}
}

func TestGrant(t *testing.T) {
	for _, c := range []struct {
		asked float64
		want  unit.USD
	}{
		{0, 0}, {12.4, 12}, {936.5, 936}, {936.6, 937}, {938, 937}, // room for 937
		{1.7e27, 937}, // a tenth of $1M a month after a rise of e^50: no int64 holds it
	} {
		if got := line(1000, 250).grant(c.asked); got != c.want {
			t.Errorf("of %v cents asked for, %v are granted, want %v", c.asked, int64(got), int64(c.want))
		}
	}
}

// Whatever happens to a line, both its accounts add up, nothing is below 0, and a loan never draws beyond the limit.
func TestWarehouseAudit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := line(1_000_000, 0)
		behind := unit.USD(0)
		for range rapid.IntRange(1, 30).Draw(t, "events") {
			amount := unit.USD(rapid.Int64Range(0, 500_000).Draw(t, "cents"))
			switch rapid.IntRange(0, 4).Draw(t, "event") {
			case 0:
				w.lend(amount)
				behind += amount
				if w.Drawn > w.limit && w.Drawn > 0 && amount > 0 && w.limit >= w.Terms.Limit {
					t.Fatalf("%s drawn of %s", w.Drawn, w.limit)
				}
			case 1:
				gone := min(amount, behind)
				w.shrink(behind, behind-gone)
				behind -= gone
			case 2:
				w.earn(amount)
			case 3:
				w.ease(rapid.Float64Range(0.1, 1).Draw(t, "ease"))
				if excess := w.cure(); excess > 0 && w.Cash > 0 {
					t.Fatalf("%s above the limit beside cash of %s", excess, w.Cash)
				}
			case 4:
				w.raise(amount - 250_000)
			}
			if err := w.audit(); err != nil {
				t.Fatal(err)
			}
		}
		if w.shrink(behind, 0); behind > 0 && w.Drawn != 0 {
			t.Fatalf("all loans are gone and %s is owed", w.Drawn)
		}
	})
	w := line(1000, 500)
	w.Drawn++
	if w.audit() == nil {
		t.Error("a cent too many is not seen")
	}
}
