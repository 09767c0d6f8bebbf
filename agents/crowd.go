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
	source   random.Source
	promises promises
	bought   unit.BTC // ordered by borrowers for the coming clearing
	prepay   arrivals
	release  arrivals
	cures    [SpeedBins]CureTally
	matured  unit.USD          // principal of theirs that was repaid when it was due
	renewing unit.USD          // of it, of those who want a new loan of their lender
	day      unit.Date         // the last one on which they did what they do unasked
	start    float64           // log mark before that
	marks    [lookback]float64 // of the last days, by their number
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
	call := c.call(l, mark, path)
	call.Left = c.Left(call.Fall)
	l.Holding.EachCalled(n, func(loan credit.Ref, number int) {
		if number == 1 {
			c.hear(call.Fall, 1)
		}
		c.respond(l, call, promise{loan: loan, call: uint8(number), made: int32(step)})
	})
}

// call is what all margin calls of a step have in common; what the fall leaves of the chance is asked where one may be answered.
func (c *crowd) call(l *Lender, mark unit.Price, path Course) borrower.Call {
	fall := (path.DayAgo - path.Mark) * math.Sqrt(365) / c.Volatility
	return borrower.Call{Mark: mark, Target: c.Target, Liquidation: l.Index.Terms.LiquidationLTV, Volatility: c.Volatility,
		Fall: fall}
}

// respond lets the borrower of a loan that was just called decide whether to promise a cure. One who draws need not know the
// loan; one who weighs must.
func (c *crowd) respond(l *Lender, call borrower.Call, p promise) {
	place := l.Index.At(p.loan)
	chance, who := c.chance[p.call], c.owed[place]
	u := c.luck.Uniform(CureDraw, who, int(p.call))
	if u >= chance {
		return
	}
	var loan credit.OpenLoan
	if chance >= 1 {
		loan, _ = l.Holding.Loan(p.loan) // it is open: it was called
		call.Debt, call.Years = l.Holding.BasisDebt(loan.Principal, loan.Interest), l.Holding.Years(loan)
	}
	if !c.Answers(call, loan, u/chance) {
		return
	}
	c.luck.Seed(&c.source, DelayDraw, who, int(p.call))
	wait := (c.Wait(&c.source) + l.Clock.Step - 1) / l.Clock.Step
	p.keptIn(int64(p.made)+max(1, int64(wait)), place)
	p.speed = uint8(speedBin(call.Fall))
	c.promises.push(p)
}

// foresee is the next call of a loan, given by its place in the whole index, after one, that its borrower may answer, as far
// as that is looked at.
func (c *crowd) foresee(place, call int) int {
	return c.luck.Below(CureDraw, c.owed[place], call+1, min(call+foresight, mostCalls), c.chance)
}

// foresight is how many of a loan's next calls are looked at ahead. assumed: a matter of speed only
const foresight = 16

// mostCalls is as far as a holding counts the calls of a loan.
const mostCalls = 255

// cure keeps the promises that are due, unless their call is no longer open: it was withdrawn, or the loan is being sold.
func (c *crowd) cure(l *Lender, step int, mark unit.Price, sell func(credit.Liquidation), w Witness) {
	for len(c.promises) > 0 && c.promises[0].due() <= step {
		p := c.promises.pop()
		if l.Holding.Lifted(int(p.made), p.at) {
			continue
		}
		if loan, ok := l.Holding.Stands(p.loan, int(p.call), int(p.made)); ok && c.keep(l, loan, c.Target, mark, sell, w) && p.call == 1 {
			c.cures[p.speed].Cured++
		}
	}
}

// keep brings a loan to an LTV in the way of its borrowers. It reports whether that could be done.
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
