package sim

import (
	"math"

	"firesale/market"
	"firesale/market/unit"
)

// step is one step of the run; the numbers are the order of events. In a quiet step no loan is looked at: neither the price nor
// the time has reached the next wake, before which nothing can happen to any of them.
func (s *side) step(k int, logReturn float64, jumped bool) {
	if s.dealer != nil {
		s.dealer.Advance(logReturn, jumped) // 1 the price moves by itself, impact decays; 2 depth and spread answer
	} else {
		s.through(k, logReturn, jumped) // the same in a book, which trades all the while
	}
	s.observe(k) // 3 the oracle sees the mid
	mark, from := s.feed.Mark(k)
	s.day.see(k, mark)
	s.remind(k) // wakes the lenders whose borrowers promised a cure for this step
	if deeper := s.pass(k); s.awake(k, mark) || deeper {
		s.cascade(k, mark, from)
	} else {
		s.call(k, mark)
	}
	s.past.see(k, s.market)
	if s.keep.Path {
		s.record(k, mark) // 11 a row of the path
	}
}

// cascade is a step in which some lender, borrower or deal must act. It reports whether anything was for sale.
func (s *side) cascade(k int, logMark float64, from int32) (sold bool) {
	s.look(k, logMark, from)  // 4 clocks of loans; 5 marks: calls, lapses, liquidations
	net, least := s.act(k, 0) // 6 policies turn queues into orders; 7 other leverage adds its own
	buy := s.purchases()
	if net+s.others+buy > 0 || s.loop.waits() && !s.market.View().Halted {
		s.clear(k, net, buy, least) // 8 everything is cleared at once; 9 fills pay debts
	}
	s.settle(k, from) // 9 payment dates and triggers of deals
	s.daily(k)        // 10 once a day: warehouses, funding spread, new loans
	s.rest(k, logMark)
	return net+s.others+buy > 0
}

// look lets every lender whose wake has come judge its loans by the same mark. No lender sees what another one decides.
func (s *side) look(k int, logMark float64, from int32) {
	breaches := 0
	s.seen, s.hours = s.market.USD(logMark), s.world.hours(k)
	mark := unit.PriceOf(s.seen)
	s.mark = mark
	for i, l := range s.lenders {
		if s.sleeps(l, k, logMark) {
			continue
		}
		if l.Runs() {
			l.Watch(k, s.market.View())
		}
		breaches += l.Look(k, mark, s.day.course(k, logMark), s.lineage(i, from), s.witness())
	}
	s.call(k, logMark)
	s.countWave(k, breaches)
}

// act collects the orders of all lenders that arrive at an instant of the step, and the least generation among the loans
// on sale.
func (s *side) act(k int, at unit.Duration) (net unit.BTC, least int32) {
	least = math.MaxInt32
	view := s.view(k, at)
	s.others = 0
	if view.Halted {
		return 0, least
	}
	for _, l := range s.lenders {
		if !l.Acts() || l.Offset != at && !view.Reopens {
			continue
		}
		if sell := l.Act(k, view, &s.atSale, s.witness()); sell > 0 {
			net += sell * unit.BTC(l.Copies)
			least = min(least, l.Least())
		}
		least = min(least, s.offScreen(l))
	}
	if at == 0 {
		least = min(least, s.liquidate())
	}
	return net, least
}

// purchases is what borrowers buy to add to their collateral; those of silent lenders do not reach the market.
func (s *side) purchases() (buy unit.BTC) {
	if s.world.Halt != nil && s.market.View().Halted {
		return 0 // they wait for the reopening, too
	}
	for i, l := range s.lenders {
		if coins := l.Buys(); !s.silent[i] {
			buy += coins
		}
	}
	return buy
}

// clear sells the net order of everybody in one clearing, and pays every seller the same price.
func (s *side) clear(k int, net, buy unit.BTC, least int32) {
	orders, least, borrowers := s.loop.join(market.Orders{Sell: s.heard(net + s.others).Float(), Buy: buy.Float()}, least)
	clearing := s.market.Clear(orders)
	if clearing.Move < 0 {
		s.lowered = least
	}
	if clearing.Open > 0 && orders.Sell > orders.Buy {
		net = s.curtail(1 - clearing.Open)
		borrowers = s.loop.curtail(borrowers, 1-clearing.Open)
	}
	fill := fillOf(clearing)
	for _, l := range s.lenders {
		l.Settle(fill, s.witness())
	}
	s.unwind(clearing, fill)
	s.sold += net + borrowers
	s.observe(k)
}

// curtail cuts the orders of everybody alike to what found a buyer.
func (s *side) curtail(share float64) (net unit.BTC) {
	for _, l := range s.lenders {
		net += l.Curtail(share) * unit.BTC(l.Copies)
	}
	return net
}

// fillOf is what sellers get per bitcoin: a quoted price, rounded to the cent, if their sales move nothing; else the
// average on the way down.
func fillOf(c market.Clearing) unit.Fill {
	if c.Move == 0 {
		return unit.PriceOf(c.Sell).Fill()
	}
	return unit.FillOf(c.Sell)
}

// settle runs the deals whose day has come. In instant mode no day comes.
func (s *side) settle(k int, from int32) {
	for _, l := range s.lenders {
		if l.Trust != nil && !s.world.Instant {
			s.supply(l, s.world.Clock.Day(k))
			l.Trust.Settle(l, s.world.Clock.Day(k), s.mark, from+1)
			s.deliver(k, l)
		}
	}
}

// observe shows the mid to the oracle and to the running minimum.
func (s *side) observe(k int) {
	mid := s.logMid()
	s.feed.Observe(k, mid, s.lowered)
	if mid < s.logMin {
		s.logMin = mid
		s.feel()
	}
}
