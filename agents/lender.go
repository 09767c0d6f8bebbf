// Package agents holds those who act on the market: lenders who liquidate the loans they hold.
//
// An agent is asked to act with a View, a value, and answers with orders and the condition under which it wants to be
// woken next. It holds no pointer to the venue, to the loop or to another agent.
package agents

import (
	"cmp"
	"math"
	"slices"

	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/unit"
)

// A Charter is what the copies of one named lender share, for all replications: what it lends on and how it reacts.
type Charter struct {
	Name     string
	Clock    Clock
	Index    *credit.Index
	Polling  int          // steps between two looks at its loans, at least 1
	Latency  int          // steps from a breach to its first order
	Capacity unit.BTC     // most that it can sell in a step; 0 = all
	ByLTV    bool         // the queue is served by LTV, highest first, else in order of breach
	Release  bool         // a queued loan that recovers leaves the queue
	Window   int          // cure window in steps, −1 = a margin call never lapses
	Calls    bool         // margin calls are kept although nothing depends on them, because they are recorded
	Deal     *credit.Deal // the securitization of its loans, at its opening; nil without one
	Treasury unit.BTC     // coins of its own, with which it answers a cover call
}

// separate reports whether loans are treated one by one: what a restored or a partly sold loan becomes is its own story.
func (c *Charter) separate() bool {
	return c.Capacity > 0 || c.ByLTV || c.Release || c.Index.Terms.Liquidation == "restore"
}

// A Lender is the copies of a charter in one replication: their loans, and the queue of what each has to sell. Copies hold
// the same loans, see the same mark and have no luck of their own, so that what one does all do: one is played, and
// counts for Copies.
type Lender struct {
	*Charter
	Copies  int
	Holding *credit.Holding
	Wake    Wake
	queue   []credit.Liquidation // rising in step of breach, unless served by LTV
	spare   []credit.Liquidation
	ordered unit.BTC
	bought  unit.BTC // by the market, in all
	Trust   *Trust   // the deal behind the loans; nil without one, and in a twin
}

// A Wake is when an agent must be asked again: at or below a log mark, at or above one, or at a step, whichever comes
// first. Too early is slow, too late is wrong.
type Wake struct {
	Below, Above float64
	Step         int
}

// Never is the step that does not come.
const Never = math.MaxInt

// NewLender opens copies of a charter.
func NewLender(c *Charter, copies int) *Lender {
	l := &Lender{Charter: c, Copies: copies, Holding: credit.NewHolding(c.Index)}
	l.Reset()
	return l
}

// Reset begins a replication.
func (l *Lender) Reset() {
	l.Holding.Reset()
	l.queue, l.ordered, l.bought = l.queue[:0], 0, 0
	if l.Trust != nil {
		l.Trust.reset(l.Treasury)
	}
	l.Rest(-1)
}

// A Lineage tells whose doing the mark is: loans that the twin, the same lender without feedback, has liquidated by now
// are generation 0, all others have the given one.
type Lineage struct {
	Generation int32
	Twin       *Lender // nil where there is none: all loans have the given generation
}

// A Witness is told what happens to loans, if anybody wants to know. Every method may be called with a run of loans.
type Witness interface {
	Breached(l *Lender, q *credit.Liquidation)
	Noticed(l *Lender, n credit.Notice)
	Sold(l *Lender, q *credit.Liquidation, coins unit.BTC, fill unit.Fill)
	SoldOwn(l *Lender, coins unit.BTC, proceeds unit.USD, fill unit.Fill, generation int32)
}

// Look brings the loans to a step. Their clocks go first: interest that is paid, loans that mature. Then, if it is a step
// at which the lender polls, they are evaluated against the mark: margin calls, lapsed cure windows, liquidations. It
// reports how many liquidations began.
func (l *Lender) Look(step int, mark unit.Price, from Lineage, w Witness) (breaches int) {
	l.Holding.PayInterest(l.Clock.Day(step))
	polls := (step+1)%l.Polling == 0
	if polls && l.Release {
		l.release(mark)
	}
	start := len(l.queue)
	queue := func(q credit.Liquidation) {
		q.Step, q.Ready, q.Generation = step, step+l.Latency, from.Generation
		if from.Twin != nil {
			q.Twin = l.Holding.BeforeTwin(&q, from.Twin.Holding)
		}
		l.Holding.Count(&q)
		if w != nil {
			shown := q // what a witness gets to see is on the heap
			w.Breached(l, &shown)
		}
		l.enqueue(q)
	}
	l.Holding.Matured(mark, queue)
	if l.Trust != nil && l.Trust.recalls() {
		l.Holding.Recall(queue)
	}
	if polls {
		l.Holding.Breached(mark, queue)
		if l.Window >= 0 || l.Calls {
			l.call(step, mark, w)
		}
		if l.Window >= 0 {
			l.Holding.Lapsed(step, l.Window, queue)
		}
	}
	if l.separate() && len(l.queue) > start {
		l.sort(start)
	}
	return len(l.queue) - start
}

func (l *Lender) call(step int, mark unit.Price, w Witness) {
	l.Holding.Called(step, mark, func(n credit.Notice) {
		if w != nil {
			w.Noticed(l, n)
		}
	})
}

