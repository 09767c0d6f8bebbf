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
	on      bool // in this replication
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
	c.ladder = credit.NewLadder(holdings, l.Release || l.Index.Terms.Liquidation == "restore",
		func(copy, place, after int) int { return copies[copy].crowd.foresee(place, after) })
	return c
}

// Reset begins a replication, after its lenders have begun it. In one that is watched every lender calls for itself.
func (c *Callers) Reset(watched bool) {
	c.on = !watched
	c.ladder.Reset(c.on)
	for _, l := range c.lenders {
		l.together = c.on
	}
}

// Call brings all margin calls to the mark of a step, after loans have been liquidated at it. It returns the first step at
// which one of them will be answered that is.
func (c *Callers) Call(step int, mark unit.Price, path Course) (due int) {
	due = Never
	if !c.on || !c.lenders[0].polls(step) {
		return due
	}
	call, asked := c.lenders[0].crowd.call(c.lenders[0], mark, path), false
	firsts := c.ladder.Called(step, mark, func(made credit.Call) {
		l := c.lenders[made.Copy]
		if !asked {
			call.Left, asked = l.crowd.Left(call.Fall), true
		}
		l.crowd.respond(l, call, promise{loan: made.Loan, call: uint8(made.Number), made: int32(step), at: made.At})
		l.Wake.Step = min(l.Wake.Step, l.crowd.promises.wake(step))
		due = min(due, l.Wake.Step)
	})
	for copy, loans := range firsts {
		if loans > 0 {
			c.lenders[copy].crowd.hear(call.Fall, loans)
		}
	}
	return due
}
