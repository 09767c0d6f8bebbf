package agents

import (
	"math"

	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market/random"
	"firesale/market/unit"
)

// A crowd is the borrowers of one copy of a lender in one replication.
type crowd struct {
	*Borrowers
	luck     Luck
	loans    *credit.Holding
	source   random.Source
	promises promises
	bought   unit.BTC  // ordered by borrowers for the coming clearing
	matured  unit.USD  // principal of theirs that was repaid when it was due
	renewing unit.USD  // of it, of those who want a new loan of their lender
	day      unit.Date // the last one on which they did what they do unasked
	start    float64   // log mark before that
	cures    [SpeedBins]CureTally
	marks    [lookback]float64 // of the last days, by their number
	found    []int32           // in hand: borrowers, or places of their loans
	prepay   arrivals
	release  arrivals
}

// Meet gives the borrowers of a lender the luck of a replication.
// They know the price at which it starts, a log of USD per BTC.
func (l *Lender) Meet(luck Luck, start float64) { l.crowd.luck, l.crowd.start = luck, start }

// HasLuck reports whether a lender's borrowers draw random numbers.
func (l *Lender) HasLuck() bool { return l.crowd != nil }

func (c *crowd) reset(start unit.Date) {
	c.promises, c.bought, c.day = c.promises[:0], 0, start
	c.matured, c.renewing = 0, 0
	clear(c.cures[:])
	c.prepay.reset()
	c.release.reset()
}

// act is what borrowers do before the marks of a step are judged.
func (c *crowd) act(l *Lender, step int, mark unit.Price, path Course, sell func(credit.Liquidation), w Witness) {
	before := l.Holding.Ledger.PrincipalMatured
	c.cure(l, step, mark, sell, w)
	c.daily(l, l.Clock.Day(step), mark, path)
	c.mature(l, mark, sell)
	c.matured += l.Holding.Ledger.PrincipalMatured - before
	l.Holding.MaturedLots(mark, sell)
}

// answer lets the borrowers of loans that were just called decide whether they will cure, and when.
func (c *crowd) answer(l *Lender, n credit.Notice, step int, mark unit.Price, path Course) {
	call := c.call(mark, path)
	c.loans.EachCalled(n, func(place, number int) {
		if number == 1 {
			c.hear(call.Fall, 1)
		}
		if due, ok := c.respond(&call, l.Clock, place, number, step); ok {
			c.promises.push(promise{order: order(due, place), made: int32(step), call: uint8(number), speed: uint8(speedBin(call.Fall))})
		}
	})
}

// call is what all margin calls of a step have in common.
func (c *crowd) call(mark unit.Price, path Course) borrower.Call {
	fall := (path.DayAgo - path.Mark) * math.Sqrt(365) / c.Volatility
	return borrower.Call{Mark: mark, Target: c.Target, Liquidation: c.loans.Index.Terms.LiquidationLTV, Volatility: c.Volatility,
		Fall: fall, Left: c.Left(fall)}
}

// respond lets the borrower of a loan that was just called decide whether to promise a cure, and for which step. Only a borrower
// who weighs (Chance is 1) needs to see the loan.
func (c *crowd) respond(call *borrower.Call, clock Clock, place, number, step int) (due int64, ok bool) {
	chance, who := c.chance[number], c.owed[place]
	u := c.luck.Uniform(CureDraw, who, number)
	if u >= chance {
		return 0, false
	}
	answers := u/chance < call.Left
	if chance >= 1 {
		loan, _ := c.loans.Loan(c.loans.Index.Ref(place)) // it is open: it was called
		call.Debt, call.Years = c.loans.BasisDebt(loan.Principal, loan.Interest), c.loans.Years(loan)
		answers = c.Answers(*call, loan, u)
	}
	if !answers {
		return 0, false
	}
	c.luck.Seed(&c.source, DelayDraw, who, number)
	wait := (c.Wait(&c.source) + clock.Step - 1) / clock.Step
	return int64(step) + max(1, int64(wait)), true
}

// foresee is the number of the next call after a given one that the borrower of a loan may answer: the first whose draw is below
// its chance. If none of the next few is, it is the one after them, which is judged when it comes.
func (c *crowd) foresee(place, call int) uint8 {
	return uint8(min(c.luck.Below(CureDraw, c.owed[place], call+1, min(call+foresight, mostCalls), c.chance), mostCalls))
}

// foreseeFirst is foresee of every loan before its first call.
func (c *crowd) foreseeFirst(first []uint8) {
	for place := range c.owed {
		first[place] = 1
	}
	c.found = c.luck.Between(CureDraw, c.owed, 1, c.chance[1], 1, c.found[:0])
	for _, place := range c.found {
		first[place] = c.foresee(int(place), 1)
	}
}

// foresight is how many of a loan's next calls are looked at ahead. assumed: a matter of speed only
const foresight = 6

// mostCalls is as far as a holding counts the calls of a loan.
const mostCalls = 255

// cure carries out the promises that are due, unless the call is no longer open: it was withdrawn, or the loan is being sold.
func (c *crowd) cure(l *Lender, step int, mark unit.Price, sell func(credit.Liquidation), w Witness) {
	for len(c.promises) > 0 && c.promises[0].due() <= step {
		p := c.promises.pop()
		if loan, ok := l.Holding.Stands(c.loans.Index.Ref(p.place()), int(p.call), int(p.made)); ok && c.keep(l, loan, c.Target, mark, sell, w) && p.call == 1 {
			c.cures[p.speed].Cured++
		}
	}
}

// keep brings a loan to an LTV with cash, coins or a sale, as its borrowers do. It reports whether that was possible.
func (c *crowd) keep(l *Lender, loan credit.OpenLoan, to unit.Rate, mark unit.Price, sell func(credit.Liquidation), w Witness) bool {
	coins, paid := unit.BTC(0), unit.USD(0)
	switch c.Cure {
	case "cash":
		if paid = l.Holding.ToPay(loan, mark, to); paid == loan.Principal {
			return false // the coins secure nothing any more
		}
		l.Holding.PayDown(loan, paid)
	case "top-up":
		var ok bool
		if coins, ok = l.Holding.ToAdd(loan, mark, to); !ok {
			return false // no amount of bitcoin is worth the debt
		}
		l.Holding.TopUp(loan, coins)
		c.bought += unit.CoinsOf(c.BoughtShare * coins.Float())
	default:
		sale, ok := l.Holding.Sell(loan, mark, to)
		if !ok {
			return false // selling every coin would not do: the lender will sell them
		}
		sell(sale)
	}
	if w != nil {
		w.Cured(l, l.Holding.Cured(loan, coins, paid))
	}
	return true
}

// Buys hands over what borrowers buy in the coming clearing.
func (l *Lender) Buys() (coins unit.BTC) {
	if l.crowd != nil {
		coins, l.crowd.bought = l.crowd.bought, 0
	}
	return coins
}
