package sim

import (
	"math"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// A scanBatch is loans whose coins are sold together.
type scanBatch struct {
	loans, before []*scanLoan // before: those that the twin has liquidated too
	step, ready   int
	generation    int32
	again, alone  bool
	started, all  bool
	lapsed        bool
	cure, matured bool
	own           bool // its borrower sells what is due
	began         unit.Date
	waits         unit.Date // since when it waits for its sale, from its first look on
	then          unit.USD  // interest that it owed then
	paid          unit.Date // when its borrowers paid last
	missed        bool      // others paid while it waited
	principal     unit.USD
	interest      unit.USD
	raise         unit.USD
	coins, left   unit.BTC
	proceeds      unit.USD
	early         unit.USD // raised before all was put up, in proportion to debts
	earlySold     unit.BTC
	ordered       unit.BTC
	trigger       unit.Price // mark of the step in which it came
	arrival       unit.Price // mid of that in which it was ordered first
}

func (b *scanBatch) least() int32 {
	if len(b.before) > 0 {
		return 0
	}
	return b.generation
}

// total is the sums of some loans of a batch, their interest rounded once.
func (l *scanLender) total(b *scanBatch, loans []*scanLoan) (principal, interest unit.USD, coins unit.BTC) {
	if len(loans) == 0 {
		return 0, 0, 0
	}
	if b.alone {
		return b.principal, b.interest, b.coins
	}
	for _, loan := range loans {
		principal += loan.principal
		coins += loan.coins
	}
	return principal, l.owed(b, principal, l.accrued(principal, loans[0].Loan, loans[0].from, b.paid)), coins
}

// waited is what a loan that waits for its sale owes in interest today: what it owed when it came, and what has accrued until
// its sale began.
func (l *scanLender) waited(b *scanBatch) unit.USD {
	if !b.alone || b.started || b.waits == 0 || b.waits == l.today {
		return b.interest
	}
	loan, from := b.loans[0], max(b.waits, b.loans[0].from)
	days, basis := int64(l.today-from), int64(365)
	if l.Index.Terms.DayCount == "30/360" {
		days, basis = unit.Days360(from, l.today), 360
	}
	return b.then + unit.Interest(b.principal, loan.Rate, max(days, 0), basis)
}

// owed is the interest that was due on some principal of a batch when its sale began.
func (l *scanLender) owed(b *scanBatch, principal, today unit.USD) unit.USD {
	if !b.started || b.began == l.today && !b.missed {
		return today
	}
	return unit.USD(unit.MulDivEven(int64(b.interest), int64(principal), int64(b.principal)))
}

func (l *scanLender) act(k int, mid unit.Price) unit.BTC {
	var next []*scanBatch
	budget := l.Capacity
	l.ordered = 0
	for _, b := range l.queue {
		b.ordered = 0
		if b.waits == 0 {
			b.waits, b.then, b.paid, b.trigger = l.today, b.interest, l.paid, l.mark
		}
		if b.ready > k || l.Capacity > 0 && budget == 0 {
			next = append(next, b)
			continue
		}
		for _, b := range l.order(b, mid) {
			if l.Capacity > 0 {
				b.ordered = min(b.ordered, budget)
				budget -= b.ordered
			}
			l.ordered += b.ordered
			next = append(next, b)
		}
	}
	l.queue = next
	return l.ordered
}

// order says what to sell of a batch: loans that are worth less than they owe sell everything, apart from the others.
func (l *scanLender) order(b *scanBatch, mid unit.Price) []*scanBatch {
	terms := &l.Index.Terms
	spare := unit.USD(1)
	if !b.started {
		spare, b.arrival = 0, mid
		b.interest = l.waited(b)
		b.missed = b.paid != l.paid && b.loans[0].Pays == credit.Cash
		b.principal, b.interest, b.coins = l.total(b, b.loans)
		b.began = l.today
		b.left, b.raise, b.started, b.all = b.coins, b.principal+b.interest, true, terms.Liquidation == "close-out" && !b.cure
		if terms.Liquidation == "restore" && !b.matured || b.cure {
			b.ordered = l.toRestore(b, mid)
			if b.ordered < b.coins {
				b.raise = l.net(mid.Value(b.ordered))
			}
			return []*scanBatch{b}
		}
	}
	if b.all {
		b.ordered = b.left
		return []*scanBatch{b}
	}
	out := []*scanBatch{b}
	if poor := l.poor(b, mid); len(poor) > 0 {
		c := l.cut(b, poor)
		c.all, c.ordered, c.early, c.earlySold = true, c.left, c.proceeds, c.coins-c.left
		out = []*scanBatch{c, b}
		if len(b.loans) == 0 {
			return out[:1]
		}
	}
	b.ordered = min(b.left, l.need(b.raise+spare, mid))
	return out
}

func (l *scanLender) net(gross unit.USD) unit.USD { return gross - l.Index.Terms.Cost.Of(gross) }

func (l *scanLender) need(raise unit.USD, mid unit.Price) unit.BTC {
	gross := unit.USD(unit.MulDivCeil(int64(raise), int64(unit.One), int64(unit.One-l.Index.Terms.Cost)))
	if float64(gross)*1e8 >= 9e18*float64(mid) {
		return math.MaxInt64
	}
	return mid.Coins(gross)
}

// toRestore finds the least sale that brings a loan back to its target, by bisection on the condition
// debt − x·p·(1 − f) ≤ t·(c − x)·p, in whole satoshis.
func (l *scanLender) toRestore(b *scanBatch, mid unit.Price) unit.BTC {
	t, f := l.Index.Terms.RestoreLTV, l.Index.Terms.Cost
	if b.cure {
		t = l.Borrowers.Target
	}
	owed := unit.Product(int64(b.principal+b.interest), int64(unit.Coin)*int64(unit.One))
	enough := func(x unit.BTC) bool {
		excess, ok := owed.Minus(unit.Product(int64(x), int64(mid)).Times(int64(unit.One - f)))
		return !ok || excess.Compare(unit.Product(int64(b.coins-x), int64(mid)).Times(int64(t))) <= 0
	}
	lo, hi := unit.BTC(0), b.coins
	for lo < hi {
		if x := (lo + hi) / 2; enough(x) {
			hi = x
		} else {
			lo = x + 1
		}
	}
	return lo
}

// poor are the loans whose share of the coins left does not cover their share of what is to be raised.
func (l *scanLender) poor(b *scanBatch, mid unit.Price) (poor []*scanLoan) {
	if b.alone {
		return nil
	}
	debt := int64(b.principal + b.interest)
	for _, loan := range b.loans {
		own := int64(loan.principal + l.owed(b, loan.principal, l.interest(loan)))
		owed := unit.USD(unit.MulDivFloor(int64(b.raise), own, debt))
		has := loan.coins - unit.BTC(unit.MulDivFloor(int64(b.coins-b.left), own, debt))
		if has < 0 || unit.Over(owed, has, mid, unit.One-l.Index.Terms.Cost) {
			poor = append(poor, loan)
		}
	}
	return poor
}

func (l *scanLender) cut(b *scanBatch, loans []*scanLoan) *scanBatch {
	c := *b
	c.loans, c.before = loans, both(b.before, loans)
	if len(loans) < len(b.loans) {
		c.principal, c.interest, c.coins = l.total(b, loans)
		debt := int64(b.principal + b.interest)
		share := func(whole int64) int64 {
			return unit.MulDivEven(whole, min(int64(c.principal+c.interest), debt), debt)
		}
		c.raise, c.proceeds = unit.USD(share(int64(b.raise))), unit.USD(share(int64(b.proceeds)))
		c.left = c.coins - unit.BTC(share(int64(b.coins-b.left)))
		c.left = min(max(c.left, 0, b.left-(b.coins-c.coins)), b.left)
	}
	b.loans, b.before = without(b.loans, loans), without(b.before, loans)
	b.principal -= c.principal
	b.interest = max(0, b.interest-c.interest)
	b.raise -= c.raise
	b.proceeds -= c.proceeds
	b.coins -= c.coins
	b.left -= c.left
	return &c
}

func both(a, b []*scanLoan) (out []*scanLoan) {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				out = append(out, x)
			}
		}
	}
	return out
}

