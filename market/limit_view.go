package market

import (
	"fmt"
	"math"

	"firesale/market/book"
)

// LogMid is ln of the mid, the last one there was if a side is empty.
func (l *Limit) LogMid() float64 { return l.crowd.LogMid() }

// Value is f, which only value traders see.
func (l *Limit) Value() float64 { return l.value }

// USD is a log price in dollars: that of the mid to its last bit.
func (l *Limit) USD(logPrice float64) float64 {
	if logPrice == l.LogMid() {
		return l.config.Scale.USD(l.crowd.Mid())
	}
	return math.Exp(logPrice)
}

// halfSpread is half of bid to ask in log, as it last was.
func (l *Limit) halfSpread() float64 {
	bid, bids := l.crowd.Book().Bid()
	ask, asks := l.crowd.Book().Ask()
	if bids && asks {
		l.half = math.Log(float64(ask)/float64(bid)) / 2
	}
	return l.half
}

// depthReach is the share of the mid within which depth is counted.
const depthReach = 0.01

// Depth is BTC bid within 1% of the mid, per unit of log price.
func (l *Limit) Depth() float64 {
	return float64(l.crowd.Book().Within(book.Buy, depthReach)) * l.config.Scale.LotBTC / depthReach
}

// Multiplier is the share of their usual size that makers quote.
func (l *Limit) Multiplier() float64 { return l.state.Multiplier }

// View shows the book as it stands.
func (l *Limit) View() View {
	mid := l.LogMid()
	return View{
		Step: l.step - 1, Hours: l.crowd.Now().Hours(), LogMid: mid, Mid: l.USD(mid),
		HalfSpread: l.halfSpread(), Multiplier: l.state.Multiplier, Depth: l.Depth(),
		VolumeBTCHour: l.volume.net(l.steps - 1), StepVolumeBTC: l.last, NetFlowHourBTC: l.flow.net(l.step - 1),
		Halted: l.guard.waits(l.step - 1), Reopens: l.guard.reopens(l.step - 1),
	}
}

// Err reports a broken book, lots that were filled and not accounted for, or a price that has run into its lowest tick.
func (l *Limit) Err() error {
	if err := l.crowd.Book().Check(); err != nil {
		return fmt.Errorf("step %d: %w", l.step-1, err)
	}
	if booked := l.total().Outside; booked != l.sent {
		return fmt.Errorf("book: step %d: lenders were filled %d lots, the book traded %d with them", l.step-1, l.sent, booked)
	}
	if l.crowd.Mid() <= 1 {
		return fmt.Errorf("book: step %d: the price is at its lowest tick, %g USD: the background is too thin for what was sold, or the tick too coarse", l.step-1, l.config.Scale.TickUSD)
	}
	return nil
}
