package agents

import (
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market/unit"
)

// Callers keep the margin calls of lenders whose borrowers act, where the only consequence of a call is the borrower's answer.
// The outcome is the same as if each lender kept its own calls (Lender.call), at a fraction of the cost: copies of one charter
// share a credit.Ladder, and a lender is woken in the step in which a promised cure is due, not in every step until then.
type Callers struct {
	lenders []*Lender // copies of one charter beside each other
	of      []*chorus // of a lender
	wheel   wheel     // of promised cures
	on      bool      // in this replication
}

// A chorus is the copies of one charter, which share a ladder.
type chorus struct {
	first  int // number of the first one among all lenders
	crowds []*crowd
	ladder *credit.Ladder
	clock  Clock
	polls  func(step int) bool
}

// NewCallers groups lenders by charter; copies of one stand next to each other. Lenders whose calls lapse, stick, or depend on a
// growing debt are left out and keep their own.
func NewCallers(lenders []*Lender) *Callers {
	c := &Callers{}
	for i := 0; i < len(lenders); {
		n := i + 1
		for n < len(lenders) && lenders[n].Charter == lenders[i].Charter {
			n++
		}
		if lenders[i].mayCallTogether() {
			c.add(lenders[i:n])
		}
		i = n
	}
	return c
}

func (l *Lender) mayCallTogether() bool {
	return l.crowd != nil && l.Window < 0 && !l.crowd.Sticky && l.Index.Terms.LTVBasis != "debt" && len(l.Index.Pool.Loans) > 0
}

func (c *Callers) add(copies []*Lender) {
	l := copies[0]
	s := &chorus{first: len(c.lenders), clock: l.Clock, polls: l.polls}
	var holdings []*credit.Holding
	for _, l := range copies {
		holdings, s.crowds = append(holdings, l.Holding), append(s.crowds, l.crowd)
		c.lenders, c.of = append(c.lenders, l), append(c.of, s)
	}
	s.ladder = credit.NewLadder(holdings, l.Release || l.Index.Terms.Liquidation == "restore", s)
}

// First fills in, for every loan of a copy, the number of the first margin call that its borrower may answer. It makes a chorus a
// credit.Foresight.
func (s *chorus) First(copy int, calls []uint8) { s.crowds[copy].foreseeFirst(calls) }

// Next is the number of the next such call of one loan, after a given one.
func (s *chorus) Next(copy, place, after int) uint8 { return s.crowds[copy].foresee(place, after) }

// Reset begins a replication, after the lenders have been reset. In a replication that is recorded every lender keeps its own
// calls, so that each can be shown.
func (c *Callers) Reset(watched bool) {
	c.on = !watched && len(c.lenders) > 0
	c.wheel.reset()
	for i, l := range c.lenders {
		l.together = c.on
		if s := c.of[i]; s.first == i {
			s.ladder.Reset(c.on)
		}
	}
}

// Kept reports whether calls are kept together in this replication.
func (c *Callers) Kept() bool { return c.on }

// Call brings the margin calls to the mark of a step, after the liquidations at that mark.
func (c *Callers) Call(step int, mark unit.Price, path Course) {
	for i := 0; i < len(c.lenders); i += len(c.of[i].crowds) {
		if s := c.of[i]; s.polls(step) {
			s.call(step, mark, path, &c.wheel)
		}
	}
}

func (s *chorus) call(step int, mark unit.Price, path Course, promised *wheel) {
	var call borrower.Call
	speed, known := uint8(0), false
	know := func() { // nobody is called in most steps
		if !known {
			call = s.crowds[0].call(mark, path)
			speed, known = uint8(speedBin(call.Fall)), true
		}
	}
	firsts := s.ladder.Called(step, mark, func(made credit.Call) {
		know()
		crowd := s.crowds[made.Copy]
		if due, ok := crowd.respond(&call, s.clock, made.Place, made.Number, step); ok {
			p := promised.put(due)
			p.order, p.at, p.made = order(due, made.Place), made.At, int32(step)
			p.lender, p.call, p.speed = int32(s.first+made.Copy), uint8(made.Number), speed
		}
	})
	for copy, loans := range firsts {
		if loans > 0 {
			know()
			s.crowds[copy].hear(call.Fall, loans)
		}
	}
}

// Remind wakes the lenders whose borrowers promised a cure for this step, unless the call was withdrawn since. It reports whether
// there are any.
func (c *Callers) Remind(step int) (woken bool) {
	if !c.on {
		return false
	}
	c.wheel.take(step, func(p promise) {
		if !c.of[p.lender].ladder.Lifted(int(p.made), p.at) {
			l := c.lenders[p.lender]
			l.crowd.promises.push(p)
			l.Wake.Step, woken = min(l.Wake.Step, step), true
		}
	})
	return woken
}
