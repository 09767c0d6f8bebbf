package agents

import (
	"math"

	"firesale/agents/credit"
	"firesale/agents/policy"
	"firesale/market"
	"firesale/market/unit"
)

func (l *Lender) enqueue(q *credit.Liquidation) {
	if !l.separate() || q.One() {
		l.join(q)
		return
	}
	l.Holding.Alone(*q, func(one credit.Liquidation) { l.join(&one) })
}

func (l *Lender) join(q *credit.Liquidation) {
	l.Holding.Wait(q)
	l.queue = append(l.queue, *q)
}

func (l *Lender) release(mark unit.Price) {
	kept := l.queue[:0]
	for _, q := range l.queue {
		if !l.Holding.Released(q, mark, l.threshold()) {
			kept = append(kept, q)
		}
	}
	l.queue = kept
}

// Act is the sell order of every copy: its queue, then what the lender sells of its own, as far as the capacity of a step
// goes. Loans whose first order this is are noted with the mid.
func (l *Lender) Act(step int, v market.View, began *credit.AtSale, w Witness) (sell unit.BTC) {
	mid := unit.PriceOf(v.Mid)
	switch {
	case len(l.queue) == 0:
	case l.policy == nil:
		l.order(step, mid, began)
	default:
		l.pace(step, v, began, w)
	}
	if l.Trust == nil || !l.Trust.own.waits() {
		return l.ordered
	}
	capacity := l.Trust.own.purse.held
	if l.Capacity > 0 {
		capacity = l.Capacity - l.ordered - l.offScreen
	}
	return l.ordered + l.Trust.own.order(mid, capacity)
}

// order orders all of the queue that is ready, within the capacity of a step.
func (l *Lender) order(step int, mid unit.Price, began *credit.AtSale) {
	l.step, l.ordered = step, 0
	l.leg(step, mid, policy.Leg{}, l.most(), began)
}

// most is what may be sold in a step.
func (l *Lender) most() unit.BTC {
	if l.Capacity > 0 {
		return l.Capacity
	}
	return math.MaxInt64
}

// Ordered is the sell order of every copy in the clearing to come.
func (l *Lender) Ordered() unit.BTC {
	if l.Trust != nil {
		return l.ordered + l.Trust.own.ordered
	}
	return l.ordered
}

// Acts reports whether it may have something to sell.
func (l *Lender) Acts() bool { return len(l.queue) > 0 || l.Trust != nil && l.Trust.own.waits() }

// Least is the least generation of what is on sale.
func (l *Lender) Least() int32 {
	least := int32(math.MaxInt32)
	if l.Trust != nil && l.Trust.own.ordered > 0 {
		least = l.Trust.own.generation
	}
	for i := range l.queue {
		if l.queue[i].Ordered() > 0 {
			least = min(least, l.queue[i].Least())
		}
	}
	return least
}

// Curtail cuts the order to the share of it that found a buyer, loan by loan alike, and returns what is left of it. The
// rest waits in the queue.
func (l *Lender) Curtail(share float64) unit.BTC {
	l.ordered = 0
	for i := range l.queue {
		l.ordered += l.queue[i].Curtail(share)
	}
	if l.Trust != nil {
		return l.ordered + l.Trust.own.curtail(share)
	}
	return l.ordered
}

// Settle books the sale of the order at one price.
func (l *Lender) Settle(fill unit.Fill, w Witness) {
	if l.Trust != nil && l.Trust.own.ordered > 0 {
		l.settleOwn(fill, w)
	}
	if l.ordered == 0 {
		return
	}
	l.desk.sold(l.ordered)
	l.settleLoans(fill, w)
}

// settleLoans books the sale of what is ordered of the queue.
func (l *Lender) settleLoans(fill unit.Fill, w Witness) {
	l.bought += l.ordered
	kept := l.queue[:0]
	for i := range l.queue {
		q := &l.queue[i]
		if coins := q.Ordered(); coins > 0 {
			if w != nil {
				w.Sold(l, q, coins, fill)
			}
			l.Holding.Execute(q, coins, fill, l.step)
			if !l.Holding.Settle(q, coins, fill) {
				continue
			}
		}
		kept = append(kept, *q)
	}
	l.queue, l.ordered = kept, 0
	l.soldBetween()
}

// settleOwn puts into the deal what the lender's own coins brought.
func (l *Lender) settleOwn(fill unit.Fill, w Witness) {
	coins, proceeds := l.Trust.own.settle(fill)
	l.Trust.Deal.Deposit(proceeds)
	if w != nil {
		w.SoldOwn(l, coins, proceeds, fill, l.Trust.own.generation)
	}
}

// Queued is how many coins wait to be sold.
func (l *Lender) Queued() (coins unit.BTC) {
	for i := range l.queue {
		coins += l.Holding.Waiting(&l.queue[i])
	}
	return coins
}

// Queue is what waits to be sold, read-only.
func (l *Lender) Queue() []credit.Liquidation { return l.queue }
