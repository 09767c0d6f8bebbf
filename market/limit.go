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
// later meets what is left. Sales that the book cannot fill stay open, pro rata; purchases that it cannot are made
// elsewhere at the same price (assumed). Orders are rounded to whole lots, at least one, and their price is the average of
// those.
//
// A step of f is known to the value traders from the step's beginning. Misleads over days: the flow does not know that a
// lower price may be cheap, beyond its value traders.
type Limit struct {
	config    LimitConfig
	crowd     *flow.Crowd // its own, or while nobody has traded its leader's
	own       *flow.Crowd
	leader    *Limit // nil once something was sent to the book
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
	own := flow.New(book.New(book.Preset()), c.Scale, classes...)
	l := &Limit{
		config: c, liquidity: c.Liquidity, jumpSize: math.Inf(1), crowd: own, own: own,
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
	l.crowd, l.leader = l.own, nil
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

// Join begins a replication as another venue of the same book has begun it. Until something is sent to either, both are
// the same: only the leader's book is run, one step ahead, and this venue shows it. Leave ends that.
func (l *Limit) Join(leader *Limit) {
	o := leader
	l.crowd, l.leader = o.crowd, o
	l.start, l.value, l.half, l.steps, l.sent = o.start, o.value, o.half, o.steps, 0
	l.counted, l.last = o.counted, o.last
	l.flow.reset()
	l.volume.become(&o.volume)
	l.begin()
}

// Leave gives the venue a book of its own, as the leader's is now. Whoever is to trade inside of a step must leave before
// the leader begins it; a clearing at the end of a step leaves by itself.
func (l *Limit) Leave() {
	if l.leader == nil {
		return
	}
	if !l.own.Become(l.crowd) {
		panic("market: a class of the background cannot be copied")
	}
	l.own.Tape, l.crowd.Tape = l.crowd.Tape, nil
	l.crowd, l.leader = l.own, nil
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
	if l.leader != nil {
		l.opening, l.current = l.leader.opening, l.leader.current
	} else {
		l.opening, l.current = l.current, l.LogMid()
	}
	l.value += logReturn
	if l.step > 0 {
		l.begun += l.config.Step
		l.state = l.liquidity.Step(l.current-l.opening, l.flow.net(l.step), l.jumped, l.config.Step.Hours())
		l.crowd.Multiplier = l.state.Multiplier
	}
	l.jumped = jumped || math.Abs(logReturn) > l.jumpSize*l.state.Volatility
	if l.guard != nil && l.leader == nil {
		l.guardStep()
	}
	l.step++
}

// Run lets the background trade until a time after the step's start.
func (l *Limit) Run(since unit.Duration) {
	if l.leader == nil {
		l.crowd.Run(l.begun+since, l.value)
		l.noteHalt()
	} else if l.guard != nil {
		l.guard.become(l.leader.guard)
	}
	if since == l.config.Step {
		l.count()
	}
}
