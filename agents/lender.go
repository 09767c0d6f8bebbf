// Package agents holds those who act on the market: lenders who liquidate the loans they hold.
//
// An agent is asked to act with a View, a value, and answers with orders and the condition under which it wants to be
// woken next. It holds no pointer to the venue, to the loop or to another agent.
//
// A lender looks at its loans (look.go), sells what is in its queue (queue.go, desk.go) and hands a deal what the loans
// brought (trust.go). Its borrowers are borrowers.go: how they answer margin calls is crowd.go, callers.go and promise.go, what
// they do unasked unasked.go and arrivals.go. How it pays for new loans is funding.go and warehouse.go, over the cycle of
// cycle.go and loop.go. Others who must sell are leverage.go.
package agents

import (
	"strconv"

	"firesale/agents/credit"
	"firesale/agents/policy"
	"firesale/market/unit"
)

// A Charter is what the copies of one named lender share, for all replications: what it lends on and how it reacts.
type Charter struct {
	Name    string
	First   int // number of its first copy
	Clock   Clock
	Index   *credit.Index
	Polling int // steps between two looks at its loans, at least 1
	Latency int // steps from a breach to its first order

	// Offset is when in a step its orders arrive, counted from the step's start: 0 is at its end, where all looks are. Only
	// a venue whose time is continuous knows others.
	Offset unit.Duration

	Capacity  unit.BTC      // most that it can sell in a step; 0 = all
	ByLTV     bool          // the queue is served by LTV, highest first, else in order of breach
	Release   bool          // a queued loan that recovers leaves the queue
	Window    int           // cure window in steps, −1 = a margin call never lapses
	Policy    policy.Params // how it sells; nil: at once
	Market    policy.Market // on which its policy sells
	Calls     bool          // margin calls are kept although nothing depends on them, because they are recorded
	Borrowers *Borrowers    // who act; nil for loans of passive ones
	Delever   unit.Rate     // LTV to which borrowers sell down whose loans are called in an instant; 0: they do not
	Deal      *credit.Deal  // the securitization of its loans, at its opening; nil without one
	Treasury  unit.BTC      // coins of its own, with which it answers a cover call

	Lends     *credit.Index   // without loans, for those made during the run; nil: none are made
	Warehouse *WarehouseTerms // that pays for them
}

// Prompt is the charter without its delays: the lender looks at every step, and sells all it has at once.
func (c *Charter) Prompt() *Charter {
	prompt := *c
	prompt.Polling, prompt.Latency, prompt.Offset, prompt.Capacity, prompt.Policy = 1, 0, 0, 0, nil
	return &prompt
}

// separate reports whether loans must be sold one by one, because what a sale leaves of a loan depends on its own numbers.
func (l *Lender) separate() bool {
	return l.traits.OneByOne || l.Delever > 0 || l.Capacity > 0 || l.ByLTV || l.Release || l.Index.Terms.Liquidation == "restore"
}

// A Lender is the copies of a charter in one replication: their loans, and the queue of what each has to sell. Copies hold
// the same loans, see the same mark and have no luck of their own, so that what one does all do: one is played, and
// counts for Copies.
type Lender struct {
	*Charter
	Copies  int
	First   int      // number of the first copy
	Names   []string // of the copies: ledn#0, ledn#1
	Holding *credit.Holding
	Wake    Wake
	desk                         // where it sells by its policy
	queue   []credit.Liquidation // rising in step of breach, unless served by LTV
	spare   []credit.Liquidation
	poor    credit.Liquidation // scratch of leg: the loans under water, split off the others
	ranks   []rank             // of a queue that is sorted
	ordered unit.BTC
	bought  unit.BTC // by the market, in all
	Funding *Funding // of new loans; nil if none are made
	recall  unit.USD // principal of loans to be called in with the next look
	Trust   *Trust   // the deal behind the loans; nil without one, and in a twin
	crowd   *crowd   // the borrowers, where they act
	looked  int      // step of the last look at its end
	under   underWater

	together bool // its margin calls are kept with those of its copies, by Callers
}

// NewLender opens copies of a charter.
func NewLender(c *Charter, copies int) *Lender {
	l := &Lender{Charter: c, Copies: copies, First: c.First, Holding: credit.NewHolding(c.Index), desk: openDesk(c)}
	for copy := range copies {
		l.Names = append(l.Names, c.Name+"#"+strconv.Itoa(c.First+copy))
	}
	if c.Delever > 0 {
		l.Holding.Remember()
	}
	l.Reset()
	return l
}

// NewCopy opens one copy of a charter alone, because its borrowers have luck of their own.
func NewCopy(c *Charter, copy int) *Lender {
	l := NewLender(c, 1)
	l.First, l.Names[0] = c.First+copy, c.Name+"#"+strconv.Itoa(c.First+copy)
	l.Holding.Remember()
	l.Holding.Sticky = c.Borrowers.Sticky
	l.crowd = &crowd{Borrowers: c.Borrowers, loans: l.Holding, prepay: arrivals{purpose: PrepayDraw}, release: arrivals{purpose: ReleaseDraw}}
	l.Reset()
	return l
}

// Reset begins a replication.
func (l *Lender) Reset() {
	l.Holding.Reset()
	l.queue, l.ordered, l.bought, l.recall = l.queue[:0], 0, 0, 0
	l.looked, l.under = notYet, underWater{}
	l.desk.reset()
	if l.Trust != nil {
		l.Trust.reset(l.Clock.Start, l.Treasury)
	}
	if l.crowd != nil {
		l.crowd.reset(l.Clock.Start)
	}
	l.Rest(-1)
}

// Lent is the principal of all loans that it ever had: those of its pool and those made for it during the run, but not those
// that it bought, which count where they were made.
func (l *Lender) Lent() unit.USD {
	return l.Index.Principal + l.Holding.Ledger.PrincipalIn - l.Holding.Ledger.PrincipalBought
}
