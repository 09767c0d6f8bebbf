package sim

import (
	"math"

	"firesale/agents"
	"firesale/market"
	"firesale/market/unit"
	"firesale/sim/record"
	"firesale/sim/stream"
)

// A side is the world with feedback on, or its twin with feedback off: a market, an oracle and the lenders. All of it is
// reset, not rebuilt.
type side struct {
	world     *World
	market    market.Venue
	dealer    *market.Dealer // the market, if it is one: a quiet step is not worth an indirect call
	book      *market.Limit  // the market, if it is one
	feed      *market.Feed
	cast      []*agents.Lender   // everybody
	lenders   []*agents.Lender   // those of them who take part in the run
	silent    []bool             // whose orders move nothing
	unlevered bool               // nor those of other leverage
	leverage  []*agents.Leverage // everybody else
	twin      *side              // of the main side; nil for the twin itself

	wake      agents.Wake     // of all lenders
	arrivals  []unit.Duration // when inside of a step orders can arrive, rising
	past      past            // mids of the last hour, if anybody asks
	others    unit.BTC        // sold in the coming clearing by others than lenders
	lowered   int32           // least generation in the last clearing that lowered the mid
	logMin    float64
	peak      float64 // largest reproduction number so far
	strain    float64 // largest share of it that counts, at a dealer's
	tolerance tolerance
	start     float64
	day       day // marks of the last day, if anybody asks for them
	waves     int
	breached  int              // last step with a breach
	loop      *daily           // what happens once a day; nil without new loans
	callers   *agents.Callers  // lenders whose margin calls are kept together; nil where none are
	assembled []*agents.Lender // whom they were made of
	always    bool             // wake every lender in every step: for tests, which want the same bytes
	observer
}

func newSide(w *World, feedback bool) (*side, error) {
	s := &side{world: w, feed: w.Oracle.Open(w.Clock.Step)}
	open := s.openDealer
	if w.Book != nil {
		open = s.openBook
	}
	if err := open(feedback); err != nil {
		return nil, err
	}
	for _, c := range w.Lenders {
		if c.Count > 0 {
			s.cast = append(s.cast, openLenders(c.Charter, c.Count, feedback)...)
		}
	}
	s.play(Scenario{})
	for _, g := range w.Leverage {
		s.leverage = append(s.leverage, agents.NewLeverage(g.Name, g.Stock, w.Clock))
	}
	s.arrivals = s.instants()
	s.past = openPast(s)
	s.day = newDay(w)
	s.loop = newDaily(w)
	return s, nil
}

// openLenders opens the copies of a lender, all at once unless their borrowers have luck of their own, with a deal on the
// side that has feedback: a twin only marks and sells.
func openLenders(c *agents.Charter, copies int, feedback bool) (out []*agents.Lender) {
	if c.Borrowers == nil {
		out = append(out, agents.NewLender(c, copies))
	} else {
		for copy := range copies {
			out = append(out, agents.NewCopy(c, copy))
		}
	}
	for _, l := range out {
		if c.Warehouse != nil {
			l.Funding = agents.NewFunding(l)
		}
		if (feedback || l.Runs()) && c.Deal != nil {
			l.Trust = agents.NewTrust(c)
		}
	}
	return out
}

func (s *side) reset(start float64, replication int, keep Keep, out *record.Run) {
	if s.book != nil && s.twin != nil {
		s.book.Join(s.twin.book) // which has begun already
	} else {
		s.market.Reset(start, s.luck(replication))
	}
	start = s.market.LogMid()
	if s.world.Recorded {
		s.pin(0, s.world.Common.StartUSD(s.world.Price))
	}
	var noise market.Normal
	if s.world.Oracle.Noise > 0 {
		noise = stream.Open(s.world.Seed, replication, "oracle", "noise")
	}
	s.feed.Reset(start, noise)
	for _, l := range s.lenders {
		l.Reset()
		if l.HasLuck() {
			l.Meet(newLuck(s.world.Seed, replication, l.Names[0]), start)
		}
	}
	s.assemble(keep.Events)
	s.day.reset(start)
	for _, g := range s.leverage {
		g.Reset(start)
	}
	s.start, s.logMin = start, start
	s.past.reset(s.market)
	s.loop.reset(s)
	s.lowered, s.waves, s.breached = market.NoGeneration, 0, 0
	s.observer.reset(s, keep, out)
	s.peak, s.strain = 0, 0
	s.feel()
	s.rest(-1, math.NaN()) // asks everybody: no mark compares with NaN
}
