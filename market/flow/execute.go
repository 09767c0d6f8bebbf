package flow

import "firesale/market/book"

// execute lets a message act on the book, tells everybody concerned, and returns what it filled.
func (c *Crowd) execute(m *message) (filled book.Lots) {
	o := book.Order{Owner: m.owner, Side: m.side, Price: m.price, Quantity: m.quantity}
	var h book.Handle
	var rest book.Order // of a cancel
	if len(c.gazers) > 0 {
		rest, _ = c.book.Order(m.handle)
	}
	switch m.action {
	case limit:
		c.count.Limits++
		h, filled = c.book.Limit(o)
	case postOnly:
		c.count.Limits++
		h = c.book.PostOnly(o)
	case market:
		c.count.Markets++
		filled = c.book.Market(m.owner, m.side, m.quantity)
	case sweep:
		c.count.Markets++
		o.Price = farthest[m.side]
		filled = c.book.IOC(o)
	case cancel:
		if c.book.Cancel(m.handle) > 0 {
			c.count.Cancels++
		}
	}
	c.settle()
	if h != 0 {
		if p := c.placers[m.owner>>agentBits]; p != nil {
			p.Placed(m.owner&(1<<agentBits-1), m.note, h)
		}
	}
	c.look()
	if len(c.gazers) > 0 {
		c.gaze(m, h, filled, rest)
	}
	return filled
}

// farthest is a limit that excludes no price.
var farthest = [2]book.Tick{book.Buy: book.NoOffer - 1, book.Sell: book.NoBid + 1}

// gaze keeps the lots of both sides for classes that watch them. Trades were taken off as they were settled.
func (c *Crowd) gaze(m *message, h book.Handle, filled book.Lots, rest book.Order) {
	if h != 0 {
		c.depth[m.side] += int64(m.quantity - filled)
	}
	if m.action == cancel {
		c.depth[rest.Side] -= int64(rest.Quantity)
	}
	for _, g := range c.gazers {
		g.Deepened(c, c.depth)
	}
}

// Reopen ends a halt of the book by its call auction and tells everybody of their fills.
func (c *Crowd) Reopen(last book.Tick) (price book.Tick, volume int64) {
	price, volume = c.book.Reopen(last)
	c.settle()
	c.look()
	return price, volume
}

// settle counts the trades of the last message and tells both sides of each.
func (c *Crowd) settle() {
	trades := c.book.Take()
	for i := range trades {
		t := &trades[i]
		c.count.Trades++
		c.count.Volume += int64(t.Quantity)
		if Self(t.Maker>>agentBits) == outside || Self(t.Taker>>agentBits) == outside {
			c.count.Outside += int64(t.Quantity)
		}
		c.depth[t.Side.Opposite()] -= int64(t.Quantity)
		for _, ticker := range c.tickers {
			ticker.Traded(c.now, t.Side, t.Quantity)
		}
		c.tell(t.Taker, t.Side, t)
		c.tell(t.Maker, t.Side.Opposite(), t)
		if c.Tape != nil {
			c.Tape.trade(c.now, t)
		}
	}
}

// tell lets an owner know of a fill, if it keeps accounts.
func (c *Crowd) tell(owner uint32, side book.Side, t *book.Trade) {
	self := Self(owner >> agentBits)
	if self == outside {
		c.fills = append(c.fills, Fill{c.now, owner, side, t.Price, t.Quantity})
	} else if f := c.fillers[self]; f != nil {
		f.Filled(owner&(1<<agentBits-1), side, t.Price, t.Quantity)
	}
}

// look keeps the mid and the tape.
func (c *Crowd) look() {
	bid, bids := c.book.Bid()
	ask, asks := c.book.Ask()
	if bids && asks && !c.book.Halted() {
		c.twice = int64(bid) + int64(ask)
		c.spread.see(c.now, int64(ask)-int64(bid))
	} else {
		c.spread.see(c.now, 0)
	}
	if c.Tape != nil {
		c.Tape.look(c.now, c.book)
	}
}
