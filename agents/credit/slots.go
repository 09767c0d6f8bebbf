package credit

import (
	"cmp"
	"math"
	"slices"

	"firesale/market/unit"
)

// An apart loan is open and no longer as the index has it: partly sold or repaid, secured by other coins, renewed, or out
// of its bucket's order by a rounding of its interest.
type apart struct {
	bucket, loan int32 // place in the bucket
	open         bool  // false: the slot is free
	again        bool  // was liquidated before
	principal    unit.USD
	carried      unit.USD  // interest owed from before `from`
	from         unit.Date // interest since then is on the principal left
	matures      unit.Date // if before the run ends, else 0
	renewed      unit.Date // until when, if it was
	called       int32     // step of its open margin call, or noCall; not kept on a ladder
	coins        unit.BTC
	cash         unit.USD   // what its borrower's sales brought in an instant, not paid over yet
	call         unit.Price // highest mark at which it is called; on a ladder only
	hung         int32      // there, after the look of this step
	hook         int32      // on which, of its rung; ^hook among the entrants
}

// noCall is the step of a margin call that is not open.
const noCall = -1

// A slots is the loans that are apart, each in a slot of its own while it is there, and what the mark, or time, does to
// which of them next.
type slots struct {
	apart  []apart
	stamps []int32 // of the slots, odd while a loan is in it: what is noted with another one is stale
	free   []int32
	falls  watch  // by liquidation wake price
	calls  watch  // by wake price of the margin call, of loans that are not called
	lifts  watch  // by the lowest mark at which the call is withdrawn, of loans that are
	since  []open // calls, oldest first

	soonest unit.Date // no open loan matures before it; 0: none does

	principal unit.USD // of all that are open
	coins     unit.BTC
	interest  unit.USD // of all that are open, as of a day
	asOf      unit.Date
}

// open is a margin call of an apart loan.
type open struct {
	slot, stamp int32
	step        int
}

func (s *slots) reset() {
	s.apart, s.stamps, s.free, s.since = s.apart[:0], s.stamps[:0], s.free[:0], s.since[:0]
	s.falls, s.calls, s.lifts = s.falls[:0], s.calls[:0], s.lifts[:0]
	s.soonest, s.principal, s.coins, s.asOf = 0, 0, 0, never
}

// never is before every day.
const never = math.MinInt32

// expect notes when a loan matures.
func (s *slots) expect(a *apart) {
	if a.open && a.matures > 0 && (s.soonest == 0 || a.matures < s.soonest) {
		s.soonest = a.matures
	}
}

// liquidation is that of an apart loan.
func (h *Holding) liquidation(a *apart) Liquidation {
	return Liquidation{bucket: int(a.bucket), from: int(a.loan), to: int(a.loan) + 1, alone: true, again: a.again,
		principal: a.principal, interest: h.interestApart(a), coins: a.coins, proceeds: a.cash, due: a.matures, renewed: a.renewed}
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

// sum adds a loan to the sums of all, or takes it out.
func (h *Holding) sum(a *apart, sign int64) {
	h.slots.principal += unit.USD(sign) * a.principal
	h.slots.coins += unit.BTC(sign) * a.coins
	if h.asOf == h.today {
		h.slots.interest += unit.USD(sign) * h.interestApart(a)
	}
}

// interestOfAll is what all apart loans have accrued by today.
func (h *Holding) interestOfAll() unit.USD {
	if h.asOf != h.today {
		h.slots.interest, h.asOf = 0, h.today
		for i := range h.apart {
			if a := &h.apart[i]; a.open {
				h.slots.interest += h.interestApart(a)
			}
		}
	}
	return h.slots.interest
}

func (h *Holding) wakeApart(a *apart, threshold unit.Rate) unit.Price {
	threshold += h.Index.Buckets[a.bucket].shift
	debt := a.principal
	if h.Index.Terms.LTVBasis == "debt" {
		debt += h.interestApart(a)
	}
	if a.cash > 0 { // B > θ·(cash + c·p) is B − θ·cash > θ·c·p
		debt = max(0, debt-unit.USD(unit.MulDivFloor(int64(a.cash), int64(threshold), int64(unit.One))))
	}
	return unit.WakePrice(debt, a.coins, threshold)
}

// insertApart opens a slot for a loan.
func (h *Holding) insertApart(a apart) {
	slot := h.slot()
	h.apart[slot] = a
	h.enter(slot)
}

// slot is one that is free.
func (h *Holding) slot() int32 {
	if n := len(h.free); n > 0 {
		slot := h.free[n-1]
		h.free = h.free[:n-1]
		return slot
	}
	h.apart, h.stamps = append(h.apart, apart{}), append(h.stamps, 0)
	return int32(len(h.apart) - 1)
}

// enter opens the slot that a loan is in.
func (h *Holding) enter(slot int32) {
	a := &h.apart[slot]
	a.open = true
	h.stamps[slot]++
	h.sum(a, 1)
	h.expect(a)
	if a.matures > 0 && a.matures <= h.today { // it is due already
		h.matured = min(h.matured, h.today-1)
	}
	if h.remembers(int(a.bucket)) {
		place := h.Index.at(a.bucket, a.loan)
		h.memory.loans[place].slot = slot
		h.places[a.bucket].apart.add(int(a.loan), h.Index.Buckets[a.bucket].Len())
		if h.ladder != nil {
			h.ladder.enter(h, a, place)
		}
	}
	if a.called != noCall {
		h.noteCall(slot)
	}
	h.watchSlot(slot)
}

// noteCall puts the call of a loan among the others, which are in order of time.
func (h *Holding) noteCall(slot int32) {
	a := &h.apart[slot]
	c := open{slot, h.stamps[slot], int(a.called)}
	at, _ := slices.BinarySearchFunc(h.since, c, func(x, y open) int { return cmp.Or(cmp.Compare(x.step, y.step), -1) })
	h.since = slices.Insert(h.since, at, c)
}

// sold takes a loan out of its slot whose coins are to be sold.
func (h *Holding) sold(slot int32) *apart {
	if h.ladder == nil {
		return h.leave(slot, forGood)
	}
	return h.leave(slot, h.ladder.sold)
}

// leave takes a loan out of its slot. What it shows is there until another loan comes.
func (h *Holding) leave(slot int32, how leaving) *apart {
	h.shut(slot, how)
	h.free = append(h.free, slot)
	return &h.apart[slot]
}

// shut closes the slot that a loan is in.
func (h *Holding) shut(slot int32, how leaving) {
	a := &h.apart[slot]
	a.open = false
	h.stamps[slot]++
	h.sum(a, -1)
	if h.remembers(int(a.bucket)) {
		place := h.Index.at(a.bucket, a.loan)
		if h.ladder != nil {
			h.ladder.drop(h, a, place, how)
		}
		h.places[a.bucket].apart.remove(int(a.loan))
	}
}
