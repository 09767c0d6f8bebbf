package agents

import (
	"math"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// A Day is what a lender's funding sees once a day: the price, the terms of the market, and what investors ask.
type Day struct {
	Date     unit.Date
	Price    unit.Price
	Cycle    *Cycle
	Investor *Investor
	Spread   float64 // s
	Demand   float64 // new loans, as a share of the pool at the start, if the warehouse had all its room
}

// A Lent is what one copy of a lender lent on a day, and what its borrowers order for the next clearing.
type Lent struct {
	Fresh     unit.USD // new loans
	Renewed   unit.USD // loans to borrowers whose loans matured
	Principal unit.USD // of both
	Coins     unit.BTC // that secure them
	Room      float64  // of the warehouse, before
	Buy, Sell unit.BTC
	Issued    *Lender // the book that became the pool of a deal; nil if none did
	Opened    *Lender // the new book of the warehouse, with it
}

// Shares of the principal that matures. assumed
const (
	renewShare = 0.4 // wants a new loan at the terms of the day
	sellShare  = 0.1 // repays by selling coins, whatever the terms; the rest repays in cash
)

// Live is a day of the funding: money that came in, the limit of the warehouse, a deal if the market is open, a margin
// call if too much is drawn, then new loans and renewals as far as there is room.
func (f *Funding) Live(d Day) (l Lent) {
	f.receive(d.Spread)
	f.ease(d.Cycle.Ease())
	f.watch(d.Date)
	if f.open(d) {
		l.Issued, l.Opened = f.issue(d)
	}
	f.marginCall(d.Date)
	l.Room = f.Room()
	fresh := f.grant(d.Demand * l.Room * float64(f.first.Index.Principal))
	wanted, forced := f.maturing()
	renewed := min(wanted, f.headroom()-fresh)
	f.tally.Originated += fresh
	f.tally.Renewed += renewed
	f.tally.Refused += wanted - renewed
	l.Fresh, l.Renewed, l.Principal = fresh, renewed, fresh+renewed
	l.Coins = security(l.Principal, d.Cycle.LTV, d.Price)
	if l.Principal > 0 {
		f.Lend(d.Date, l.Principal, l.Coins)
		f.lend(l.Principal)
	}
	l.Buy = coinsWorth(unit.USD(math.RoundToEven(float64(d.Cycle.Loop.Reinvest)*float64(fresh))), d.Price)
	l.Sell = coinsWorth(forced+wanted-renewed, d.Price)
	f.tally.Bought += l.Buy
	f.tally.Sold += l.Sell
	return l
}

// security is the coins that back loans at an LTV and a price, rounded up: no loan begins above it.
func security(principal unit.USD, ltv float64, price unit.Price) unit.BTC {
	rate := unit.Rate(math.Floor(ltv * float64(unit.One)))
	return price.Coins(unit.USD(unit.MulDivCeil(int64(principal), int64(unit.One), int64(rate))))
}

func coinsWorth(v unit.USD, price unit.Price) unit.BTC { return price.Coins(v) }

// receive takes in what the loans of the warehouse brought since yesterday, and repays the line its share of it.
func (f *Funding) receive(spread float64) {
	now, was := &f.Book().Holding.Ledger, &f.booked
	paid := func(g *credit.Ledger) unit.USD { return g.PrincipalRepaid + g.PrincipalRecovered + g.PrincipalOut }
	interest := func(g *credit.Ledger) unit.USD { return g.InterestPaid + g.InterestRecovered }
	left := outstanding(now)
	gone := paid(now) - paid(was) + now.PrincipalLost - was.PrincipalLost
	f.earn(paid(now) - paid(was) + interest(now) - interest(was))
	f.shrink(left+gone, left)
	f.spend(unit.Interest(f.Drawn, unit.Rate(math.RoundToEven(spread*float64(unit.One))), 1, daysPerYear))
	*was = *now
}

// outstanding is the principal of a book's loans, those in liquidation included.
func outstanding(g *credit.Ledger) unit.USD {
	return g.PrincipalIn - g.PrincipalOut - g.PrincipalRepaid - g.PrincipalRecovered - g.PrincipalLost
}

// maturing is the principal that came due since yesterday and was repaid, in all books: what borrowers want to renew,
// and what they repay by selling coins whatever the terms. Borrowers who act have made up their minds themselves, and sold.
func (f *Funding) maturing() (renew, sell unit.USD) {
	sum, asked := f.first.Holding.Ledger.PrincipalMatured, unit.USD(0)
	if c := f.first.crowd; c != nil {
		sum, asked = sum-c.matured, c.renewing
	}
	for _, b := range f.Books {
		sum += b.Holding.Ledger.PrincipalMatured
	}
	due, wanted := float64(sum-f.matured), asked-f.asked
	f.matured, f.asked = sum, asked
	return wanted + unit.USD(math.RoundToEven(renewShare*due)), unit.USD(math.RoundToEven(sellShare * due))
}

// Outstanding is the principal of all loans of one copy of the lender.
func (f *Funding) Outstanding() unit.USD {
	sum := f.first.Index.Principal + outstanding(&f.first.Holding.Ledger)
	for _, b := range f.Books {
		sum += outstanding(&b.Holding.Ledger)
	}
	return sum
}

// marginCall is what the warehouse lender does about a draw above the limit: it wants cash at once, and after the days of
// cure it sells the coins of loans, those with the highest LTV first.
func (f *Funding) marginCall(today unit.Date) {
	excess := f.cure()
	if excess == 0 {
		f.called = 0
		return
	}
	if f.called == 0 {
		f.called = today
		f.tally.Calls++
	}
	if today < f.called+unit.Date(f.Terms.Cure) {
		return
	}
	book := f.Book()
	behind := outstanding(&book.Holding.Ledger)
	needed := unit.USD(unit.MulDivCeil(int64(excess), int64(behind), int64(f.Drawn)))
	for i := range book.queue {
		needed -= book.Holding.Owing(&book.queue[i])
	}
	book.recall = max(0, needed)
}