func without(a, b []*scanLoan) (out []*scanLoan) {
	for _, x := range a {
		if len(both([]*scanLoan{x}, b)) == 0 {
			out = append(out, x)
		}
	}
	return out
}

func (l *scanLender) settle(fill unit.Fill) {
	var next []*scanBatch
	for _, b := range l.queue {
		if b.ordered == 0 || l.fill(b, fill) {
			next = append(next, b)
		}
	}
	l.queue = next
}

// fill books a sale, and reports whether the batch goes on.
func (l *scanLender) fill(b *scanBatch, fill unit.Fill) bool {
	sold, gross := b.ordered, fill.Value(b.ordered)
	got := l.net(gross)
	l.ledger.Gross += gross
	l.ledger.Cost += gross - got
	l.ledger.Sold += sold
	l.generations(b, sold)
	l.executed(b, sold, gross)
	b.left -= sold
	b.proceeds += got
	b.ordered = 0
	if b.all {
		if b.left == 0 {
			l.closeAll(b)
		}
		return b.left > 0
	}
	b.raise = max(0, b.raise-got)
	if b.raise > 0 && b.left > 0 {
		return true
	}
	if (b.cure || l.Index.Terms.Liquidation == "restore" && !b.matured) && b.left > 0 && b.proceeds < b.principal+b.interest {
		l.restore(b)
		return false
	}
	l.close(b.principal, b.interest, b.proceeds)
	l.ledger.Returned += b.left
	return false
}

