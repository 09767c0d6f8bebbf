package credit

import "firesale/market/unit"

// A Holding is what one replication changes of an Index: how far each bucket has been liquidated, which loans left their
// bucket because something happened to them alone, and what interest has accrued by today. It is reset, not rebuilt.
type Holding struct {
	Index   *Index
	Ledger  Ledger
	Sticky  bool // a margin call ends with a cure or a liquidation only
	today   unit.Date
	matured unit.Date // up to which maturities have been seen to
	places  []place
	memory  *memory // of what each loan went through; nil where borrowers do not act
	slots           // open loans that are no longer as the index has them
	ladder  *Ladder // on which margin calls are kept; nil: here
	copy    int     // its number there
}

// A place is where a replication stands in one bucket.
type place struct {
	cursor      int        // loans before it are liquidated
	bound       unit.Price // no open loan of the bucket wakes above it
	days, basis int64      // of interest accrued by today
	taken       set        // loans that left the bucket because something happened to them alone
	apart       set        // loans that are apart, in a holding with a memory
	open        remainder  // of the loans that are neither
	calls       []call     // open margin calls, oldest (and highest LTV) first
}

// NewHolding is a fresh holding of an index.
func NewHolding(x *Index) *Holding {
	h := &Holding{Index: x, places: make([]place, x.stocked())}
	h.Reset()
	return h
}

// Reset forgets what happened: O(buckets), without allocation.
func (h *Holding) Reset() {
	for i := range h.places {
		p := &h.places[i]
		p.taken.clear()
		p.apart.clear()
		p.open = h.Index.Buckets[i].whole()
		p.cursor, p.calls = 0, p.calls[:0]
	}
	h.slots.reset()
	h.memory.reset()
	h.Ledger.reset()
	h.matured = h.Index.start - 1
	h.setDay(h.Index.start)
}

// SetDay moves the accrual of interest to a day. It costs nothing while the day stays the same.
func (h *Holding) SetDay(today unit.Date) {
	if today != h.today {
		h.setDay(today)
	}
}

func (h *Holding) setDay(today unit.Date) {
	h.today = today
	for i := range h.places {
		p := &h.places[i]
		p.days, p.basis = h.Index.accrual(&h.Index.Buckets[i], today)
		p.bound = h.boundOf(i)
	}
	if h.Index.Terms.LTVBasis == "debt" && len(h.apart) > 0 {
		h.rewatch()
	}
}

// Wake is the highest mark at which a loan could be over its liquidation threshold today: above it nothing need be
// looked at. It may be too high by the rounding of interest, never too low.
func (h *Holding) Wake() unit.Price {
	for len(h.falls) > 0 && !h.isWatched(h.falls[0]) {
		h.falls.pop()
	}
	return h.WakeAtMost()
}

// WakeAtMost is a mark that Wake does not exceed, at a fraction of its cost: that of a loan which has changed counts still.
func (h *Holding) WakeAtMost() unit.Price {
	wake := unit.Price(-1)
	for i := range h.places {
		wake = max(wake, h.places[i].bound)
	}
	if len(h.falls) > 0 {
		wake = max(wake, unit.Price(h.falls[0].key))
	}
	return wake
}

// debt is what the loans from place a to b of a bucket owe today, those taken out left aside, their interest rounded
// once.
func (h *Holding) debt(bucket, a, b int) (principal, interest unit.USD, coins unit.BTC) {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	principal, coins = x.all(a, b)
	p.taken.each(a, b, func(t int) {
		one, its := x.one(t)
		principal, coins = principal-one, coins-its
	})
	return principal, unit.Interest(principal, x.rate, p.days, p.basis), coins
}

// one is what a single loan of a bucket owes today, taken out or not.
func (h *Holding) one(bucket, loan int) (principal, interest unit.USD, coins unit.BTC) {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	principal, coins = x.one(loan)
	return principal, unit.Interest(principal, x.rate, p.days, p.basis), coins
}

// BasisDebt is the debt that the LTV of the terms is about.
func (h *Holding) BasisDebt(principal, interest unit.USD) unit.USD {
	if h.Index.Terms.LTVBasis == "debt" {
		return principal + interest
	}
	return principal
}

// over is the test of one loan of a bucket, in integers: principal × 10⁸ × 10⁶ > coins × price × LTV.
func (h *Holding) over(bucket, loan int, mark unit.Price, threshold unit.Rate) bool {
	principal, interest, coins := h.one(bucket, loan)
	return unit.Over(h.BasisDebt(principal, interest), coins, mark, threshold+h.Index.Buckets[bucket].shift)
}

func (h *Holding) isTaken(bucket, loan int) bool { return h.places[bucket].taken.has(loan) }

// take takes a loan out of its bucket.
func (h *Holding) take(bucket, loan int, how leaving) {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	if p.taken.has(loan) {
		return
	}
	if h.remembers(bucket) {
		h.depart(x.first+loan, how)
	}
	p.open.leave(x, loan)
	p.taken.add(loan, x.Len())
}

// depart takes a loan that stands as the index has it off the ladder. One that may come back remembers its tally.
func (h *Holding) depart(place int, how leaving) {
	if h.ladder == nil {
		return
	}
	if t := h.ladder.depart(place, h.copy); how == toReturn {
		h.memory.loans[place].tally = t
	}
}

// pass takes loans that are sold or due off the ladder.
func (h *Holding) pass(bucket, from, to int) {
	if h.ladder == nil || !h.remembers(bucket) {
		return
	}
	x := &h.Index.Buckets[bucket]
	for i := from; i < to; i++ {
		if !h.isTaken(bucket, i) {
			h.depart(x.first+i, h.ladder.sold)
		}
	}
}
