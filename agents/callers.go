package agents

import (
	"firesale/agents/credit"
	"firesale/market/unit"
)

// Callers are the copies of a lender whose borrowers act, as far as they call: their margin calls are kept together, on one
// ladder. It does what each of them does alone (Lender.call), at a fraction of the cost, where calls have no consequence
// but an answer.
type Callers struct {
	lenders []*Lender
	ladder  *credit.Ladder
	wheel   wheel // of promised cures
	on      bool  // in this replication
}

// NewCallers puts copies of one charter together; nil if their calls must be kept by each: they lapse, stick, or are about
// debts that grow.
func NewCallers(copies []*Lender) *Callers {
	l := copies[0]
	if l.crowd == nil || l.Window >= 0 || l.crowd.Sticky || l.Index.Terms.LTVBasis == "debt" || len(l.Index.Pool.Loans) == 0 {
		return nil
	}
	c := &Callers{lenders: copies}
	var holdings []*credit.Holding
	for _, l := range copies {
		holdings = append(holdings, l.Holding)
	}
	c.ladder = credit.NewLadder(holdings, l.Release || l.Index.Terms.Liquidation == "restore", c)
	return c
}

// First is the numbers of the first calls of a copy's loans that their borrowers may answer, by their place in the whole index.
func (c *Callers) First(copy int, calls []uint8) { c.lenders[copy].crowd.foreseeFirst(calls) }

// Next is the number of such a call of one loan after another one.
func (c *Callers) Next(copy, place, after int) uint8 {
	return c.lenders[copy].crowd.foresee(place, after)
}

// Reset begins a replication, after its lenders have begun it. In one that is watched every lender calls for itself.
func (c *Callers) Reset(watched bool) {
	c.on = !watched
	c.ladder.Reset(c.on)
	c.wheel.reset()
	for _, l := range c.lenders {
		l.together = c.on
	}
}

// Call brings all margin calls to the mark of a step, after loans have been liquidated at it.
func (c *Callers) Call(step int, mark unit.Price, path Course) {
	if !c.on || !c.lenders[0].polls(step) {
		return
	}
	call, asked := c.lenders[0].crowd.call(c.lenders[0], mark, path), false
	firsts := c.ladder.Called(step, mark, func(made credit.Call) {
		l := c.lenders[made.Copy]
		if !asked {
			call.Left, asked = l.crowd.Left(call.Fall), true
		}
		if p, ok := l.crowd.respond(l, call, made.Loan, made.Number, step); ok {
			p.copy, p.at = int32(made.Copy), made.At
			c.wheel.put(p)
		}
	})
	for copy, loans := range firsts {
		if loans > 0 {
			c.lenders[copy].crowd.hear(call.Fall, loans)
		}
	}
}

// Remind wakes the lenders whose borrowers promised a cure for a step, unless the call was withdrawn. It reports whether there
// are any.
func (c *Callers) Remind(step int) (woken bool) {
	if !c.on {
		return false
	}
	c.wheel.take(step, func(p promise) {
		if !c.ladder.Lifted(int(p.made), p.at) {
			l := c.lenders[p.copy]
			l.crowd.promises.push(p)
			l.Wake.Step, woken = min(l.Wake.Step, step), true
		}
	})
	return woken
}
