package flow

import (
	"firesale/market/book"
	"firesale/market/unit"
)

// A Quote is the touch from a time on. A side that is empty has 0 lots.
type Quote struct {
	At               unit.Duration
	Bid, Ask         book.Tick
	BidLots, AskLots int64
}

// A Print is one trade as a tape shows it: without names.
type Print struct {
	At       unit.Duration
	Price    book.Tick
	Quantity book.Lots
	Side     book.Side // the taker's
}

// Tape records every change of the touch and every trade. It grows; Clear keeps its memory.
type Tape struct {
	Quotes []Quote
	Prints []Print
}

// Clear forgets what was recorded.
func (t *Tape) Clear() { t.Quotes, t.Prints = t.Quotes[:0], t.Prints[:0] }

func (t *Tape) trade(at unit.Duration, x *book.Trade) {
	t.Prints = append(t.Prints, Print{at, x.Price, x.Quantity, x.Side})
}

// look appends the touch if it differs from the last one; of several changes at one instant the last one stays.
func (t *Tape) look(at unit.Duration, b *book.Book) {
	q := Quote{At: at}
	if bid, ok := b.Bid(); ok {
		q.Bid, q.BidLots = bid, b.At(bid)
	}
	if ask, ok := b.Ask(); ok {
		q.Ask, q.AskLots = ask, b.At(ask)
	}
	if n := len(t.Quotes); n > 0 {
		last := t.Quotes[n-1]
		last.At = at
		if last == q {
			return
		}
	}
	t.Quotes = append(t.Quotes, q)
}
