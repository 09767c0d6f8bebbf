package market

// Volume is what has traded in a book, from time 0 or from the beginning of a warm-up.
type Volume struct {
	Trades     int
	Lots       int64
	Outside    int64 // lots with a lender on one side
	TickHours  float64
	QuoteHours float64 // hours with a bid and an ask
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
