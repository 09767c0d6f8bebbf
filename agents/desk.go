package agents

import (
	"math"

	"firesale/agents/credit"
	"firesale/agents/policy"
	"firesale/market"
	"firesale/market/unit"
)

// Traits are those of the lender's policy.
func (c *Charter) Traits() policy.Traits {
	if c.Policy == nil {
		return policy.Traits{Immediate: true}
	}
	return c.Policy.Traits()
}

// A desk is what one copy of a lender knows of its own selling: the state of its policy, and what it sold off the screen
// in a step. A lender that sweeps has an empty one.
type desk struct {
	traits  policy.Traits
	policy  policy.Policy   // nil: sweep
	runner  policy.Runner   // the policy, if it may lower the threshold
	flow    *market.OwnFlow // of a runner
	delay   int             // steps from a breach to the first order
	mark    unit.Price      // of the last look
	running bool
	step    int // of the last order, or the last watch

	offScreen, hedge unit.BTC // sold off the screen in this step; sold on it by those who bought
	least            int32    // generation of what is hedged
}

func openDesk(c *Charter) (d desk) {
	d.traits, d.delay = c.Traits(), c.Latency
	if !d.traits.Immediate {
		d.delay = max(d.delay, 1)
	}
	if _, sweeps := c.Policy.(*policy.Sweep); sweeps || c.Policy == nil {
		return d
	}
	d.policy = c.Policy.Open(c.Market)
	if d.traits.Runs {
		d.runner = d.policy.(policy.Runner)
		d.flow = market.NewOwnFlow(c.Market.StepHours)
	}
	return d
}

func (d *desk) reset() {
	d.running, d.mark, d.offScreen, d.hedge = false, 0, 0, 0
	if d.policy != nil {
		d.policy.Reset()
	}
	if d.flow != nil {
		d.flow.Reset()
	}
}

// sold counts the lender's own sales on the screen: the peers' flow, which a runner asks for, is the market's less its own.
func (d *desk) sold(coins unit.BTC) {
	if d.flow != nil {
		d.flow.Add(d.step, -coins.Float())
	}
}

// Runs reports whether the lender must Watch the market before it looks at its loans.
func (l *Lender) Runs() bool { return l.runner != nil }

// Watch decides whether the lender runs for the exit in a step.
func (l *Lender) Watch(step int, v market.View) {
	l.step = step
	near := l.runner.Margin() > 0 && l.Trust != nil && l.Trust.Deal.Near(l.runner.Margin())
	l.running = l.runner.Runs(v, l.flow.Before(step), near)
}

// threshold is the liquidation threshold in force; exit is the lower one of a lender that runs for the exit.
func (l *Lender) threshold() unit.Rate {
	if l.running {
		return l.exit()
	}
	return l.Index.Terms.LiquidationLTV
}

func (l *Lender) exit() unit.Rate {
	return l.runner.Threshold(l.Index.Terms.MarginCallLTV, l.Index.Terms.LiquidationLTV)
}

// LooksBack reports whether the lender asks for the mid of an hour ago.
func (l *Lender) LooksBack() bool { return l.traits.LooksBack }

// Offers is what the lender would put up for auction in a step; 0 if it holds none.
func (l *Lender) Offers(step int, v market.View) unit.BTC {
	if !l.traits.Auctions {
		return 0
	}
	return policy.Offers(l.policy, l.situation(step, v))
}

// situation is what the policy is told in a step.
func (l *Lender) situation(step int, v market.View) policy.Situation {
	s := policy.Situation{View: v, Mark: l.mark, Day: l.Clock.Day(step), Capacity: l.most()}
	if l.traits.Weighs {
		s.ToSell = l.toSell(step, unit.PriceOf(v.Mid))
	}
	return s
}

// OffScreen hands over, once, what was sold off the screen in a step, what its buyers sell on it, and the least
// generation behind that.
func (l *Lender) OffScreen() (sold, hedge unit.BTC, least int32) {
	sold, hedge, least = l.offScreen, l.hedge, math.MaxInt32
	if hedge > 0 {
		least = l.least
	}
	l.offScreen, l.hedge = 0, 0
	return sold, hedge, least
}

// toSell is what the loans in the queue that are ready have to sell.
func (l *Lender) toSell(step int, mid unit.Price) (coins unit.BTC) {
	for i := range l.queue {
		if q := &l.queue[i]; int(q.Ready) <= step {
			coins += l.Holding.ToSell(q, mid)
		}
	}
	return coins
}

// pace orders of the queue what the policy plans for the step. What is sold off the screen is settled at once.
func (l *Lender) pace(step int, v market.View, began *credit.AtSale, w Witness) {
	mid, budget := unit.PriceOf(v.Mid), l.most()
	l.step, l.ordered, l.least = step, 0, math.MaxInt32
	plan := l.policy.Plan(l.situation(step, v))
	for _, leg := range plan.Legs[:plan.Count] {
		l.leg(step, mid, leg, min(leg.Most, budget), began)
		budget -= l.ordered
		if leg.Price > 0 && l.ordered > 0 {
			l.offScreen += l.ordered
			l.hedge += unit.CoinsOf(leg.Hedged * l.ordered.Float())
			l.least = min(l.least, l.Least())
			l.settleLoans(leg.Price.Fill(), w)
		}
	}
}

// leg orders of the queue up to a limit, in its order. Loans whose first order this is are noted with the mid.
func (l *Lender) leg(step int, mid unit.Price, leg policy.Leg, most unit.BTC, began *credit.AtSale) {
	copied := false // the queue is, from the first split on
	for i := range l.queue {
		q := &l.queue[i]
		if int(q.Ready) <= step && most > 0 {
			l.begin(q, mid, began)
			if l.Holding.Order(q, mid, &l.poor) {
				if !copied {
					l.spare, copied = append(l.spare[:0], l.queue[:i]...), true
				}
				most -= l.cap(&l.poor, leg, most)
				l.spare = append(l.spare, l.poor)
			}
			most -= l.cap(q, leg, most)
		}
		if copied {
			l.spare = append(l.spare, *q)
		}
	}
	if copied {
		l.queue, l.spare = l.spare, l.queue
	}
}

// begin notes loans whose first order comes now with the mid.
func (l *Lender) begin(q *credit.Liquidation, mid unit.Price, began *credit.AtSale) {
	l.Holding.Accrue(q)
	if q.Started || q.ByOwner() {
		return
	}
	q.Arrived(mid)
	began.Begin(l.Holding, q, mid, l.Copies)
	if l.Trust != nil {
		l.Trust.noteSale(l, q, mid)
	}
}

// cap cuts an order to what a leg takes of it, and counts that.
func (l *Lender) cap(q *credit.Liquidation, leg policy.Leg, most unit.BTC) unit.BTC {
	ordered := unit.BTC(0)
	if leg.Pieces > 0 {
		ordered = q.Slice(leg.Pieces, most)
	} else {
		ordered = q.Limit(most)
	}
	l.ordered += ordered
	return ordered
}
