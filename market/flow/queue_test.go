package flow

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/book"
	"firesale/market/unit"
)

// Events come out by time, those of one time in the order in which they went in.
func TestQueueOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q queue
		var want []event
		for note := range rapid.IntRange(0, 60).Draw(t, "events") {
			if len(want) > 0 && rapid.Bool().Draw(t, "pop") {
				if got := q.pop(); got.note != want[0].note || got.at != want[0].at {
					t.Fatalf("popped %d at %d, want %d at %d", got.note, got.at, want[0].note, want[0].at)
				}
				want = want[1:]
			}
			at := unit.Duration(rapid.IntRange(0, 8).Draw(t, "at"))
			m := message{note: uint32(note)}
			q.push(at, m)
			want = append(want, event{at: at, message: m})
			slices.SortStableFunc(want, func(x, y event) int { return int(x.at - y.at) })
		}
	})
}

func TestQueueForgetsNever(t *testing.T) {
	var q queue
	q.push(Never, message{})
	if q.next() != Never || len(q.events) != 0 {
		t.Error("kept an event at Never")
	}
}

// recent against a sum over everything that was added.
func TestRecentVolume(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r recent
		r.reset(100)
		var all []recentTrade
		now := unit.Duration(0)
		for range rapid.IntRange(0, 200).Draw(t, "trades") {
			now += unit.Duration(rapid.IntRange(0, 30).Draw(t, "pause"))
			x := recentTrade{now, int64(rapid.IntRange(1, 9).Draw(t, "lots")), book.Side(rapid.IntRange(0, 1).Draw(t, "side"))}
			r.add(x.at, x.side, book.Lots(x.lots))
			all = append(all, x)
			var want [2]float64
			for _, x := range all {
				if now-x.at <= 100 {
					want[x.side] += float64(x.lots)
				}
			}
			if b, s := r.volume(now); b != want[book.Buy] || s != want[book.Sell] {
				t.Fatalf("%v bought, %v sold; want %v", b, s, want)
			}
		}
	})
}
