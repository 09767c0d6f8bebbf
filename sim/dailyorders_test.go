package sim

import (
	"math"
	"testing"

	"firesale/market"
	"firesale/market/unit"
)

// thin is a venue in which a quarter of what is sold finds a buyer.
type thin struct{ market.Venue }

func (thin) Clear(market.Orders) market.Clearing { return market.Clearing{Sell: 100, Open: 0.75} }

// What borrowers sell and nobody buys waits for the next clearing, as what lenders sell does.
func TestLoopOrdersWait(t *testing.T) {
	r := open(t, loops.Example(0).build())
	run(t, r, 0)
	s := r.main
	s.market, s.sold, s.loop.orders = thin{s.market}, 0, [2]unit.BTC{0, 1_000}
	for _, c := range []struct{ sold, left unit.BTC }{{250, 750}, {250 + 187, 563}} {
		s.clear(0, 0, 0, math.MaxInt32)
		if s.sold != c.sold || s.loop.orders[1] != c.left {
			t.Errorf("%v are sold and %v wait, want %+v", s.sold, s.loop.orders[1], c)
		}
	}
}
