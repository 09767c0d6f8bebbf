package flow

import (
	"math"
	"testing"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

func TestSizeMean(t *testing.T) {
	z, s, sum := newSize(5000, 1), random.New(1, 1), 0.0
	const n = 400_000
	for range n {
		sum += float64(z.draw(s))
	}
	if mean := sum / n; math.Abs(mean/5000-1) > 0.01 {
		t.Errorf("mean %v lots, want 5000 within 1%% (4 s.e. of a lognormal of sd 1.31)", mean)
	}
}

// The signs of hidden orders: C(lag) ≈ N^{β−2}/β · lag^{−(β−1)} (Lillo, Mike and Farmer 2005), here its slope.
func TestSignMemory(t *testing.T) {
	p := HiddenOrdersPreset()
	class, _ := p.Open(bitcoin)
	h := class.(*hiddenOrders)
	c := New(book.New(book.Config{Window: 64}), bitcoin, h)
	c.Begin(0, 100_000, streams(2))
	const n = 1 << 20
	signs := make([]float64, n)
	for i := range signs {
		k := int(h.source.Uniform() * float64(len(h.orders)))
		signs[i] = 1 - 2*float64(h.orders[k].side)
		if h.orders[k].left--; h.orders[k].left == 0 {
			h.orders[k] = h.draw()
		}
	}
	at := func(lag int) float64 {
		sum := 0.0
		for i := lag; i < n; i++ {
			sum += signs[i] * signs[i-lag]
		}
		return sum / float64(n-lag)
	}
	c10, c300 := at(10), at(300)
	slope := math.Log(c300/c10) / math.Log(30)
	if slope < -0.7 || slope > -0.3 {
		t.Errorf("autocorrelation %.4f at lag 10, %.4f at lag 300: slope %.2f, want -0.5 ± 0.2 (long memory converges slowly)", c10, c300, slope)
	}
}

// A rate stands for every: 900 renewals an hour are one in 4 s.
func TestMakersRate(t *testing.T) {
	run := func(change func(*Makers)) (mid float64, depth book.Lots) {
		p := MakersPreset()
		change(p)
		class, err := p.Open(bitcoin)
		if err != nil {
			t.Fatal(err)
		}
		c := New(book.New(book.Config{Window: 64}), bitcoin, class)
		c.Begin(0, 100_000, streams(1))
		c.Run(unit.Minute, 0)
		return c.Mid(), book.Lots(c.Book().Within(book.Buy, 0.01))
	}
	rate, never := 900.0, 1e-9
	mid, depth := run(func(*Makers) {})
	if m, d := run(func(p *Makers) { p.Rate = &rate; p.Every = unit.Hour }); m != mid || d != depth || d == 0 {
		t.Errorf("900 an hour: mid %v, depth %v; one in 4 s: %v, %v", m, d, mid, depth)
	}
	if _, d := run(func(p *Makers) { p.Rate = &never }); d != 0 {
		t.Errorf("depth %v of makers who never come", d)
	}
}

// A maker leans against its inventory, keeps to its bound, and leaves when volatility passes its limit.
func TestMakers(t *testing.T) {
	c := crowdOf(t, "makers")
	m := c.classes[0].(*makers)
	c.Begin(0, 100_000, streams(1))
	c.Run(unit.Hour/10, 0)
	before, calm := c.Mid(), c.Book().Within(book.Buy, 0.01)
	if calm == 0 {
		t.Fatal("nobody quotes")
	}
	c.Trade(Outsider(0), book.Sell, c.Lots(300))
	c.Run(unit.Hour/10+10*unit.Minute, 0)
	held := int64(0)
	for i := range m.makers {
		held += m.makers[i].inventory
		if float64(m.makers[i].inventory) > m.bound+m.lots*float64(m.params.Levels) {
			t.Errorf("maker %d holds %d lots", i, m.makers[i].inventory)
		}
	}
	if held != 300_000 || c.Mid() >= before {
		t.Errorf("makers hold %d lots, want 300000; mid %v, before the sale %v", held, c.Mid(), before)
	}
	m.fast.variance = 100 // 1,000% a year
	c.Run(c.Now()+unit.Minute, 0)
	if left := c.Book().Within(book.Buy, 0.01); left > calm/4 {
		t.Errorf("%d lots after a shock to volatility, %d before: want most makers gone", left, calm)
	}
}

// Depth follows the multiplier.
func TestMultiplier(t *testing.T) {
	c := crowdOf(t, "makers")
	c.Begin(0, 100_000, streams(1))
	c.Run(unit.Hour/10, 0)
	full := c.Book().Within(book.Buy, 0.005)
	c.Multiplier = 0.25
	c.Run(unit.Hour/5, 0)
	if got := float64(c.Book().Within(book.Buy, 0.005)) / float64(full); math.Abs(got-0.25) > 0.02 {
		t.Errorf("depth fell to %.3f of itself, want 0.25", got)
	}
}

// Latency: an order decided now arrives later, and the wait is that of the class.
func TestLatency(t *testing.T) {
	p := HiddenOrdersPreset()
	p.Latency = 3 * unit.Second
	late, _ := p.Open(bitcoin)
	c := New(book.New(book.Config{Window: 1 << 16}), bitcoin, openKind(t, "makers", bitcoin), late)
	tape := record(c, 1, 0.05)
	if len(tape.Prints) == 0 || tape.Prints[0].At < 3*unit.Second {
		t.Errorf("prints: %d, the first of them at the start", len(tape.Prints))
	}
}

// The price follows f: the half-life of a gap lies between ten minutes and an hour.
func TestTracksFundamental(t *testing.T) {
	c := crowdOf(t, background...)
	const seeds, gap = 8, 0.02
	left := map[unit.Duration]float64{}
	for seed := range uint64(seeds) {
		c.Begin(-2*unit.Hour, 100_000, streams(seed))
		c.Run(0, math.Log(100_000))
		for _, at := range []unit.Duration{10 * unit.Minute, unit.Hour} {
			c.Run(at, math.Log(100_000)-gap)
			left[at] += (c.LogMid() - math.Log(100_000) + gap) / gap / seeds
		}
	}
	if left[10*unit.Minute] < 0.5 || left[unit.Hour] > 0.5 {
		t.Errorf("of a gap, %.2f is left after 10 min and %.2f after an hour: want a half-life between", left[10*unit.Minute], left[unit.Hour])
	}
}

// An order of more lots than 32 bits hold is the largest one, not what is left after wrapping.
func TestLotsSaturate(t *testing.T) {
	s := Scale{TickUSD: 0.01, LotBTC: 1e-5}
	for _, c := range []struct {
		btc  float64
		want book.Lots
	}{{0, 0}, {1.4e-5, 1}, {1.6e-5, 2}, {42_949.67294, math.MaxUint32 - 1}, {50_000, math.MaxUint32}, {1e9, math.MaxUint32}} {
		if got := s.Lots(c.btc); got != c.want {
			t.Errorf("%v BTC: %d lots, want %d", c.btc, got, c.want)
		}
	}
}