// executed compares a sale with those at the prices at which it could have been: nobody waits with what borrowers sell.
func (l *scanLender) executed(b *scanBatch, sold unit.BTC, gross unit.USD) {
	if e := &l.ledger.Execution; !b.cure && !b.own {
		e.Sold, e.Gross = e.Sold+sold, e.Gross+gross
		e.AtTrigger += b.trigger.Value(sold)
		e.AtArrival += b.arrival.Value(sold)
		for range l.now - b.step {
			e.Waited = e.Waited.Plus(unit.Product(int64(sold), 1))
		}
	}
}

// underWater asks every loan that waits whether it owes more than the coins that it has left are worth at the mark.
func (l *scanLender) underWater() (sunk unit.BTC) {
	for _, b := range l.queue {
		if b.cure || b.own {
			continue
		}
		if b.alone {
			owed, left := b.principal+l.waited(b), b.coins
			if b.started {
				owed, left = b.principal+b.interest-b.proceeds, b.left
			}
			if owed > 0 && unit.Over(owed, left, l.mark, unit.One) {
				sunk += left
			}
			continue
		}
		var wet []*scanLoan
		for _, loan := range b.loans {
			owed, left := loan.principal+l.accrued(loan.principal, loan.Loan, loan.from, b.paid), loan.coins
			if b.started {
				owed, left = loan.principal+l.owed(b, loan.principal, l.interest(loan)), 0
				got := unit.USD(0)
				got, left = l.partOf(b, owed, loan.coins)
				owed -= got
			}
			if owed > 0 && unit.Over(owed, left, l.mark, unit.One) {
				wet = append(wet, loan)
			}
		}
		switch principal, interest, coins := l.total(b, wet); {
		case !b.started:
			sunk += coins
		case len(wet) == len(b.loans):
			sunk += b.left
		default:
			_, left := l.partOf(b, principal+interest, coins)
			sunk += left
		}
	}
	return sunk
}

// partOf is what some of the loans of a batch got so far, and the coins that they have left: before every coin was up for sale
// their share is that of their debts, then that of the coins that they had left.
func (l *scanLender) partOf(b *scanBatch, owed unit.USD, coins unit.BTC) (got unit.USD, left unit.BTC) {
	early, earlySold := b.proceeds, b.coins-b.left
	if b.all {
		early, earlySold = b.early, b.earlySold
	}
	if debt := int64(b.principal + b.interest); debt > 0 {
		got = unit.USD(unit.MulDivFloor(int64(early), min(int64(owed), debt), debt))
		coins = max(0, coins-unit.BTC(unit.MulDivFloor(int64(earlySold), min(int64(owed), debt), debt)))
	}
	if all := int64(b.coins - earlySold); all > 0 {
		got += unit.USD(unit.MulDivFloor(int64(b.proceeds-early), min(int64(coins), all), all))
		left = unit.BTC(unit.MulDivFloor(int64(b.left), min(int64(coins), all), all))
	}
	return got, left
}

