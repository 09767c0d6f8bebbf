package credit

import (
	"slices"

	"firesale/market/unit"
)

// A Holding is what one replication changes of an Index: how far each bucket has been liquidated, which loans left their
// bucket because something happened to them alone, and what interest has accrued by today. It is reset, not rebuilt.
type Holding struct {
	Index  *Index
	Ledger Ledger
	today  unit.Date
	places []place
	apart  []apart // loans that are open but no longer as the index has them, highest wake price first
}

// A place is where a replication stands in one bucket.
type place struct {
	cursor      int        // loans before it are liquidated
	bound       unit.Price // no open loan of the bucket wakes above it
	days, basis int64      // of interest accrued by today
	taken       []int32    // loans at or after the cursor that left the bucket, rising
	calls       []call     // open margin calls, oldest (and highest LTV) first
}

// An apart loan was partly sold, or stands out of its bucket's order by a rounding of its interest.
type apart struct {
	bucket, loan int32 // place in the bucket
	wake         unit.Price
	principal    unit.USD
	carried      unit.USD  // interest owed from before `from`
	from         unit.Date // interest since then is on the principal left
	coins        unit.BTC
	again        bool // was liquidated before
	called       int  // step of its open margin call, or noCall
}

// noCall is the step of a margin call that is not open.
const noCall = -1

// liquidation is that of an apart loan.
func (h *Holding) liquidation(a *apart) Liquidation {
	return Liquidation{bucket: int(a.bucket), from: int(a.loan), to: int(a.loan) + 1, alone: true, again: a.again,
		principal: a.principal, interest: h.interestApart(a), coins: a.coins}
}

// NewHolding is a fresh holding of an index.
func NewHolding(x *Index) *Holding {
	h := &Holding{Index: x, places: make([]place, len(x.Buckets))}
	h.Reset()
	return h
}

// Reset forgets what happened: O(buckets), without allocation.
func (h *Holding) Reset() {
	for i := range h.places {
		p := &h.places[i]
		p.cursor, p.taken, p.calls = 0, p.taken[:0], p.calls[:0]
	}
	h.apart = h.apart[:0]
	h.Ledger.reset()
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
		for i := range h.apart {
			h.apart[i].wake = h.wakeApart(&h.apart[i], h.Index.Terms.LiquidationLTV)
		}
		h.sortApart()
	}
}

// Wake is the highest mark at which a loan could be over its liquidation threshold today: above it nothing need be
// looked at. It may be too high by the rounding of interest, never too low.
func (h *Holding) Wake() unit.Price {
	wake := unit.Price(-1)
	for i := range h.places {
		wake = max(wake, h.places[i].bound)
	}
	if len(h.apart) > 0 {
		wake = max(wake, h.apart[0].wake)
	}
	return wake
}

// debt is what the loans from place a to b of a bucket owe today, those taken out left aside, their interest rounded
// once.
func (h *Holding) debt(bucket, a, b int) (principal, interest unit.USD, coins unit.BTC) {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	principal, coins = x.principal[b]-x.principal[a], x.coins[b]-x.coins[a]
	lo, _ := slices.BinarySearch(p.taken, int32(a))
	for _, t := range p.taken[lo:] {
		if int(t) >= b {
			break
		}
		principal -= x.principal[t+1] - x.principal[t]
		coins -= x.coins[t+1] - x.coins[t]
	}
	return principal, unit.Interest(principal, x.rate, p.days, p.basis), coins
}

// one is what a single loan of a bucket owes today, taken out or not.
func (h *Holding) one(bucket, loan int) (principal, interest unit.USD, coins unit.BTC) {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	principal, coins = x.principal[loan+1]-x.principal[loan], x.coins[loan+1]-x.coins[loan]
	return principal, unit.Interest(principal, x.rate, p.days, p.basis), coins
}

// BasisDebt is the debt that the LTV of the terms is about.
func (h *Holding) BasisDebt(principal, interest unit.USD) unit.USD {
	if h.Index.Terms.LTVBasis == "debt" {
		return principal + interest
	}
	return principal
}

// over is DEAL.md's test for one loan of a bucket, in integers.
func (h *Holding) over(bucket, loan int, mark unit.Price, threshold unit.Rate) bool {
	principal, interest, coins := h.one(bucket, loan)
	return unit.Over(h.BasisDebt(principal, interest), coins, mark, threshold)
}

func (h *Holding) isTaken(bucket, loan int) bool {
	_, found := slices.BinarySearch(h.places[bucket].taken, int32(loan))
	return found
}

func (h *Holding) take(bucket, loan int) {
	p := &h.places[bucket]
	if at, found := slices.BinarySearch(p.taken, int32(loan)); !found {
		p.taken = slices.Insert(p.taken, at, int32(loan))
	}
}

// interestApart is what an apart loan has accrued by today.
func (h *Holding) interestApart(a *apart) unit.USD {
	x := &h.Index.Buckets[a.bucket]
	from := a.from
	if x.pays == Cash {
		from = max(from, h.Index.lastPayment(h.today))
	}
	days, basis := h.Index.count(from, h.today)
	return a.carried + unit.Interest(a.principal, x.rate, days, basis)
}

func (h *Holding) wakeApart(a *apart, threshold unit.Rate) unit.Price {
	return unit.WakePrice(h.BasisDebt(a.principal, h.interestApart(a)), a.coins, threshold)
}

func (h *Holding) insertApart(a apart) {
	a.wake = h.wakeApart(&a, h.Index.Terms.LiquidationLTV)
	at, _ := slices.BinarySearchFunc(h.apart, a, compareApart)
	h.apart = slices.Insert(h.apart, at, a)
}

func (h *Holding) sortApart() { slices.SortFunc(h.apart, compareApart) }

// compareApart puts the highest wake price first; loans that wake together stand in the index's order.
func compareApart(a, b apart) int {
	switch {
	case a.wake != b.wake:
		return int(b.wake - a.wake)
	case a.bucket != b.bucket:
		return int(a.bucket - b.bucket)
	}
	return int(a.loan - b.loan)
}
