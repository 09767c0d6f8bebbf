package market

import (
	"math"

	"firesale/market/book"
	"firesale/market/flow"
)

// A Band is what rests on one side of a book within a band of prices.
type Band struct {
	Side  book.Side
	Price float64 // USD/BTC, lower edge
	Width float64 // USD/BTC
	Size  float64 // BTC
}

// Bands appends the book within a share reach of the mid to dst, in bands of about a fortieth of that of the starting
// price, at least a tick: the same bands in every snapshot of a run. Bands with nothing in them are left out.
func (l *Limit) Bands(dst []Band, reach float64) []Band {
	scale := l.config.Scale
	ticks := max(1, math.Round(reach/40*l.start/scale.TickUSD))
	for _, side := range []book.Side{book.Buy, book.Sell} {
		l.levels = l.crowd.Book().Levels(l.levels[:0], side, math.MaxInt)
		first := len(dst)
		for _, level := range l.levels {
			if math.Abs(float64(level.Price)/l.crowd.Mid()-1) > reach {
				break
			}
			edge := scale.USD(math.Floor(float64(level.Price)/ticks) * ticks)
			if len(dst) == first || dst[len(dst)-1].Price != edge {
				dst = append(dst, Band{side, edge, scale.USD(ticks), 0})
			}
			dst[len(dst)-1].Size += float64(level.Quantity) * scale.LotBTC
		}
	}
	return dst
}

// Record keeps every trade and every change of the touch from now on; nil stops it.
func (l *Limit) Record(tape *flow.Tape) { l.crowd.Tape = tape }

// Scale is what a tick and a lot stand for.
func (l *Limit) Scale() flow.Scale { return l.config.Scale }
