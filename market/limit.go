package market

import (
	"fmt"
	"math"

	"firesale/market/book"
	"firesale/market/flow"
	"firesale/market/liquidity"
	"firesale/market/random"
	"firesale/market/unit"
)

// LimitConfig is what a Limit is made of. The liquidity model becomes its own.
type LimitConfig struct {
	BookConfig
	Liquidity liquidity.Model // its multiplier is the size of makers' quotes; its spread is not read
	Step      unit.Duration   // length of a step of the clock

	// JumpsBySize is as in DealerConfig.
	JumpsBySize bool
	Halt        *Halt // nil: trading never stops
	// Alone keeps everybody's orders out of the book: a feedback-off twin, whose sales are filled at the mid less the half
	// spread.
	Alone bool
}

// BookConfig is a book and who trades in it without being modelled further.
type BookConfig struct {
	Scale   flow.Scale
	Classes []FlowClass
	WarmUp  unit.Duration // how long the background trades before time 0, at the starting price
}

// A FlowClass is one class of background traders. Its name is the purpose of its stream.
type FlowClass struct {
	Name   string
	Params flow.Params
}

// Limit is the order-book venue: lenders meet background flow in a price-time-priority book, in continuous time. The mid
// is that of the book and nothing is added to it; the exogenous price f enters through the value traders of the flow
// only, and what a sale does to the price, and for how long, comes out of the book.
//
// An order of the net of an instant is a market order. Whoever is at the same instant shares its average price; who comes
// later meets what is left. What the book cannot fill stays open, pro rata. Orders are rounded to whole lots, at least
// one, and their price is the average of those.
//
// A step of f is known to the value traders from the step's beginning. Misleads over days: the flow does not know that a
// lower price may be cheap, beyond its value traders.
type Limit struct {
	config    LimitConfig
	crowd     *flow.Crowd
	liquidity liquidity.Model
	sources   []*random.Source
	guard     *guard // nil without halts

	state    liquidity.State
	start    float64       // USD
	value    float64       // f
	step     int           // steps begun
	begun    unit.Duration // of the step under way
	half     float64       // half spread when both sides last stood, log
	opening  float64       // log mid at the start of the step before
	current  float64       // and of this step
	jumped   bool          // in the step before
	jumpSize float64       // of a log return, in yearly volatilities, that counts as a jump
	flow     hourFlow      // net, of lenders
	volume   hourFlow      // of the background, by steps since the warm-up began
	steps    int           // since the warm-up began
	last     float64       // background volume of the step before, BTC
	counted  Volume        // up to which the volume is attributed to steps
	opened   Volume        // at time 0
	sent     int64         // lots that lenders sent and the book filled
	levels   []book.Level  // scratch
}

// Volume is what has traded in a book, from time 0 or from the beginning of a warm-up.
type Volume struct {
	Trades     int
	Lots       int64
	Outside    int64 // lots with a lender on one side
	TickHours  float64
	QuoteHours float64 // hours with a bid and an ask
}

// NewLimit opens a book and its background. It must be Reset before its first step.
func NewLimit(c LimitConfig) (*Limit, error) {
	classes := make([]flow.Class, len(c.Classes))
	for i, k := range c.Classes {
		class, err := k.Params.Open(c.Scale)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.Name, err)
		}
		classes[i] = class
	}
	l := &Limit{
		config: c, liquidity: c.Liquidity, jumpSize: math.Inf(1),
		crowd: flow.New(book.New(book.Preset()), c.Scale, classes...),
		guard: c.Halt.open(c.Step),
		flow:  newHourFlow(c.Step.Hours()), volume: newHourFlow(c.Step.Hours()),
		sources: make([]*random.Source, len(classes)),
	}
	if c.JumpsBySize {
		l.jumpSize = jumpDeviations * math.Sqrt(c.Step.Hours()/unit.Year.Hours())
	}
	return l, nil
}

