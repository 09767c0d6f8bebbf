package flow

import (
	"testing"

	"firesale/market/book"
	"firesale/market/random"
)

// rmscDay runs one published day with the tape on.
func rmscDay(c *Crowd, seed uint64) {
	c.Tape.Clear()
	c.Begin(0, RMSC04Start*RMSC04Scale.TickUSD, func(i int) *random.Source { return random.New(seed, uint64(i)) })
	c.Run(RMSC04Day, c.Value())
}

func newRMSC(tb testing.TB) *Crowd {
	var classes []Class
	for _, p := range RMSC04() {
		class, err := p.Open(RMSC04Scale)
		if err != nil {
			tb.Fatal(err)
		}
		classes = append(classes, class)
	}
	c := New(book.New(book.Config{Window: 1 << 14}), RMSC04Scale, classes...)
	c.Tape = &Tape{}
	return c
}

// meanSpread is the time-weighted spread of a tape in ticks, over times with both sides.
func meanSpread(t *Tape) float64 {
	sum, span := 0.0, 0.0
	for k, q := range t.Quotes[:len(t.Quotes)-1] {
		if q.BidLots > 0 && q.AskLots > 0 {
			dt := float64(t.Quotes[k+1].At - q.At)
			sum += dt * float64(q.Ask-q.Bid)
			span += dt
		}
	}
	return sum / span
}

// TestRMSC04 holds days to the totals of the original's three seeds, each bound widened by 20% as the issue allows.
func TestRMSC04(t *testing.T) {
	c := newRMSC(t)
	for seed := range uint64(8) {
		rmscDay(c, seed)
		n, spread := c.Count(), meanSpread(c.Tape)
		for _, total := range []struct {
			name          string
			got, low, top float64
		}{
			{"fills", float64(n.Trades), 18_600, 19_400},
			{"shares", float64(n.Volume), 1.02e6, 1.05e6},
			{"mean spread in ticks", spread, 1.65, 2.22},
			{"delivered", float64(n.Delivered()), 188_964, 188_964},
		} {
			if total.got < 0.8*total.low || total.got > 1.2*total.top {
				t.Errorf("seed %d: %s %.4g: want within 20%% of %.4g to %.4g", seed, total.name, total.got, total.low, total.top)
			}
		}
		t.Logf("seed %d: %+v, delivered %d, mean spread %.2f", seed, n, n.Delivered(), spread)
	}
}

// BenchmarkDay is the published day with every change of the touch and every trade recorded.
func BenchmarkDay(b *testing.B) {
	b.Run("rmsc04", func(b *testing.B) {
		c := newRMSC(b)
		rmscDay(c, 1)
		b.ReportAllocs()
		for b.Loop() {
			rmscDay(c, 1)
		}
		b.ReportMetric(float64(c.Count().Delivered())*float64(b.N)/b.Elapsed().Seconds(), "delivered/s")
	})
}
