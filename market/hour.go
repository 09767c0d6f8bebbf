package market

import "math"

// hourFlow is the net modelled flow of the last hour, kept step by step in a ring. Steps longer than an hour count with
// the share that an hour is of them, as if the flow had come evenly (assumed). It is brought up to date only when asked
// or added to, so a quiet step costs nothing.
type hourFlow struct {
	steps []float64 // BTC of each step of the hour
	slot  int       // where the last step is
	last  int       // the step the ring is up to date with
	live  int       // steps with a flow: with none the sum is exactly 0, whatever was rounded before
	sum   float64
	share float64 // of a step's flow that falls into the last hour
}

func newHourFlow(stepHours float64) hourFlow {
	if stepHours <= 0 || stepHours >= 1 {
		return hourFlow{steps: make([]float64, 1), share: 1 / math.Max(stepHours, 1)}
	}
	return hourFlow{steps: make([]float64, int(math.Round(1/stepHours))), share: 1}
}

func (h *hourFlow) reset() {
	clear(h.steps)
	h.slot, h.last, h.live, h.sum = 0, 0, 0, 0
}

// become makes the flow what another of the same step is.
func (h *hourFlow) become(o *hourFlow) {
	steps := append(h.steps[:0], o.steps...)
	*h = *o
	h.steps = steps
}

// roll forgets what is more than an hour before the end of step.
func (h *hourFlow) roll(step int) {
	if step-h.last >= len(h.steps) {
		h.reset()
		h.last = step
	}
	for h.last < step {
		h.last++
		if h.slot++; h.slot == len(h.steps) {
			h.slot = 0
		}
		h.set(0)
	}
}

// set writes the flow of the last step.
func (h *hourFlow) set(flow float64) {
	old := h.steps[h.slot]
	h.steps[h.slot] = flow
	if old != 0 {
		h.live--
	}
	if flow != 0 {
		h.live++
	}
	if h.sum += flow - old; h.live == 0 {
		h.sum = 0
	}
}

func (h *hourFlow) add(step int, flow float64) {
	h.roll(step)
	h.set(h.steps[h.slot] + flow)
}

// net is the flow of the hour that ends with step, in BTC.
func (h *hourFlow) net(step int) float64 {
	h.roll(step)
	return h.sum * h.share
}

// An OwnFlow is one seller's part of the flow that a View shows, over the same hour, for sellers who ask what the others
// do.
type OwnFlow struct{ hour hourFlow }

// NewOwnFlow counts in steps of a clock.
func NewOwnFlow(stepHours float64) *OwnFlow { return &OwnFlow{newHourFlow(stepHours)} }

// Reset begins a replication.
func (f *OwnFlow) Reset() { f.hour.reset() }

// Add counts a signed flow in a step, < 0 sold.
func (f *OwnFlow) Add(step int, flow float64) { f.hour.add(step+1, flow) }

// Before is the flow of the hour up to the start of a step, in BTC.
func (f *OwnFlow) Before(step int) float64 { return f.hour.net(step) }
