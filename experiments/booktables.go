package experiments

import (
	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/sim"
	"firesale/sim/record"
)

// What studies with an order book have beside the others: metrics, columns of paths, and tables that must be asked for.

// The tables of a book.
const (
	depthTable  = "depth"
	tradesTable = "trades"
	quotesTable = "quotes"
)

// books reports whether any point has an order book.
func (s *Study) books() bool {
	for _, p := range s.Points {
		if p.World.Book != nil {
			return true
		}
	}
	return false
}

// eachBookMetric visits the metrics of an order book: of the book, then of each lender.
func (s *Study) eachBookMetric(visit func(c results.Column, of func(*record.Run) (float64, bool))) {
	if !s.books() {
		return
	}
	for _, k := range metric.BookKinds {
		visit(results.Column{Name: k.Name, Unit: k.Unit, Doc: k.Doc}, k.Of)
	}
	for _, name := range sortedNames(s.Spec.Lender) {
		k := metric.SalePrice
		visit(results.Column{Name: k.Name + "." + name, Unit: k.Unit, Doc: k.Doc},
			func(r *record.Run) (float64, bool) { return metric.SalePriceOf(r, name) })
	}
}

// BookColumns is the names of the metrics that only an order book has.
func (s *Study) BookColumns() []string {
	var names []string
	s.eachBookMetric(func(c results.Column, _ func(*record.Run) (float64, bool)) { names = append(names, c.Name) })
	return names
}

func (s *Study) pathColumns() []results.Column {
	cols := pathColumns()
	if s.books() {
		cols = append(cols,
			results.Column{Name: "fundamental_usd", Unit: "USD/BTC", Doc: "what value traders see; null at a dealer's"},
			results.Column{Name: "multiplier", Unit: "1", Doc: "share of their usual size that makers quote"},
			results.Column{Name: "trades", Kind: results.Ints, Unit: "trades", Doc: "in the step"},
			results.Column{Name: "volume_btc", Unit: "BTC", Doc: "traded in the step"})
	}
	return append(cols, s.leverageColumn()...)
}

func (s *Study) pathRow(point, replication int, r record.Step) []results.Cell {
	row := pathRow(point, replication, r)
	switch {
	case !s.books():
	case s.Points[point].World.Book == nil:
		row = append(row, results.Null(), results.Null(), results.Null(), results.Null())
	default:
		row = append(row, results.Float(r.Book.Fundamental), results.Float(r.Book.Multiplier),
			results.Int(int64(r.Book.Trades)), results.Float(r.Book.Volume))
	}
	if s.leveraged() {
		row = append(row, results.Float(r.Unwound.Float()))
	}
	return row
}

// keep is what is recorded of a replication of a point.
func (p *Point) keep(replication int) sim.Keep {
	r := &p.Spec.Record
	if int64(replication) >= r.Paths {
		return sim.Keep{}
	}
	keep := sim.Keep{Path: true, Events: r.Events}
	if b := r.Book; p.World.Book != nil && b != nil {
		keep.Book = sim.KeepBook{Tape: b.Tape, Reach: float64(b.Reach)}
		if b.Depth != nil {
			keep.Book.Every = max(1, int((*b.Depth+p.World.Clock.Step/2)/p.World.Clock.Step))
		}
	}
	return keep
}

// bookTables is the tables of the book that the study asks for.
func (s *Study) bookTables() (names []string) {
	b := s.Spec.Record.Book
	if b == nil || !s.books() {
		return nil
	}
	if b.Depth != nil {
		names = append(names, depthTable)
	}
	if b.Tape {
		names = append(names, tradesTable, quotesTable)
	}
	return names
}

func bookColumns(table string) []results.Column {
	cols := append(keyColumns(), results.Column{Name: "time_h", Unit: "h", Doc: "from the start"})
	switch table {
	case depthTable:
		return append(cols,
			results.Column{Name: "side", Kind: results.Texts, Doc: "bid or ask"},
			results.Column{Name: "price_usd", Unit: "USD/BTC", Doc: "lower edge of a band of prices"},
			results.Column{Name: "width_usd", Unit: "USD/BTC", Doc: "of the band"},
			results.Column{Name: "btc", Unit: "BTC", Doc: "resting in the band"})
	case tradesTable:
		return append(cols,
			results.Column{Name: "side", Kind: results.Texts, Doc: "of who came: buy or sell"},
			results.Column{Name: "price_usd", Unit: "USD/BTC", Doc: "of the trade"},
			results.Column{Name: "btc", Unit: "BTC", Doc: "traded"})
	}
	return append(cols,
		results.Column{Name: "bid_usd", Unit: "USD/BTC", Doc: "best bid from this time on; null if nobody bids"},
		results.Column{Name: "ask_usd", Unit: "USD/BTC", Doc: "best ask"},
		results.Column{Name: "bid_btc", Unit: "BTC", Doc: "resting at the best bid"},
		results.Column{Name: "ask_btc", Unit: "BTC", Doc: "resting at the best ask"})
}

// addBook writes the rows of the book's tables, in the order of bookTables.
func (r *rows) addBook(point, replication int, b *record.Book) (err error) {
	for i, name := range r.study.bookTables() {
		add := func(at float64, cells ...results.Cell) {
			if err == nil {
				row := append([]results.Cell{results.Int(int64(point)), results.Int(int64(replication)), results.Float(at)}, cells...)
				err = r.book[i].Append(row)
			}
		}
		switch name {
		case depthTable:
			for _, d := range b.Depth {
				add(d.Hours, word(d.Bid, "bid", "ask"), results.Float(d.Price), results.Float(d.Width), results.Float(d.Size))
			}
		case tradesTable:
			for _, p := range b.Prints {
				add(p.At.Hours(), word(p.Sold, "sell", "buy"), results.Float(p.Price), results.Float(p.Size))
			}
		case quotesTable:
			for _, q := range b.Quotes {
				add(q.At.Hours(), results.Maybe(q.Bid, q.BidSize > 0), results.Maybe(q.Ask, q.AskSize > 0), results.Float(q.BidSize), results.Float(q.AskSize))
			}
		}
	}
	return err
}

func word(yes bool, one, other string) results.Cell {
	if yes {
		return results.Text(one)
	}
	return results.Text(other)
}
