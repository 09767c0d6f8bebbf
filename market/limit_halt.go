package market

import (
	"math"

	"firesale/market/book"
)

// guardStep sets the band of a step. Where the time of a reopening has come and nobody modelled had an order for the
// auction, it is held now.
func (l *Limit) guardStep() {
	g := l.guard
	switch {
	case g.waits(l.step):
		return
	case g.halted && l.step > g.until:
		l.reopen()
	case g.halted:
		return
	default:
		g.see(l.current)
	}
	floor, ceiling := g.edges()
	tick := l.config.Scale.TickUSD
	l.crowd.Book().Band(book.Tick(math.Ceil(math.Exp(floor)/tick)), book.Tick(math.Floor(math.Exp(ceiling)/tick)))
}

// noteHalt begins a pause when an order has run into the band.
func (l *Limit) noteHalt() {
	if l.guard != nil && !l.guard.halted && l.crowd.Book().Halted() {
		l.guard.stop(l.step - 1)
	}
}

// atBand reports whether the best price that an order of a side would meet is beyond the band.
func (l *Limit) atBand(side book.Side) bool {
	floor, ceiling := l.guard.edges()
	if side == book.Sell {
		best, ok := l.crowd.Book().Bid()
		return ok && float64(best)*l.config.Scale.TickUSD < math.Exp(floor)
	}
	best, ok := l.crowd.Book().Ask()
	return ok && float64(best)*l.config.Scale.TickUSD > math.Exp(ceiling)
}

// reopen holds the call auction.
func (l *Limit) reopen() {
	l.crowd.Reopen(book.Tick(math.Round(l.crowd.Mid())))
	l.guard.begin(l.LogMid())
}
