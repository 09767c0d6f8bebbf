package sim

import (
	"firesale/agents"
	"firesale/market/unit"
	"firesale/sim/record"
)

// note adds what a lender did to the day's row.
func (d *daily) note(l *agents.Lender, lent agents.Lent) {
	n, f, row := unit.USD(l.Copies), l.Funding, &d.row
	row.Originated += n * lent.Fresh
	row.Renewed += n * lent.Renewed
	row.Outstanding += n * f.Outstanding()
	row.Warehouse += n * f.Drawn
	row.Limit += n * f.Limit()
	row.Room += float64(float64(n*f.Limit()) * lent.Room)
	row.Deals += l.Copies * f.Tally().Issued
}

// recordDay adds a row to the table of the loop, if the path is kept.
func (s *side) recordDay(k int, seen agents.Day) {
	if !s.keep.Path {
		return
	}
	row := s.loop.row
	row.Hours, row.Price, row.Spread = s.world.hours(k), seen.Price.Float(), seen.Spread
	row.LTV, row.Volatility = s.loop.cycle.LTV, s.loop.cycle.Volatility()
	if row.Limit > 0 {
		row.Room /= float64(row.Limit)
	}
	s.out.Loop.Days = append(s.out.Loop.Days, row)
}

// closeLoop checks the accounts of the loop, and says what it came to.
func (s *side) closeLoop(out *record.Run) error {
	d := s.loop
	if d == nil {
		return nil
	}
	out.Loop.Amplitude.Value, out.Loop.Amplitude.Exists = d.cycle.Amplitude()
	for _, l := range s.lenders[:d.fixed] {
		f := l.Funding
		if f == nil {
			continue
		}
		if err := f.Audit(); err != nil {
			return err
		}
		n, t := l.Copies, f.Tally()
		out.Loop.Originated += unit.USD(n) * t.Originated
		out.Loop.Renewed += unit.USD(n) * t.Renewed
		out.Loop.Refused += unit.USD(n) * t.Refused
		out.Loop.Issued += n * t.Issued
		out.Loop.Calls += n * t.Calls
		out.Loop.Early += n * t.Early
		out.Loop.Bought += unit.BTC(n) * t.Bought
		out.Loop.Sold += unit.BTC(n) * t.Sold
	}
	return d.err
}

// openLoop begins to record the loop.
func (o *observer) openLoop() {
	if o.side.loop != nil && o.out != nil {
		o.out.Loop = &record.Loop{}
	}
}
