// Package agents holds those who act on the market: lenders who liquidate the loans they hold.
//
// An agent is asked to act with a View, a value, and answers with orders and the condition under which it wants to be
// woken next. It holds no pointer to the venue, to the loop or to another agent.
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

// separate reports whether loans are treated one by one: what a restored or a partly sold loan becomes is its own story.
func (l *Lender) separate() bool {
	return l.traits.OneByOne || l.crowd != nil || l.Delever > 0 || l.Capacity > 0 || l.ByLTV || l.Release || l.Index.Terms.Liquidation == "restore"
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
	ordered unit.BTC
	bought  unit.BTC // by the market, in all
	Funding *Funding // of new loans; nil if none are made
	recall  unit.USD // principal of loans to be called in with the next look
	Trust   *Trust   // the deal behind the loans; nil without one, and in a twin
	crowd   *crowd   // the borrowers, where they act

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
	l.crowd = &crowd{Borrowers: c.Borrowers, prepay: arrivals{purpose: PrepayDraw}, release: arrivals{purpose: ReleaseDraw}}
	l.Reset()
	return l
}

// Reset begins a replication.
func (l *Lender) Reset() {
	l.Holding.Reset()
	l.queue, l.ordered, l.bought, l.recall = l.queue[:0], 0, 0, 0
	l.desk.reset()
	if l.Trust != nil {
		l.Trust.reset(l.Treasury)
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

// A Lineage tells whose doing the mark is: loans that the twin, the same lender without feedback, has liquidated by now
// are generation 0, all others have the given one.
type Lineage struct {
	Generation int32
	Twin       *Lender // nil where there is none: all loans have the given generation
	Lent       *Lender // the twin's book of loans made during the run; nil without
}

// before is up to which loan of a liquidation the twin has liquidated too.
func (f Lineage) before(h *credit.Holding, q *credit.Liquidation) int {
	var twin, lent *credit.Holding
	if f.Lent != nil {
		lent = f.Lent.Holding
	}
	if f.Twin != nil {
		twin = f.Twin.Holding
	}
	return h.BeforeTwin(q, twin, lent)
}

// A Witness is told what happens to loans, if anybody wants to know. Every method may be called with a run of loans.
type Witness interface {
	Breached(l *Lender, q *credit.Liquidation)
	Noticed(l *Lender, n credit.Notice)
	Cured(l *Lender, one credit.LoanView)
	Sold(l *Lender, q *credit.Liquidation, coins unit.BTC, fill unit.Fill)
	SoldOwn(l *Lender, coins unit.BTC, proceeds unit.USD, fill unit.Fill, generation int32)
}

// Look brings the loans to a step. Their clocks go first: interest that is paid, loans that mature. Then, if it is a step
// at which the lender polls, they are evaluated against the mark: margin calls, lapsed cure windows, liquidations. It
// reports how many liquidations began.
func (l *Lender) Look(step int, mark unit.Price, path Course, from Lineage, w Witness) (breaches int) {
	l.Holding.PayInterest(l.Clock.Day(step))
	polls := l.polls(step)
	if polls && l.Release {
		l.release(mark)
	}
	l.mark = mark
	start := len(l.queue)
	one := func(q credit.Liquidation) {
		q.Step, q.Ready, q.Generation = step, step+l.delay, from.Generation
		q.Twin = from.before(l.Holding, &q)
		if q.ByOwner() {
			q.Ready = step // its borrower decided on it hours ago
		} else {
			breaches++
			l.Holding.Count(&q)
			if w != nil {
				shown := q // what a witness gets to see is on the heap
				w.Breached(l, &shown)
			}
		}
		l.enqueue(q)
	}
	queue := one
	if l.crowd != nil {
		queue = func(q credit.Liquidation) { l.Holding.Alone(q, one) }
		l.crowd.act(l, step, mark, path, one, w)
	} else {
		l.Holding.Matured(mark, queue)
	}
	if l.Trust != nil && l.Trust.recalls() {
		l.Holding.Recall(queue)
	}
	if l.recall > 0 {
		l.Holding.RecallUpTo(l.recall, queue)
		l.recall = 0
	}
	if polls {
		if l.running {
			l.Holding.BreachedOver(l.threshold(), mark, queue)
		} else {
			l.Holding.Breached(mark, queue)
		}
		if l.callsItself() {
			l.call(step, mark, path, w)
		}
		if l.Window >= 0 {
			l.Holding.Lapsed(step, l.Window, queue)
		}
		if l.Delever > 0 {
			l.delever(mark, queue, w)
		}
	}
	if l.separate() && len(l.queue) > start {
		l.sort(start)
	}
	return breaches
}

// polls reports whether a step is one at which the lender evaluates its loans.
func (l *Lender) polls(step int) bool { return (step+1)%l.Polling == 0 }

// callsItself reports whether the lender keeps margin calls.
func (l *Lender) callsItself() bool {
	return !l.together && (l.Window >= 0 || l.Calls || l.crowd != nil)
}

func (l *Lender) call(step int, mark unit.Price, path Course, w Witness) {
	l.Holding.Called(step, mark, func(n credit.Notice) {
		if w != nil {
			w.Noticed(l, n)
		}
		if l.crowd != nil && !n.Withdrawn {
			l.crowd.answer(l, n, step, mark, path)
		}
	})
}

// delever lets borrowers whose loans are over their margin call sell coins, in the clearing to come.
func (l *Lender) delever(mark unit.Price, sell func(credit.Liquidation), w Witness) {
	l.Holding.Delever(mark, l.Charter.Delever, sell, func(o credit.OpenLoan) {
		if w != nil {
			w.Cured(l, l.Holding.Cured(o, 0, 0))
		}
	})
}
