package agents

import "firesale/market/unit"

// underWater is the coins of the queue whose loans owe more than they are worth, since a look and until the next one: for
// that time the mark stands. A lender that sleeps has none: it wakes at the mark at which it would.
type underWater struct {
	coins unit.BTC
	since int // step
}

// notYet is a step before the first.
const notYet = -2

// surface books, at the end of a step, the time for which coins were under water since the step before.
func (l *Lender) surface(step int) {
	if l.under.coins > 0 && step > l.under.since {
		l.Holding.Ledger.Execution.Sunk(l.under.coins)
		l.under.coins = 0
	}
}

// soldBetween books it for coins that were sold between two looks, at the time inside of a step at which the lender's orders arrive.
func (l *Lender) soldBetween() {
	before := l.under.coins
	if before == 0 {
		return
	}
	l.sink()
	l.Holding.Ledger.Execution.SunkUntil(before-l.under.coins, l.Offset > 0)
}

// sink looks at what waits in the queue from now on.
func (l *Lender) sink() {
	l.under.coins = 0
	for i := range l.queue {
		l.under.coins += l.Holding.UnderWater(&l.queue[i], l.mark)
	}
}

// watchWater sets the wake of what waits: the next step if some of it is under water, else the mark at which some of it would be. What
// it owes grows by the day. A look inside of a step is none: its mark is gone at the step's end.
func (l *Lender) watchWater(step int) {
	if l.looked > step {
		l.looked = notYet
	}
	if l.under.coins = 0; l.looked == step {
		l.sink()
		l.under.since = step
	}
	if l.under.coins > 0 {
		l.Wake.Step = min(l.Wake.Step, step+1)
	}
	highest := unit.Price(-1)
	for i := range l.queue {
		if q := &l.queue[i]; int(q.Ready) > step+1 {
			highest = max(highest, l.Holding.SinksAt(q))
		}
	}
	if highest >= 0 {
		l.Wake.Below = max(l.Wake.Below, logAtMost(highest))
		l.Wake.Step = min(l.Wake.Step, l.Clock.NextDay(step))
	}
}
