// Package book is a price-time-priority limit order book: it matches and does nothing else. It knows no clock, no agent
// and no account, and draws no random number.
//
// Prices are whole ticks and quantities whole lots. Orders live in a slab and are named by handles, levels in an array
// indexed by tick, occupied levels in a bitmap: a message touches a handful of cache lines and allocates nothing once the
// slab has grown to the deepest book seen. What lies outside the array is kept in a sorted overflow (far.go), so there
// is no bound on the range of prices.
//
// Misleads where a venue has hidden or iceberg orders, pro-rata levels or more than one matching engine. Priority rules:
// Harris, Trading and Exchanges (2003), ch. 6.
package book

import "math"

// A Tick is a price in whole price units of the ladder.
type Tick int32

// Lots is a quantity in whole lots.
type Lots uint32

// A Side is that of an order: Buy or Sell.
type Side uint8

// The two sides, as flow files write them.
const (
	Buy Side = iota
	Sell
)

// Opposite is the side an order trades with.
func (s Side) Opposite() Side { return s ^ 1 }

// sign turns the prices of a side so that higher is better for who sends the order: p ^ sign is p for Buy and −p − 1 for
// Sell. Sides come at random, and a branch on one is mispredicted half the time.
func (s Side) sign() Tick { return -Tick(s & 1) }

// Prices an order can have lie strictly between these two, which stand for "no bid" and "no offer".
const (
	NoBid   Tick = math.MinInt32
	NoOffer Tick = math.MaxInt32
)

// An Order is what a participant sends. Owner is any number that the participant goes by; 0 is anonymous, to whom the
// self-trade rule does not apply. A market order does not read Price.
type Order struct {
	Owner    uint32
	Side     Side
	Price    Tick
	Quantity Lots
}

// A Handle names one resting order for ever: once that order is filled or cancelled, its handle names nothing, also
// after the slot has been given to another order. The zero Handle names no order.
type Handle uint64

// A Trade is one fill. In continuous trading the maker rested and the taker came, and Side is the taker's; in a call
// auction, where nobody took, the buyer stands as the taker.
type Trade struct {
	Maker, Taker uint32
	Price        Tick
	Quantity     Lots
	Side         Side
}

// SelfTrade says what happens when an order meets one of its own owner.
type SelfTrade uint8

// The self-trade rules.
const (
	AllowSelf      SelfTrade = iota // they trade
	CancelResting                   // the resting one is cancelled, the incoming one goes on
	CancelIncoming                  // what is left of the incoming one is cancelled
)

// Config is what a book is made of.
type Config struct {
	Window    int // ticks of the level array, a power of two in [64, 2^18]; a matter of speed only, never of results
	SelfTrade SelfTrade
}

// Preset is the config of a book whose prices move: 2^18 ticks are 4 MB and cover $0 to $262,143 at a tick of $1.
func Preset() Config { return Config{Window: 1 << 18, SelfTrade: CancelResting} }

// resting is an order in the slab: 16 bytes, four to a cache line. The side is not stored: what rests at or below the
// best bid buys. A collected order (auction.go) links to itself.
type resting struct {
	next, prev uint32
	price      Tick
	quantity   Lots
}

// tag is what matching reads only when it fills: kept apart so that queues stay dense in the cache.
type tag struct {
	owner      uint32
	generation uint32 // of the slot, counted up whenever it is given back
}

// Book is one market. Its zero value is not usable; see New. It is not safe for concurrent use.
type Book struct {
	ladder
	orders []resting // slot 0 is nobody: links end there and may be written through
	tags   []tag
	free   uint32  // head of the list of free slots, linked by next
	live   int     // resting and collected orders
	top    [2]Tick // best price of each side, or NoBid and NoOffer
	rule   SelfTrade
	trades []Trade

	floor, ceiling Tick // no trade outside them in continuous trading
	halted         bool
	collected      []collected   // orders of the halt, oldest first
	auction        [2][]interest // scratch of Reopen
}

// New makes an empty book. It panics if the window is not a power of two in [64, 2^18].
func New(c Config) *Book {
	b := &Book{ladder: newLadder(c.Window), rule: c.SelfTrade}
	b.orders = make([]resting, 1, 1024)
	b.tags = append(make([]tag, 0, 1024), tag{generation: 1}) // which no handle of slot 0 can have
	b.Reset()
	return b
}

// Reset empties the book and keeps its memory. Handles of before name nothing afterwards.
func (b *Book) Reset() {
	b.ladder.reset()
	b.free = 0
	for s := len(b.orders) - 1; s > 0; s-- {
		b.release(uint32(s))
	}
	b.live, b.top = 0, [2]Tick{NoBid, NoOffer}
	b.floor, b.ceiling = NoBid, NoOffer
	b.halted, b.collected, b.trades = false, b.collected[:0], b.trades[:0]
}

// Take hands over the trades since the last Take, oldest first. The slice is good until the next message.
func (b *Book) Take() []Trade {
	t := b.trades
	b.trades = b.trades[:0]
	return t
}

// take finds a slot for an order of an owner, and the handle it goes by. What the slot holds is the caller's to write.
func (b *Book) take(owner uint32) (uint32, Handle) {
	s := b.free
	if s == 0 {
		s = b.grow()
	}
	b.free = b.orders[s].next
	b.live++
	b.tags[s].owner = owner
	return s, b.handle(s)
}

// grow makes one more slot.
func (b *Book) grow() uint32 {
	b.orders = append(b.orders, resting{})
	b.tags = append(b.tags, tag{})
	return uint32(len(b.orders) - 1)
}

// release gives a slot back: its handle names nothing from now on.
func (b *Book) release(s uint32) {
	b.live--
	b.tags[s].generation++
	b.orders[s].next = b.free
	b.free = s
}

// handle names the order that is in slot s now.
func (b *Book) handle(s uint32) Handle { return Handle(b.tags[s].generation)<<32 | Handle(s) }

// slot is where the order of h lives, if it still does.
func (b *Book) slot(h Handle) (uint32, bool) {
	s := uint32(h)
	return s, int(s) < len(b.tags) && b.tags[s].generation == uint32(h>>32)
}