// Reset begins a replication: the background trades round the starting price until time 0.
func (l *Limit) Reset(logPrice float64, luck Luck) {
	for i, k := range l.config.Classes {
		l.sources[i] = luck(k.Name)
	}
	l.value, l.half, l.steps, l.sent = logPrice, 0, 0, 0
	l.start, l.crowd.Tape = math.Exp(logPrice), nil
	l.counted, l.opened, l.last = Volume{}, Volume{}, 0
	l.flow.reset()
	l.volume.reset()
	l.crowd.Begin(-l.config.WarmUp, l.start, func(class int) *random.Source { return l.sources[class] })
	for at := -(l.config.WarmUp / l.config.Step) * l.config.Step; at <= 0; at += l.config.Step {
		l.crowd.Run(at, l.value)
		l.count()
	}
	l.begin()
}

// Join begins a replication where another venue of the same book begins it, whose warm-up then need not be run twice. It
// reports false, and the venue must be Reset, if a class of the background cannot be copied.
func (l *Limit) Join(o *Limit) bool {
	if !l.crowd.Become(o.crowd) {
		return false
	}
	l.start, l.value, l.half, l.steps, l.sent = o.start, o.value, o.half, o.steps, 0
	l.counted, l.last = o.counted, o.last
	l.flow.reset()
	l.volume.become(&o.volume)
	l.crowd.Tape = nil
	l.begin()
	return true
}

// begin is time 0.
func (l *Limit) begin() {
	l.opened = l.counted
	l.state = l.liquidity.Reset()
	l.step, l.begun, l.jumped = 0, 0, false
	l.opening, l.current = l.LogMid(), l.LogMid()
	if l.guard != nil {
		l.guard.begin(l.current)
	}
}

// Advance begins a step: f moves, and makers' sizes answer to what happened up to the step's start.
func (l *Limit) Advance(logReturn float64, jumped bool) {
	l.opening, l.current = l.current, l.LogMid()
	l.value += logReturn
	if l.step > 0 {
		l.begun += l.config.Step
		l.state = l.liquidity.Step(l.current-l.opening, l.flow.net(l.step), l.jumped, l.config.Step.Hours())
		l.crowd.Multiplier = l.state.Multiplier
	}
	l.jumped = jumped || math.Abs(logReturn) > l.jumpSize*l.state.Volatility
	if l.guard != nil {
		l.guardStep()
	}
	l.step++
}

// Run lets the background trade until a time after the step's start.
func (l *Limit) Run(since unit.Duration) {
	l.crowd.Run(l.begun+since, l.value)
	l.noteHalt()
	if since == l.config.Step {
		l.count()
	}
}

// count ends a step of the volume's account.
func (l *Limit) count() {
	now := l.total()
	l.last = float64(now.Lots-now.Outside-l.counted.Lots+l.counted.Outside) * l.config.Scale.LotBTC
	l.counted = now
	l.volume.add(l.steps, l.last)
	l.steps++
}

// total is all that has traded since the warm-up began.
func (l *Limit) total() Volume {
	n := l.crowd.Count()
	v := Volume{Trades: n.Trades, Lots: n.Volume, Outside: n.Outside}
	v.TickHours, v.QuoteHours = l.crowd.SpreadTicks()
	return v
}

// Traded is what has traded since time 0.
func (l *Limit) Traded() Volume {
	v := l.total()
	v.Trades -= l.opened.Trades
	v.Lots -= l.opened.Lots
	v.Outside -= l.opened.Outside
	v.TickHours -= l.opened.TickHours
	v.QuoteHours -= l.opened.QuoteHours
	return v
}

// Clear sends the net of the orders to the book, now.
func (l *Limit) Clear(o Orders) Clearing {
	before, h, net := l.LogMid(), l.halfSpread(), o.Net()
	c := Clearing{Sell: math.Exp(before - h), Buy: math.Exp(before + h)}
	if l.config.Alone || net == 0 {
		return c
	}
	l.flow.add(l.step, net)
	side, larger := book.Sell, o.Sell
	if net > 0 {
		side, larger = book.Buy, o.Buy
	}
	lots := max(1, l.config.Scale.Lots(math.Abs(net)))
	average, filled := l.send(side, lots)
	c.Open = math.Abs(net) / larger * float64(lots-filled) / float64(lots)
	c.Move = l.LogMid() - before
	switch {
	case filled == 0:
	case side == book.Sell:
		c.Sell, c.Buy = average, average*math.Exp(2*h)
	default:
		c.Sell, c.Buy = average/math.Exp(2*h), average
	}
	c.LogFill = math.Log(c.Sell) + h - before
	return c
}

