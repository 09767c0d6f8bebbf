package flow

import (
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// Adaptive makers are those of RMSC04. Each wakes as a Poisson process, cancels everything, and quotes a ladder of equal
// orders on both sides,
//
//	s ← ¾·spread + ¼·s                      spread, smoothed over its looks
//	best bid, ask   mid ± s/2 (both rounded up), the mid shifted by 4 ticks × (buys − sells)/volume of the last minute
//	levels          10 a side, 5·s apart, at least a tick
//	lots            2.5% of the last minute's volume, at least 1
//
// and sends the ladder again, without cancelling, when the book's imbalance, 1 − smaller side / larger side, first passes
// 90%. As in the original, a maker plans its next wake only when it has quoted: one whose first look finds no mid never
// comes back. Source: ABIDES RMSC04.
type Adaptive struct {
	Count     int           `toml:"count" unit:"makers" range:"[1,16000000]" doc:"adaptive makers" source:"published: RMSC04"`
	Every     unit.Duration `toml:"every" range:"(0,24]" doc:"mean time between two wakes, and the time volume is counted over" source:"published: RMSC04"`
	Levels    int           `toml:"levels" unit:"levels" range:"[1,1000]" doc:"quotes a side" source:"published: RMSC04"`
	Share     unit.Ratio    `toml:"share" range:"(0,1]" doc:"lots of a quote as a share of recent volume" source:"published: RMSC04"`
	Apart     float64       `toml:"apart" unit:"smoothed spreads" range:"(0,inf)" doc:"distance of two levels" source:"published: RMSC04"`
	Skew      float64       `toml:"skew" unit:"ticks" range:"[0,inf)" doc:"shift of the mid when all volume was one-sided" source:"published: RMSC04"`
	Imbalance unit.Ratio    `toml:"imbalance" range:"(0,1]" doc:"imbalance of the book that sends the ladder again" source:"published: RMSC04"`
}

// AdaptivePreset is RMSC04's.
func AdaptivePreset() *Adaptive {
	return &Adaptive{Count: 2, Every: unit.Minute, Levels: 10, Share: 0.025, Apart: 5, Skew: 4, Imbalance: 0.9}
}

// Open makes the class.
func (p *Adaptive) Open(Scale) (Class, error) {
	return &adaptive{params: *p, looker: looker{delay: make([]unit.Duration, p.Count)}, makers: make([]adaptiveMaker, p.Count)}, nil
}

type adaptive struct {
	looker
	params Adaptive
	makers []adaptiveMaker
	recent recent
	tilted bool // the imbalance is past its limit
}

type adaptiveMaker struct {
	spread  float64 // smoothed, ticks
	started bool    // it has seen a mid
	mine    []book.Handle
}

const firstSpread = 50 // ticks. published

func (a *adaptive) Begin(c *Crowd, self Self, source *random.Source) {
	a.begin(self, source)
	a.recent.reset(a.params.Every)
	a.tilted = false
	for i := range a.makers {
		a.makers[i] = adaptiveMaker{spread: firstSpread, mine: a.makers[i].mine[:0]}
		a.again(c, uint32(i), a.params.Every)
	}
}

// Wake cancels everything and asks, then quotes.
func (a *adaptive) Wake(c *Crowd, agent, note uint32) {
	m := &a.makers[agent]
	if note == woken {
		for _, h := range m.mine {
			c.Cancel(thinking+a.delay[agent], h)
		}
		m.mine = m.mine[:0]
		a.query(c, agent)
		return
	}
	if price, there := touch(c); there[book.Buy] && there[book.Sell] {
		m.spread = 0.75*float64(price[book.Sell]-price[book.Buy]) + 0.25*m.spread
		m.started = true
	}
	if m.started {
		a.ladder(c, agent)
		a.again(c, agent, a.params.Every)
	}
}

// ladder sends all quotes of a maker round the mid.
func (a *adaptive) ladder(c *Crowd, agent uint32) {
	bought, sold := a.recent.volume(c.Now())
	mid, lots := math.Trunc(c.Mid()), whole(math.Max(1, math.RoundToEven(float64(a.params.Share)*(bought+sold))))
	if bought+sold > 0 {
		mid += a.params.Skew * (bought - sold) / (bought + sold)
	}
	spread := a.makers[agent].spread
	middle := book.Tick(math.Trunc(mid))
	bid, ask := middle-book.Tick(math.Floor(spread/2)), middle+book.Tick(math.Ceil(spread/2))
	apart := max(1, book.Tick(math.RoundToEven(a.params.Apart*spread)))
	for k := range book.Tick(a.params.Levels) {
		a.order(c, agent, book.Buy, bid-k*apart, lots)
		a.order(c, agent, book.Sell, ask+k*apart, lots)
	}
}

// Placed keeps the handles for the next wake.
func (a *adaptive) Placed(agent, _ uint32, h book.Handle) {
	a.makers[agent].mine = append(a.makers[agent].mine, h)
}

// Traded counts the volume of the market.
func (a *adaptive) Traded(at unit.Duration, side book.Side, lots book.Lots) {
	a.recent.add(at, side, lots)
}

// Deepened watches the imbalance of the book; a notice travels as an answer does.
func (a *adaptive) Deepened(c *Crowd, depth [2]int64) {
	less, more := min(depth[0], depth[1]), max(depth[0], depth[1])
	tilted := more > 0 && 1-float64(less)/float64(more) > float64(a.params.Imbalance)
	if tilted && !a.tilted {
		for i := range a.makers {
			if a.makers[i].started {
				a.ladder(c, uint32(i))
			}
		}
	}
	a.tilted = tilted
}