func (l *Lender) enqueue(q credit.Liquidation) {
	if !l.separate() {
		l.queue = append(l.queue, q)
		return
	}
	l.Holding.Alone(q, func(one credit.Liquidation) { l.queue = append(l.queue, one) })
}

// sort puts loans that breached together, or with ByLTV the whole queue, in order of LTV: nothing then depends on how
// the tape was sorted. A loan whose sale has begun stays in front.
func (l *Lender) sort(start int) {
	part := l.queue[start:]
	if l.ByLTV {
		part = l.queue
	}
	slices.SortStableFunc(part, func(a, b credit.Liquidation) int {
		if a.Started != b.Started {
			if a.Started {
				return -1
			}
			return 1
		}
		return cmp.Or(l.Holding.CompareLTV(&b, &a), cmp.Compare(a.Step, b.Step))
	})
}

func (l *Lender) release(mark unit.Price) {
	kept := l.queue[:0]
	for _, q := range l.queue {
		if !l.Holding.Released(q, mark) {
			kept = append(kept, q)
		}
	}
	l.queue = kept
}

// Act is the sell order of every copy: its queue, then what the lender sells of its own, as far as the capacity of a step
// goes. Loans whose first order this is are noted with the mid.
func (l *Lender) Act(step int, v market.View, began *credit.AtSale) (sell unit.BTC) {
	mid := unit.PriceOf(v.Mid)
	if len(l.queue) > 0 {
		l.order(step, mid, began)
	}
	if l.Trust == nil || !l.Trust.own.waits() {
		return l.ordered
	}
	capacity := l.Trust.own.held
	if l.Capacity > 0 {
		capacity = l.Capacity - l.ordered
	}
	return l.ordered + l.Trust.own.order(mid, capacity)
}

// order orders all of the queue that is ready.
func (l *Lender) order(step int, mid unit.Price, began *credit.AtSale) {
	budget := l.Capacity
	next := l.spare[:0]
	l.ordered = 0
	for _, q := range l.queue {
		if q.Ready > step || l.Capacity > 0 && budget == 0 {
			next = append(next, q)
			continue
		}
		if !q.Started {
			began.Begin(l.Holding, &q, mid, l.Copies)
			if l.Trust != nil {
				l.Trust.noteSale(l, &q, mid)
			}
		}
		from := len(next)
		next = l.Holding.Order(q, mid, next)
		for i := range next[from:] {
			if l.Capacity > 0 {
				budget -= next[from+i].Limit(budget)
			}
			l.ordered += next[from+i].Ordered()
		}
	}
	l.queue, l.spare = next, l.queue
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

// Settle books the sale of the order at one price.
func (l *Lender) Settle(fill unit.Fill, w Witness) {
	if l.Trust != nil && l.Trust.own.ordered > 0 {
		l.settleOwn(fill, w)
	}
	if l.ordered == 0 {
		return
	}
	l.bought += l.ordered
	kept := l.queue[:0]
	for _, q := range l.queue {
		if coins := q.Ordered(); coins > 0 {
			if w != nil {
				shown := q
				w.Sold(l, &shown, coins, fill)
			}
			if !l.Holding.Settle(&q, coins, fill) {
				continue
			}
		}
		kept = append(kept, q)
	}
	l.queue, l.ordered = kept, 0
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

// Rest sets the wake after a step: the next marks that breach, call or withdraw, the next lapse, the next step if
// anything waits to be sold, and the next day if debts grow.
func (l *Lender) Rest(step int) {
	l.Wake = Wake{Below: logAtMost(l.Holding.Wake()), Above: math.Inf(1), Step: Never}
	if l.Window >= 0 || l.Calls {
		below, above, lapse := l.Holding.CallWake(l.Window)
		l.Wake.Below = max(l.Wake.Below, logAtMost(below))
		if above < unit.MaxPrice {
			l.Wake.Above = logAtLeast(above)
		}
		if lapse >= 0 {
			l.Wake.Step = lapse
		}
	}
	for i := range l.queue {
		l.Wake.Step = min(l.Wake.Step, max(l.queue[i].Ready, step+1))
	}
	if l.Release && len(l.queue) > 0 {
		l.Wake.Step = step + 1
	}
	if l.Trust != nil {
		l.Wake.Step = min(l.Wake.Step, max(l.Clock.StepOf(l.Trust.next(l.Clock.Day(step))), step+1))
		if l.Trust.waits() {
			l.Wake.Step = step + 1
		}
	}
	if day, ok := l.Holding.NextDue(); ok {
		l.Wake.Step = min(l.Wake.Step, max(l.Clock.StepOf(day), step+1))
	}
	if l.Index.Terms.LTVBasis == "debt" {
		l.Wake.Step = min(l.Wake.Step, l.Clock.NextDay(step))
	}
}

// logAtMost is a log price that no log mid whose whole-cent mark is p exceeds; logAtLeast is its mirror. Half a cent is
// the rounding of a mark, the rest a few ulps of logarithm.
func logAtMost(p unit.Price) float64 {
	if p < 0 {
		return math.Inf(-1)
	}
	return math.Log((float64(p)+0.5)/float64(unit.Dollar)) + 1e-13
}

func logAtLeast(p unit.Price) float64 {
	return math.Log(max(float64(p)-0.5, 0)/float64(unit.Dollar)) - 1e-13
}
