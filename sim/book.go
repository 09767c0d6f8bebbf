package sim

import (
	"math"

	"firesale/market"
	"firesale/market/book"
	"firesale/market/flow"
	"firesale/sim/record"
)

// A KeepBook is what is recorded of an order book in a kept replication.
type KeepBook struct {
	Tape  bool    // every trade and every change of the touch
	Every int     // steps between two snapshots of the depth; 0 = none
	Reach float64 // of a snapshot, as a share of the mid
}

// bookkeeper is the part of an observer that looks at an order book.
type bookkeeper struct {
	tape   flow.Tape
	bands  []market.Band
	before market.Volume // at the end of the step before
}

// openBook begins to record a book, if the venue is one.
func (o *observer) openBook() {
	s := o.side
	if s.book == nil || o.out == nil {
		return
	}
	o.out.Book, o.before = &record.Book{}, s.book.Traded()
	if o.keep.Book.Tape {
		o.tape.Clear()
		s.book.Record(&o.tape)
	}
}

// bookStep adds to a row of the path what it says of the book, and to the depth the snapshot that is due.
func (o *observer) bookStep(k int, row *record.Step) {
	s := o.side
	if s.book == nil {
		return
	}
	now := s.book.Traded()
	row.Book = record.BookStep{
		Fundamental: math.Exp(s.book.Value()), Multiplier: s.book.Multiplier(),
		Trades: now.Trades - o.before.Trades, Volume: float64(now.Lots-o.before.Lots) * s.book.Scale().LotBTC,
	}
	o.before = now
	if every := o.keep.Book.Every; every > 0 && (k+1)%every == 0 {
		o.bands = s.book.Bands(o.bands[:0], o.keep.Book.Reach)
		for _, b := range o.bands {
			o.out.Book.Depth = append(o.out.Book.Depth, record.Depth{
				Hours: row.Hours, Bid: b.Side == book.Buy, Price: b.Price, Width: b.Width, Size: b.Size})
		}
	}
}

// closeBook says what traded in all.
func (o *observer) closeBook(out *record.Run) {
	s := o.side
	if s.book == nil {
		return
	}
	v, scale := s.book.Traded(), s.book.Scale()
	out.Book.Trades, out.Book.Volume = v.Trades, float64(v.Lots)*scale.LotBTC
	out.Book.Spread = record.Number{Exists: v.QuoteHours > 0}
	if v.QuoteHours > 0 {
		out.Book.Spread.Value = v.TickHours / v.QuoteHours
	}
	if !o.keep.Book.Tape {
		return
	}
	for _, p := range o.tape.Prints {
		out.Book.Prints = append(out.Book.Prints, record.Print{
			At: p.At, Price: scale.USD(float64(p.Price)), Size: float64(p.Quantity) * scale.LotBTC, Sold: p.Side == book.Sell})
	}
	for _, q := range o.tape.Quotes {
		out.Book.Quotes = append(out.Book.Quotes, record.Quote{
			At: q.At, Bid: scale.USD(float64(q.Bid)), Ask: scale.USD(float64(q.Ask)),
			BidSize: float64(q.BidLots) * scale.LotBTC, AskSize: float64(q.AskLots) * scale.LotBTC})
	}
}
