package calibrate

import (
	"fmt"
	"math"

	"firesale/experiments"
	"firesale/market"
	"firesale/market/book"
	"firesale/market/flow"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// A Market is the background that metaorders meet: a book, and who trades in it.
type Market struct {
	Book       market.BookConfig
	StartUSD   float64
	Volatility float64 // a year: what impact is measured in by the square-root law
	Seed       int64
}

// MarketOf is the order book of a study's first point.
func MarketOf(s *experiments.Study) Market {
	w := s.Points[0].World
	return Market{Book: *w.Book, StartUSD: w.Common.StartUSD(w.Price), Volatility: float64(w.Common.Volatility), Seed: w.Seed}
}

// Crowd is the market of one worker.
func (m Market) Crowd() (*flow.Crowd, error) {
	classes := make([]flow.Class, len(m.Book.Classes))
	for i, k := range m.Book.Classes {
		class, err := k.Params.Open(m.Book.Scale)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.Name, err)
		}
		if _, ok := class.(flow.Forker); !ok {
			return nil, fmt.Errorf("%s: cannot be forked, so no run with a metaorder has the draws of one without", k.Name)
		}
		classes[i] = class
	}
	return flow.New(book.New(book.Preset()), m.Book.Scale, classes...), nil
}

// begin starts start r at a time before 0: the starts take turns through so many consecutive seeds.
func (m Market) begin(c *flow.Crowd, r, seeds int, warmUp unit.Duration) {
	c.Begin(-warmUp, m.StartUSD, func(class int) *random.Source {
		return stream.Open(m.Seed+int64(r%seeds), r/seeds, "flow", m.Book.Classes[class].Name)
	})
}

// value is the log of the fundamental price, which stands still while metaorders are run.
func (m Market) value() float64 { return math.Log(m.StartUSD) }

// bid is the lots at the best bid, within 1% of the mid on the bid side, and the half spread in log; ok is false while a
// side is empty.
func bid(c *flow.Crowd) (best, within int64, half float64, ok bool) {
	b, bids := c.Book().Bid()
	a, asks := c.Book().Ask()
	if !bids || !asks {
		return 0, 0, 0, false
	}
	return c.Book().At(b), c.Book().Within(book.Buy, depthReach), math.Log(float64(a)/float64(b)) / 2, true
}

// depthReach is the share of the mid within which depth is counted.
const depthReach = 0.01
