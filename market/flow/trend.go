package flow

import (
	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// Trend traders are the momentum traders of RMSC04. Each keeps the mids it has seen; from the fifty-first on it compares
// the mean of the last 20 with that of the last 50, and buys at the ask if the short one is not lower, else sells at the
// bid. What does not trade at once stays in the book: they never cancel. Source: ABIDES RMSC04.
type Trend struct {
	Count int           `toml:"count" unit:"traders" range:"[1,16000000]" doc:"momentum traders" source:"published: RMSC04"`
	Every unit.Duration `toml:"every" range:"(0,24]" doc:"mean time between two wakes of one trader" source:"published: RMSC04"`
}

// TrendPreset is RMSC04's.
func TrendPreset() *Trend { return &Trend{Count: 12, Every: 37 * unit.Second} }

// Open makes the class.
func (p *Trend) Open(Scale) (Class, error) {
	return &trend{params: *p, looker: looker{delay: make([]unit.Duration, p.Count)}, seen: make([]mids, p.Count)}, nil
}

type trend struct {
	looker
	params Trend
	seen   []mids
}

// The two windows, in mids.
const short, long = 20, 50

// mids is the last 50 mids an agent saw.
type mids struct {
	ring [long]float64
	n    int // ever seen
}

func (m *mids) add(mid float64) {
	m.ring[m.n%long] = mid
	m.n++
}

// mean is that of the last k, k at most 50.
func (m *mids) mean(k int) float64 {
	sum := 0.0
	for j := m.n - k; j < m.n; j++ {
		sum += m.ring[j%long]
	}
	return sum / float64(k)
}

func (t *trend) Begin(c *Crowd, self Self, source *random.Source) {
	t.begin(self, source)
	clear(t.seen)
	for i := range t.delay {
		t.again(c, uint32(i), t.params.Every)
	}
}

// Wake asks for the touch, then follows the trend.
func (t *trend) Wake(c *Crowd, agent, note uint32) {
	if note == woken {
		t.query(c, agent)
		t.again(c, agent, t.params.Every)
		return
	}
	price, there := touch(c)
	if !there[book.Buy] || !there[book.Sell] {
		return
	}
	m := &t.seen[agent]
	m.add(c.Mid())
	if m.n <= long {
		return
	}
	if m.mean(short) >= m.mean(long) {
		t.order(c, agent, book.Buy, price[book.Sell], t.shares())
	} else {
		t.order(c, agent, book.Sell, price[book.Buy], t.shares())
	}
}