func (l *scanLender) generations(b *scanBatch, sold unit.BTC) {
	zero := unit.BTC(0)
	switch {
	case len(b.before) == len(b.loans):
		zero = sold
	case len(b.before) > 0:
		principal, _, coins := l.total(b, b.before)
		part, whole := int64(principal), int64(b.principal)
		if b.all {
			part, whole = int64(coins), int64(b.coins-b.earlySold)
			if b.earlySold > 0 {
				part -= unit.MulDivEven(int64(b.earlySold), int64(principal), int64(b.principal))
			}
		}
		zero = unit.BTC(unit.MulDivEven(int64(sold), part, whole))
	}
	l.count(0, zero)
	l.count(int(b.generation), sold-zero)
}

func (l *scanLender) count(g int, sold unit.BTC) {
	for sold > 0 && len(l.ledger.SoldByGeneration) <= g {
		l.ledger.SoldByGeneration = append(l.ledger.SoldByGeneration, 0)
	}
	if sold > 0 {
		l.ledger.SoldByGeneration[g] += sold
	}
}

// closeAll asks every loan of a batch that sold everything whether its share of the proceeds repays it, its principal
// only, or not even that, and settles the three sums.
func (l *scanLender) closeAll(b *scanBatch) {
	if b.alone {
		l.close(b.principal, b.interest, b.proceeds)
		return
	}
	left, was := b.proceeds, *b
	debt := int64(was.principal + was.interest)
	share := func(owed unit.USD, coins unit.BTC) (got unit.USD) {
		if debt > 0 {
			got = unit.USD(unit.MulDivFloor(int64(was.early), min(int64(owed), debt), debt))
			coins = max(0, coins-unit.BTC(unit.MulDivFloor(int64(was.earlySold), min(int64(owed), debt), debt)))
		}
		if all := int64(was.coins - was.earlySold); all > 0 {
			got += unit.USD(unit.MulDivFloor(int64(was.proceeds-was.early), min(int64(coins), all), all))
		}
		return got
	}
	var sides [3][]*scanLoan
	for _, loan := range b.loans {
		owed := loan.principal + l.owed(b, loan.principal, l.interest(loan))
		side, got := 0, share(owed, loan.coins)
		if got >= owed {
			side = 2
		} else if got >= loan.principal {
			side = 1
		}
		sides[side] = append(sides[side], loan)
	}
	for _, loans := range sides[:2] {
		principal, interest, coins := l.total(&was, loans)
		got := min(share(principal+interest, coins), left, principal+interest)
		l.close(principal, interest, got)
		left -= got
		b.principal -= principal
		b.interest = max(0, b.interest-interest)
	}
	l.close(b.principal, b.interest, left)
}

func (l *scanLender) close(principal, interest, proceeds unit.USD) {
	first := min(principal, proceeds)
	second := min(interest, proceeds-first)
	l.ledger.PrincipalRecovered += first
	l.ledger.InterestRecovered += second
	l.ledger.Surplus += proceeds - first - second
	l.ledger.PrincipalLost += principal - first
	l.ledger.InterestLost += interest - second
}

func (l *scanLender) restore(b *scanBatch) {
	loan := b.loans[0]
	if b.cure {
		l.ledger.Cured += b.principal
	}
	first := min(b.principal, b.proceeds)
	l.ledger.PrincipalRecovered += first
	l.ledger.InterestRecovered += b.proceeds - first
	loan.open, loan.apart, loan.again, loan.called = true, true, b.again || !b.cure, -1
	loan.principal -= first
	loan.carried, loan.from, loan.coins = b.interest-(b.proceeds-first), max(l.today, loan.from), b.left
}
