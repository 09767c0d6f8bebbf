package flow

import (
	"firesale/market/book"
	"firesale/market/unit"
)

// recent is the volume of the last so many ns, by the taker's side: a ring of trades that grows to the busiest span.
type recent struct {
	span  unit.Duration
	ring  []recentTrade // a power of two long
	first int           // oldest, counted without wrapping
	next  int
	total [2]int64 // lots
}

type recentTrade struct {
	at   unit.Duration
	lots int64
	side book.Side
}

func (r *recent) reset(span unit.Duration) {
	r.span, r.first, r.next, r.total = span, 0, 0, [2]int64{}
	if r.ring == nil {
		r.ring = make([]recentTrade, 64)
	}
}

func (r *recent) add(at unit.Duration, side book.Side, lots book.Lots) {
	r.forget(at)
	if r.next-r.first == len(r.ring) {
		grown := make([]recentTrade, 2*len(r.ring))
		for k := r.first; k < r.next; k++ {
			grown[k%len(grown)] = r.ring[k%len(r.ring)]
		}
		r.ring = grown
	}
	r.ring[r.next%len(r.ring)] = recentTrade{at, int64(lots), side}
	r.next++
	r.total[side] += int64(lots)
}

// forget drops what is older than the span.
func (r *recent) forget(now unit.Duration) {
	for r.first < r.next {
		t := r.ring[r.first%len(r.ring)]
		if now-t.at <= r.span {
			return
		}
		r.total[t.side] -= t.lots
		r.first++
	}
}

// volume is what takers bought and sold over the span up to now.
func (r *recent) volume(now unit.Duration) (bought, sold float64) {
	r.forget(now)
	return float64(r.total[book.Buy]), float64(r.total[book.Sell])
}
