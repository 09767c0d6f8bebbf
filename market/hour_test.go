package market

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestHourFlow compares the ring with a sum over the whole history, asked at random steps.
func TestHourFlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		perHour := rapid.SampledFrom([]int{1, 2, 6, 60}).Draw(t, "steps an hour")
		h, flows := newHourFlow(1/float64(perHour)), [400]float64{}
		for step := 0; step < len(flows); step += rapid.IntRange(1, 90).Draw(t, "quiet") {
			if flow := rapid.Float64Range(-100, 100).Draw(t, "flow"); rapid.Bool().Draw(t, "trade") {
				h.add(step, flow)
				h.add(step, 1)
				flows[step] = flow + 1
			}
			want := 0.0
			for s := max(0, step-perHour+1); s <= step; s++ {
				want += flows[s]
			}
			if got := h.net(step); math.Abs(got-want) > 1e-11 || (want == 0 && got != 0) {
				t.Fatalf("step %d: %g, want %g", step, got, want)
			}
		}
	})
}

func TestHourFlowOfLongSteps(t *testing.T) {
	h := newHourFlow(24)
	h.add(3, -2400)
	near(t, "a day's flow, of an hour", h.net(3), -100, 0)
	near(t, "a day later", h.net(4), 0, 0)
	h = newHourFlow(0)
	h.add(0, -5)
	near(t, "an instant's flow", h.net(0), -5, 0)
}
