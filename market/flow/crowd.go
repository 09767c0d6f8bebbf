package flow

import (
	"fmt"
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// Crowd runs classes of participants in one book. Between two calls of Run the caller may trade in Book() through Trade,
// at the exact time it has run to.
type Crowd struct {
	Scale

	// Multiplier is the share of their usual size that makers quote, in (0, 1]: the venue's liquidity model owns it.
	Multiplier float64
	// Tape records the touch if it is not nil.
	Tape *Tape

	book    *book.Book
	classes []Class
	fillers [256]Filler
	placers [256]Placer
	tickers []Ticker
	gazers  []Gazer
	depth   [2]int64 // lots of each side, kept only for gazers
	queue   queue
	now     unit.Duration
	value   float64 // fundamental log price
	twice   int64   // best bid + best ask when both last stood, in ticks
	spread  spread
	fills   []Fill
	count   Count
}

// Fill is one fill of a participant from outside.
type Fill struct {
	At       unit.Duration
	Owner    uint32
	Side     book.Side // the owner's
	Price    book.Tick
	Quantity book.Lots
}

// Count is what has happened since Begin.
type Count struct {
	Wakes, Looks, Limits, Markets, Cancels int
	Trades                                 int
	Volume                                 int64 // lots
	Outside                                int64 // lots of the volume with an outsider on one side
}

// Delivered is the number of messages that reach anybody, as simulators count them that send each one: wakes, queries
// and answers, orders and their receipts, and a notice to both sides of a fill.
func (n Count) Delivered() int {
	return n.Wakes + 2*(n.Looks+n.Limits+n.Markets+n.Cancels+n.Trades)
}

// New gathers classes round a book, in the order in which they act at equal times of their first wake. It panics if
// there are more than 255 of them.
func New(b *book.Book, s Scale, classes ...Class) *Crowd {
	if len(classes) >= int(outside) {
		panic(fmt.Sprintf("flow: %d classes: want at most %d", len(classes), outside))
	}
	c := &Crowd{Scale: s, Multiplier: 1, book: b, classes: classes}
	for i, class := range classes {
		c.fillers[i], _ = class.(Filler)
		c.placers[i], _ = class.(Placer)
		if t, ok := class.(Ticker); ok {
			c.tickers = append(c.tickers, t)
		}
		if g, ok := class.(Gazer); ok {
			c.gazers = append(c.gazers, g)
		}
	}
	return c
}

// Begin empties the book and begins a replication at a time, which may be before 0 to warm up, and at a price. open
// gives each class the stream of its purpose.
func (c *Crowd) Begin(at unit.Duration, usd float64, open func(class int) *random.Source) {
	c.book.Reset()
	c.queue.reset()
	c.now, c.value = at, math.Log(usd)
	c.twice = 2 * int64(math.Round(usd/c.TickUSD))
	c.fills, c.count, c.depth, c.Multiplier = c.fills[:0], Count{}, [2]int64{}, 1
	c.spread = spread{}
	for i, class := range c.classes {
		class.Begin(c, Self(i), open(i))
	}
}

// Run lets everything happen up to and including a time, with the fundamental log price at value until then.
func (c *Crowd) Run(until unit.Duration, value float64) {
	c.value = value
	for c.queue.next() <= until {
		e := c.queue.pop()
		c.now = e.at
		switch e.action {
		case wake:
			c.count.Wakes++
		case look:
			c.count.Looks++
		default:
			c.execute(&e.message)
			continue
		}
		c.classes[e.owner>>agentBits].Wake(c, e.owner&(1<<agentBits-1), e.note)
	}
	c.now = until
}

// Now is how far the crowd has run.
func (c *Crowd) Now() unit.Duration { return c.now }

// Value is the fundamental log price in force. Only value traders may read it.
func (c *Crowd) Value() float64 { return c.value }

// Book is the order book, to look at.
func (c *Crowd) Book() *book.Book { return c.book }

// Count is what has happened since Begin.
func (c *Crowd) Count() Count { return c.count }

// LogMid is the log of the mid in USD, the last one there was if a side is empty.
func (c *Crowd) LogMid() float64 { return math.Log(0.5 * float64(c.twice) * c.TickUSD) }

// Mid is the mid in ticks, the last one there was if a side is empty.
func (c *Crowd) Mid() float64 { return 0.5 * float64(c.twice) }

// Fills hands over the fills of outsiders since the last call. The slice is good until the next Run or Trade.
func (c *Crowd) Fills() []Fill {
	f := c.fills
	c.fills = c.fills[:0]
	return f
}

// Trade sends a market order of an outsider now and returns what it filled.
func (c *Crowd) Trade(owner uint32, side book.Side, quantity book.Lots) book.Lots {
	return c.execute(&message{action: market, owner: owner, side: side, quantity: quantity})
}

// Sweep is a Trade of which nothing is collected: what a band or a halt keeps from trading is dropped.
func (c *Crowd) Sweep(owner uint32, side book.Side, quantity book.Lots) book.Lots {
	return c.execute(&message{action: sweep, owner: owner, side: side, quantity: quantity})
}

// WakeAt asks to be woken at a time, with a note to oneself.
func (c *Crowd) WakeAt(at unit.Duration, owner, note uint32) {
	c.queue.push(at, message{action: wake, owner: owner, note: note})
}

// lookAt sends a query that reaches the book at a time, where its sender is woken.
func (c *Crowd) lookAt(at unit.Duration, owner, note uint32) {
	c.queue.push(at, message{action: look, owner: owner, note: note})
}

// send lets a message arrive after a delay; without one it arrives now, before send returns.
func (c *Crowd) send(delay unit.Duration, m message) {
	if delay <= 0 {
		c.execute(&m)
		return
	}
	c.queue.push(c.now+delay, m)
}

// Limit sends a limit order; its handle comes by Placed, with the note, if something comes to rest.
func (c *Crowd) Limit(delay unit.Duration, o book.Order, note uint32) {
	c.send(delay, message{action: limit, owner: o.Owner, side: o.Side, price: o.Price, quantity: o.Quantity, note: note})
}

// PostOnly sends a limit order that is refused if it would trade.
func (c *Crowd) PostOnly(delay unit.Duration, o book.Order, note uint32) {
	c.send(delay, message{action: postOnly, owner: o.Owner, side: o.Side, price: o.Price, quantity: o.Quantity, note: note})
}

// Market sends a market order. One of 0 lots is not sent.
func (c *Crowd) Market(delay unit.Duration, owner uint32, side book.Side, quantity book.Lots) {
	if quantity > 0 {
		c.send(delay, message{action: market, owner: owner, side: side, quantity: quantity})
	}
}

// Cancel sends a cancel; one of an order that is gone by then does nothing.
func (c *Crowd) Cancel(delay unit.Duration, h book.Handle) {
	c.send(delay, message{action: cancel, handle: h})
}
