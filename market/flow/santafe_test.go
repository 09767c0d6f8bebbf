package flow

import (
	"math"
	"testing"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// santaFe runs zero-intelligence flow alone, in orders of one lot, and returns the mean spread, in ticks, and the variance
// of the mid's change an hour at lags of the given number of market orders, over the last four fifths. The published law
// of diffusion is that of short lags; at long ones the mid is slower by a factor of order δ/μ.
func santaFe(alpha, mu, epsilon, lag float64, window, events int) (spread, diffusion float64) {
	p := ZeroIntelligence{LimitRate: alpha, MarketRate: mu, CancelRate: epsilon * mu, Window: window, SizeBTC: 1}
	z, _ := p.Open(Scale{1, 1})
	c := New(book.New(book.Config{Window: 1 << 18}), Scale{1, 1}, z)
	c.Begin(0, 1e6, func(int) *random.Source { return random.New(11, 7) })
	hours := float64(events) / (4*alpha*float64(window) + mu)
	end := unit.Duration(hours * float64(unit.Hour))
	c.Run(end/5, 0)
	pause := unit.Duration(lag / mu * float64(unit.Hour))
	sum, n, squares, last := 0.0, 0, 0.0, c.Mid()
	for at := end / 5; at < end; at += pause {
		c.Run(at, 0)
		bid, _ := c.Book().Bid()
		ask, _ := c.Book().Ask()
		sum += float64(ask - bid)
		squares += (c.Mid() - last) * (c.Mid() - last)
		last = c.Mid()
		n++
	}
	return sum / float64(n), squares / float64(n) / pause.Hours()
}

// TestSantaFeQuick holds two points of the law to a tolerance of their noise.
func TestSantaFeQuick(t *testing.T) {
	for _, epsilon := range []float64{0.01, 0.1} {
		const alpha, mu = 40, 2000
		s, _ := santaFe(alpha, mu, epsilon, 1, 400, 600_000)
		got, want := s*alpha/mu, 0.223+0.93*math.Pow(epsilon, 0.75)
		if math.Abs(got/want-1) > 0.08 {
			t.Errorf("epsilon %v: spread·α/μ %.4f, law %.4f: want within 8%% (law 3%%, noise of 6e5 events 2%%)", epsilon, got, want)
		}
		t.Logf("epsilon %v: spread·α/μ %.4f, law %.4f", epsilon, got, want)
	}
}