// lender is whom the book knows the net order by.
var lender = flow.Outsider(0)

// send sends a market order and returns its average price in USD, and what it filled.
func (l *Limit) send(side book.Side, lots book.Lots) (average float64, filled book.Lots) {
	l.crowd.Fills()
	if l.guard != nil && l.guard.halted {
		l.crowd.Trade(lender, side, lots) // is collected
		l.reopen()
	} else {
		l.crowd.Sweep(lender, side, lots)
		if l.guard != nil && l.atBand(side) {
			l.crowd.Book().Halt()
			l.noteHalt()
		}
	}
	ticks := 0.0
	for _, f := range l.crowd.Fills() {
		ticks += float64(f.Price) * float64(f.Quantity)
		filled += f.Quantity
	}
	l.sent += int64(filled)
	return l.config.Scale.USD(ticks / float64(filled)), filled
}

// LogMid is ln of the mid, the last one there was if a side is empty.
func (l *Limit) LogMid() float64 { return l.crowd.LogMid() }

// Value is f, which only value traders see.
func (l *Limit) Value() float64 { return l.value }

// USD is a log price in dollars: that of the mid to its last bit.
func (l *Limit) USD(logPrice float64) float64 {
	if logPrice == l.LogMid() {
		return l.config.Scale.USD(l.crowd.Mid())
	}
	return math.Exp(logPrice)
}

// halfSpread is half of bid to ask in log, as it last was.
func (l *Limit) halfSpread() float64 {
	bid, bids := l.crowd.Book().Bid()
	ask, asks := l.crowd.Book().Ask()
	if bids && asks {
		l.half = math.Log(float64(ask)/float64(bid)) / 2
	}
	return l.half
}

// depthReach is the share of the mid within which depth is counted.
const depthReach = 0.01

// Depth is BTC bid within 1% of the mid, per unit of log price.
func (l *Limit) Depth() float64 {
	return float64(l.crowd.Book().Within(book.Buy, depthReach)) * l.config.Scale.LotBTC / depthReach
}

// Multiplier is the share of their usual size that makers quote.
func (l *Limit) Multiplier() float64 { return l.state.Multiplier }

// View shows the book as it stands.
func (l *Limit) View() View {
	mid := l.LogMid()
	return View{
		Step: l.step - 1, Hours: l.crowd.Now().Hours(), LogMid: mid, Mid: l.USD(mid),
		HalfSpread: l.halfSpread(), Multiplier: l.state.Multiplier, Depth: l.Depth(),
		VolumeBTCHour: l.volume.net(l.steps - 1), StepVolumeBTC: l.last, NetFlowHourBTC: l.flow.net(l.step - 1),
		Halted: l.guard.waits(l.step - 1), Reopens: l.guard.reopens(l.step - 1),
	}
}

// Err reports a broken book, lots that were filled and not accounted for, or a price that has run into its lowest tick.
func (l *Limit) Err() error {
	if err := l.crowd.Book().Check(); err != nil {
		return fmt.Errorf("step %d: %w", l.step-1, err)
	}
	if booked := l.total().Outside; booked != l.sent {
		return fmt.Errorf("book: step %d: lenders were filled %d lots, the book traded %d with them", l.step-1, l.sent, booked)
	}
	if l.crowd.Mid() <= 1 {
		return fmt.Errorf("book: step %d: the price is at its lowest tick, %g USD: the background is too thin for what was sold, or the tick too coarse", l.step-1, l.config.Scale.TickUSD)
	}
	return nil
}
