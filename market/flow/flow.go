// Package flow is the background of an order book: the participants that lenders meet when they sell. Each kind is one
// file and knows only what a participant could know, the book as it stands and its own past; only value traders see the
// fundamental price.
//
// Time is continuous: a Crowd keeps a queue of what happens next and runs it in order, so a lender's order can arrive at
// any instant and meets the book as it is then. No kind is told what its flow shall do to the price: impact, decay,
// spread and depth come out of the book, and are measured.
//
// Misleads where one venue is not the market (no arbitrage between books here), and after days without a value trader,
// because a book without them forgets what the price was.
package flow

import (
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// A Class is every participant of one kind. A crowd calls
//
//	Begin  once a replication: forget everything, keep source, ask to be woken for the first time
//	Wake   when one of its agents asked to be woken, with that agent and the note it left for itself
//
// A class acts through the crowd only: Send and WakeAt. It must draw from its own source only, so that a class added or
// removed leaves the draws of all others as they were, and must allocate nothing once it has reached its largest size.
type Class interface {
	Begin(c *Crowd, self Self, source *random.Source)
	Wake(c *Crowd, agent uint32, note uint32)
}

// A Filler is a class that keeps accounts: it hears of every fill of its agents, Side being the agent's.
type Filler interface {
	Filled(agent uint32, side book.Side, price book.Tick, lots book.Lots)
}

// A Placer is a class that cancels: it hears the handle of each limit order that came to rest, with the note that was
// sent along.
type Placer interface {
	Placed(agent uint32, note uint32, h book.Handle)
}

// A Ticker is a class that reads the tape: it hears of every trade in the book, Side being the taker's.
type Ticker interface {
	Traded(at unit.Duration, side book.Side, lots book.Lots)
}

// A Gazer is a class that watches all of the book: after every message it hears the lots of both sides.
type Gazer interface {
	Deepened(c *Crowd, depth [2]int64)
}

// Self is the number of a class in its crowd. The owner of an order is class and agent in one number, so that a fill
// finds its way back without a table.
type Self uint8

// agentBits is the part of an owner that names the agent.
const agentBits = 24

// Owner is what an agent of the class signs its orders with.
func (s Self) Owner(agent uint32) uint32 { return uint32(s)<<agentBits | agent }

// outside is the class of everybody who is not background: lenders, metaorders.
const outside Self = 255

// Outsider is the owner that the n-th participant from outside signs with; n < 2^24.
func Outsider(n uint32) uint32 { return outside.Owner(n) }

// Scale is what a tick and a lot stand for.
type Scale struct {
	TickUSD float64
	LotBTC  float64
}

// Lots is an amount of bitcoin in lots, rounded to the nearest, at most what an order holds.
func (s Scale) Lots(btc float64) book.Lots { return whole(btc/s.LotBTC + 0.5) }

// whole is the lots below a number, at most what an order holds: beyond that a conversion wraps, or not, by the machine.
func whole(lots float64) book.Lots { return book.Lots(math.Min(lots, math.MaxUint32)) }

// USD is a price in ticks in dollars: by a division, because no binary fraction is a cent and a hundredth of a whole number
// is the nearest one to it.
func (s Scale) USD(ticks float64) float64 { return ticks / (1 / s.TickUSD) }

// Params are the parameters of one kind, as a study writes them. Open is called once a worker.
type Params interface {
	Open(s Scale) (Class, error)
}

// A Kind is a class that a study can name.
type Kind struct {
	Name, Doc string
	Preset    func() Params
}

// Kinds is every class a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"zero-intelligence", "limit orders, cancels and market orders at random: the control experiment", func() Params { return ZeroIntelligencePreset() }},
	{"hidden-orders", "market orders whose signs have long memory, because large orders are worked in pieces", func() Params { return HiddenOrdersPreset() }},
	{"makers", "quotes on both sides that lean against inventory and withdraw from volatility", func() Params { return MakersPreset() }},
	{"value", "market orders towards the fundamental when the price is far from it", func() Params { return ValuePreset() }},
	{"momentum", "market orders in the direction of recent returns; off unless a study asks", func() Params { return MomentumPreset() }},
	{"rmsc04-noise", "one limit order each at the opposite best", func() Params { return NoisePreset() }},
	{"rmsc04-value", "limit orders towards a noisy look at the fundamental", func() Params { return BeliefPreset() }},
	{"rmsc04-momentum", "limit orders at the touch, after two moving averages", func() Params { return TrendPreset() }},
	{"rmsc04-maker", "ladders of quotes as wide as the spread and as large as recent volume", func() Params { return AdaptivePreset() }},
}

// Never is later than anything happens.
const Never = unit.Duration(math.MaxInt64)

// waiting turns a waiting time of mean 1 into one of a rate per hour: Never if the rate is 0.
func waiting(wait, rate float64) unit.Duration {
	if ns := wait / rate * float64(unit.Hour); ns < float64(Never/2) {
		return unit.Duration(ns)
	}
	return Never
}
