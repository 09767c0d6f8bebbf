// Package sim is how prices and agents meet: the loop of the cascade, its feedback-off twin on the same draws, and what
// is observed of them. Read loop.go first; it follows MODEL.md section 3 line by line.
package sim

import (
	"fmt"
	"math"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/record"
	"firesale/sim/stream"
)

// A World is one point of a study: everything that its replications share, read-only.
type World struct {
	Seed    int64
	Clock   agents.Clock
	Steps   int // of the clock; 0 in instant mode
	Instant bool
	Bridge  bool // breaches between the ends of steps are found by a Brownian bridge
	Twin    bool // every replication runs a second time with feedback off

	Common    price.Common
	Price     price.Params
	Volume    float64 // background, BTC a day
	Impact    impact.Params
	Liquidity liquidity.Params
	Oracle    market.Oracle
	Walk      bool // a sweep also walks the depth profile

	Book *market.BookConfig // the venue is an order book; nil: a dealer

	Halt *market.Halt // nil: trading never stops

	Recorded bool // the price is that of a file: it shows its own bits, and a jump is a step far beyond its volatility

	Loop     *agents.Loop // lenders make new loans; nil: they do not
	Investor *agents.Investor

	Lenders  []Copies
	Rare     Rare        // what makes falls frequent; of most worlds nothing
	Leverage []Leveraged // who else is leveraged on the same market
}

// hours is the time from the start to the end of a step, −1 being the start; in instant mode it stands still.
func (w *World) hours(k int) float64 { return w.Clock.End(k).Hours() }

// lastDay is the day on which a run ends.
func (w *World) lastDay() unit.Date { return w.Clock.Day(max(w.Steps, 1) - 1) }

// Copies are clones of one lender: same loans and terms, each with a queue and a deal of its own.
type Copies struct {
	Charter  *agents.Charter
	Count    int
	Resample func(replication int) (*credit.Index, error) // other loans in every replication; nil: the charter's
}

// played is how many lenders the copies are played by.
func (c *Copies) played() int {
	if c.Charter.Borrowers != nil {
		return c.Count
	}
	return 1
}

// A Runner runs replications of a world one after the other. Every worker has its own; nothing in a result depends on
// which replications a runner ran before.
type Runner struct {
	world   *World
	process price.Process
	bridge  *price.Bridge
	block   price.Block
	main    *side
	twin    *side   // nil without
	sides   []*side // in the order of a step: the twin goes first, so that it is known what it has liquidated by then
	aimed   aimed
	holds   int // the replication whose resampled loans the lenders hold
}

// blockSteps is how many steps of the exogenous price are drawn at once: long enough to spread the cost of the call,
// short enough to stay in cache.
const blockSteps = 256

// NewRunner opens a world for one worker.
func NewRunner(w *World) (*Runner, error) {
	process, err := w.Price.Open(w.Common, w.Clock.Step)
	if err != nil {
		return nil, err
	}
	size := max(1, min(blockSteps, w.Steps))
	r := &Runner{world: w, process: process, bridge: price.NewBridge(w.Clock.Step), holds: -1, block: price.Block{
		LogReturn: make([]float64, size), Variance: make([]float64, size)}}
	if err := r.aim(); err != nil {
		return nil, err
	}
	if r.main, err = newSide(w, true); err != nil {
		return nil, err
	}
	if w.Twin {
		if r.twin, err = newSide(w, false); err != nil {
			return nil, err
		}
		r.main.twin = r.twin
		r.sides = append(r.sides, r.twin)
	}
	r.sides = append(r.sides, r.main)
	return r, nil
}

// Keep says what of a replication is recorded beside its facts.
type Keep struct {
	Path, Events bool
	Book         KeepBook
}

// Run runs a replication. A broken invariant is an error that names the replication, the lender and both sides of the
// sum.
func (r *Runner) Run(replication int, keep Keep) (*record.Run, error) {
	return r.Play(replication, Scenario{}, keep)
}

// Play runs a replication of a scenario.
func (r *Runner) Play(replication int, c Scenario, keep Keep) (*record.Run, error) {
	w := r.world
	r.follow(replication)
	r.process.Reset(func(purpose string) *random.Source { return stream.Open(w.Seed, replication, "price", purpose) })
	if w.Bridge {
		r.bridge.Reset(func(purpose string) *random.Source { return stream.Open(w.Seed, replication, "price", purpose) })
	}
	if err := r.resample(replication); err != nil {
		return nil, fmt.Errorf("seed %d, replication %d: %w", w.Seed, replication, err)
	}
	for _, s := range r.sides {
		s.play(c)
	}
	start := math.Log(w.Common.StartUSD(w.Price))
	out := &record.Run{}
	if r.twin != nil {
		r.twin.reset(start, replication, Keep{}, nil)
	}
	r.main.reset(start, replication, keep, out)
	out.LogStart = r.main.start
	if w.Instant {
		r.instant()
	} else {
		r.timed()
	}
	for _, s := range r.sides {
		s.rouse()
	}
	if err := r.main.finish(out); err != nil {
		return nil, fmt.Errorf("seed %d, replication %d: %w", w.Seed, replication, err)
	}
	out.Weight, out.Paths = r.weight(replication)
	if r.twin != nil {
		out.Twin = r.twin.asTwin()
	}
	return out, nil
}

