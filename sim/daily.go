package sim

import (
	"firesale/agents"
	"firesale/market"
	"firesale/market/unit"
	"firesale/sim/record"
)

// A daily is what happens on one side once a day: lenders look back on the market, investors price
// their funding, new loans are made, and what their borrowers buy and sell goes into the next clearing. The twin makes the
// same loans, in one book a lender that never becomes a deal, so that it is known which of them it liquidates too.
type daily struct {
	cycle    agents.Cycle
	investor *agents.Investor
	fixed    int // lenders that were there before any book
	day      unit.Date
	orders   [2]unit.BTC // for the next clearing: bought, sold
	lost     [lossDays + 1]unit.USD
	days     int
	row      record.LoopDay
	err      error
}

// lossDays is how long investors remember losses. assumed
const lossDays = 90

func newDaily(w *World) *daily {
	if w.Loop == nil {
		return nil
	}
	return &daily{investor: w.Investor}
}

// reset begins a replication: every lender that makes loans opens a book.
func (d *daily) reset(s *side) {
	if d == nil {
		return
	}
	d.cycle.Reset(s.world.Loop, s.start, float64(s.world.Common.Volatility))
	d.day, d.days, d.orders, d.err = s.world.Clock.Start, 0, [2]unit.BTC{}, nil
	d.lost = [lossDays + 1]unit.USD{}
	d.fixed = len(s.lenders)
	for place, l := range s.lenders[:d.fixed] {
		if l.Funding != nil {
			d.open(s, l.Funding.Reset(place, d.day))
		}
	}
}

// open adds a book to the lenders of a side. It is heard if the lender is.
func (d *daily) open(s *side, book *agents.Lender) {
	s.lenders = append(s.lenders, book)
	s.silent = append(s.silent, s.silent[book.Funding.Place])
}

// live is a day of the loop, on the side that has feedback.
func (d *daily) live(s *side, k int) {
	today := s.world.Clock.Day(k)
	if today <= d.day {
		return
	}
	d.day = today
	d.cycle.Look(s.logMid())
	seen := agents.Day{Date: today, Price: unit.PriceOf(s.market.USD(s.logMid())), Cycle: &d.cycle, Investor: d.investor}
	seen.Spread = d.investor.FundingSpread(&d.cycle, d.sight(s, seen.Price))
	seen.Demand = s.world.Loop.Demand(d.cycle.LogReturn(), float64(d.investor.Spread)-seen.Spread)
	d.cycle.Note(seen.Demand)
	d.row = record.LoopDay{}
	if seen.Price == 0 {
		return // less than half a cent: finish says so
	}
	for _, l := range s.lenders[:d.fixed] {
		if l.Funding != nil {
			d.lend(s, k, l, seen)
		}
	}
	s.recordDay(k, seen)
}

// lend is a lender's day: its copies lend, the twin makes the same loans, and a deal that was issued is settled with the
// others from now on.
func (d *daily) lend(s *side, k int, l *agents.Lender, seen agents.Day) {
	lent := l.Funding.Live(seen)
	n := unit.BTC(l.Copies)
	if s.hears(l) {
		d.orders[0] += n * lent.Buy
		d.orders[1] += n * lent.Sell
	}
	d.note(l, lent)
	if lent.Issued != nil {
		s.keepDeal(lent.Issued)
		d.open(s, lent.Opened)
		lent.Issued.Rest(k)
	}
	if s.twin != nil && lent.Principal > 0 {
		twin := s.twin.lenders[l.Funding.Place].Funding
		twin.Lend(seen.Date, lent.Principal, lent.Coins)
		twin.Book().Rest(k)
	}
	l.Funding.Book().Rest(k)
}

// sight is what investors see of the deals of all lenders.
func (d *daily) sight(s *side, price unit.Price) (v agents.Sight) {
	lost := unit.USD(0)
	for _, l := range s.lenders {
		v.Sees(l, price)
		lost += unit.USD(l.Copies) * l.Holding.Ledger.PrincipalLost
	}
	d.days++
	at := d.days % len(d.lost)
	v.Losses = lost - d.lost[(at+1)%len(d.lost)]
	d.lost[at] = lost
	return v
}

// supply offers the loans of a lender's warehouse to its deal, on the deal's payment date.
func (s *side) supply(l *agents.Lender, today unit.Date) {
	if l.Funding != nil && s.out != nil && l.Trust.Due(today) {
		l.Trust.Offer(l.Funding.Supply(l.Trust.Deal, s.mark))
	}
}

// deliver hands over what the deal has paid for.
func (s *side) deliver(k int, l *agents.Lender) {
	if l.Funding == nil || s.out == nil {
		return
	}
	if bought := l.Trust.Take(); bought > 0 {
		if err := l.Funding.Deliver(l, bought, s.mark); err != nil && s.loop.err == nil {
			s.loop.err = err
		}
		l.Rest(k)
	}
}

// waits reports whether somebody's order of yesterday is to be cleared.
func (d *daily) waits() bool { return d != nil && d.orders != [2]unit.BTC{} }

// join puts the orders of the loop beside those of the lenders, and forgets them. What borrowers sell has the generation
// of a first cause: whoever it liquidates is liquidated by it.
func (d *daily) join(o market.Orders, least int32) (market.Orders, int32, unit.BTC) {
	if !d.waits() {
		return o, least, 0
	}
	o.Buy += d.orders[0].Float()
	o.Sell += d.orders[1].Float()
	sold := d.orders[1]
	if sold > 0 {
		least = 0
	}
	d.orders = [2]unit.BTC{}
	return o, least, sold
}

// curtail cuts what borrowers sell to the share of it that found a buyer; the rest waits for the next clearing.
func (d *daily) curtail(sold unit.BTC, share float64) (filled unit.BTC) {
	if sold == 0 {
		return 0
	}
	filled = unit.BTC(share * float64(sold))
	d.orders[1] += sold - filled
	return filled
}

// next is the step in which the loop must be asked again.
func (d *daily) next(c agents.Clock, k int) int {
	switch {
	case d == nil:
		return agents.Never
	case d.waits():
		return k + 1
	}
	return c.NextDay(k)
}

// lentOf is the twin's book of the loans that a lender, or the lender whose book it is, has made.
func (s *side) lentOf(l *agents.Lender) *agents.Lender {
	if l.Funding == nil || s.twin == nil {
		return nil
	}
	return s.twin.lenders[l.Funding.Place].Funding.Book()
}

// daily is step 10 of a step: once a day, on the side with feedback.
func (s *side) daily(k int) {
	if s.loop != nil && s.out != nil {
		s.loop.live(s, k)
	}
}
