package agents

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestWheelIsSorting holds a wheel, and the heap, to a sorted list: what is put in comes out in its step and in no other, whatever
// the turns between.
func TestWheelIsSorting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w wheel
		var h promises
		due, want := map[int]int{}, []int{} // by place
		w.reset()
		slots := rapid.SampledFrom([]int{1, 3, turn}).Draw(t, "slots") // few ones have sheets behind sheets
		for place := range rapid.IntRange(0, 150).Draw(t, "promises") {
			due[place] = rapid.IntRange(0, 2).Draw(t, "turn")*turn + rapid.IntRange(1, slots).Draw(t, "slot")
			w.put(int64(due[place])).order = order(int64(due[place]), place)
		}
		for step := range 3*turn + 1 {
			w.take(step, func(p promise) {
				if p.due() != step || due[p.place()] != step {
					t.Fatalf("step %d: place %d is due in step %d, taken in %d", step, p.place(), due[p.place()], p.due())
				}
				want = append(want, p.place())
				h.push(promise{order: order(int64(p.place()%7), p.place())})
			})
		}
		if len(want) != len(due) {
			t.Fatalf("%d of %d promises came out", len(want), len(due))
		}
		slices.SortFunc(want, func(a, b int) int { return int(order(int64(a%7), a)) - int(order(int64(b%7), b)) })
		for _, place := range want {
			if p := h.pop(); p.place() != place {
				t.Fatalf("place %d left the heap, want %d", p.place(), place)
			}
		}
	})
}