// resample gives lenders that ask for it the loans of a replication, the twin the same ones.
func (r *Runner) resample(replication int) error {
	if r.holds == replication {
		return nil
	}
	r.holds = replication
	place := 0
	for _, c := range r.world.Lenders {
		if c.Count == 0 {
			continue
		}
		if c.Resample != nil {
			index, err := c.Resample(replication)
			if err != nil {
				return err
			}
			charter := *c.Charter
			charter.Index = index
			if charter.Borrowers != nil {
				charter.Borrowers = charter.Borrowers.Of(index)
			}
			copy(r.main.cast[place:], openLenders(&charter, c.Count, true))
			if r.twin != nil {
				copy(r.twin.cast[place:], openLenders(&charter, c.Count, false))
			}
		}
		place += c.played()
	}
	return nil
}

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

	wake     agents.Wake     // of all lenders
	arrivals []unit.Duration // when inside of a step orders can arrive, rising
	past     past            // mids of the last hour, if anybody asks
	others   unit.BTC        // sold in the coming clearing by others than lenders
	lowered  int32           // least generation in the last clearing that lowered the mid
	logMin   float64
	peak     float64 // largest reproduction number so far
	start    float64
	day      day // marks of the last day, if anybody asks for them
	waves    int
	breached int    // last step with a breach
	loop     *daily // what happens once a day; nil without new loans
	always   bool   // wake every lender in every step: for tests, which want the same bytes
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

// openDealer opens the reduced-form venue; without feedback it has no impact, and full depth.
func (s *side) openDealer(feedback bool) error {
	w := s.world
	impacts, liquid := w.Impact, w.Liquidity
	if !feedback {
		impacts, liquid = &impact.None{}, w.Liquidity.Calm()
	}
	hours, volatility := w.Clock.Step.Hours(), float64(w.Common.Volatility)
	moves, err := impacts.Open(impact.Market{StepHours: hours, Volatility: volatility, VolumeBTCDay: w.Volume})
	if err != nil {
		return err
	}
	if w.Walk && feedback {
		if moves, err = impact.Walk(moves); err != nil {
			return err
		}
	}
	depth, err := liquid.Open(liquidity.Market{StepHours: hours, Volatility: volatility, VolumeBTCDay: w.Volume})
	if err != nil {
		return err
	}
	s.dealer = market.NewDealer(market.DealerConfig{Impact: moves, Liquidity: depth, StepHours: hours, VolumeBTCDay: w.Volume, JumpsBySize: w.Recorded, Halt: w.Halt})
	s.market = s.dealer
	return nil
}

// openBook opens the order book; without feedback nobody's orders reach it.
func (s *side) openBook(feedback bool) (err error) {
	w := s.world
	depth, err := w.Liquidity.Open(liquidity.Market{StepHours: w.Clock.Step.Hours(), Volatility: float64(w.Common.Volatility), VolumeBTCDay: w.Volume})
	if err != nil {
		return err
	}
	s.book, err = market.NewLimit(market.LimitConfig{
		BookConfig: *w.Book, Liquidity: depth, Step: w.Clock.Step, JumpsBySize: w.Recorded, Halt: w.Halt, Alone: !feedback})
	s.market = s.book
	return err
}

// pin states the exogenous price of a step in dollars, as a file has it; in a book nobody sees that price.
func (s *side) pin(steps int, usd float64) {
	if s.dealer != nil {
		s.dealer.Pin(steps, usd)
	}
}

// logMid is the mid in force.
func (s *side) logMid() float64 {
	if s.dealer != nil {
		return s.dealer.LogMid()
	}
	return s.market.LogMid()
}

// exogenous is the price without anything sold here, in USD: the mid of the twin, or at a dealer's f. A book without a twin
// does not know it.
func (s *side) exogenous() float64 {
	switch {
	case s.twin != nil:
		return s.twin.market.USD(s.twin.market.LogMid())
	case s.dealer != nil:
		return s.dealer.USD(s.dealer.Exogenous())
	}
	return math.NaN()
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
	s.day.reset(start)
	for _, g := range s.leverage {
		g.Reset(start)
	}
	s.start, s.logMin = start, start
	s.past.reset(s.market)
	s.loop.reset(s)
	s.lowered, s.waves, s.breached = market.NoGeneration, 0, 0
	s.observer.reset(s, keep, out)
	s.peak = 0
	s.feel()
	s.rest(-1, math.NaN()) // asks everybody: no mark compares with NaN
}

// asTwin is what the main side's record says of its twin.
func (s *side) asTwin() *record.Twin {
	t := &record.Twin{LogMin: s.logMin, LogFinal: s.market.LogMid()}
	mark := unit.PriceOf(s.market.USD(s.market.LogMid()))
	for _, l := range s.lenders {
		t.LiquidatedLoans += l.Copies * l.Holding.Ledger.Loans
		t.Sold += unit.BTC(l.Copies) * l.Holding.Ledger.Sold
		t.Shortfall += unit.USD(l.Copies) * shortfall(l, mark)
	}
	return t
}
