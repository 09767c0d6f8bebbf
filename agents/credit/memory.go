package credit

import "firesale/market/unit"

// A memory is what each loan of a holding went through, by its place in the whole index. Only holdings whose borrowers
// act have one: to all others one loan is like the next.
type memory struct {
	calls []uint8 // margin calls so far
	past  []past
	slot  []int32 // of an apart loan, plus 1
}

// past says what has begun for a loan.
type past uint8

const (
	liquidated  past = 1 << iota // its liquidation
	soldByOwner                  // a sale of coins that its borrower asked for
)

// mostCalls is as far as margin calls are counted.
const mostCalls = 255

// Remember gives the holding a memory.
func (h *Holding) Remember() {
	n := 0
	for i := range h.Index.Buckets {
		n += h.Index.Buckets[i].Len()
	}
	h.memory = &memory{calls: make([]uint8, n), past: make([]past, n), slot: make([]int32, n)}
}

func (m *memory) reset() {
	if m != nil {
		clear(m.calls)
		clear(m.past)
		clear(m.slot)
	}
}

// remembers reports whether the holding knows what each loan of a bucket went through.
func (h *Holding) remembers(bucket int) bool { return h.memory != nil && !h.Index.isContract(bucket) }

// A Ref names a loan of an index: its bucket and its place there.
type Ref struct{ Bucket, Place int32 }

// at is the place of a loan in the whole index.
func (x *Index) at(bucket, loan int32) int { return x.Buckets[bucket].first + int(loan) }

// An OpenLoan is how a loan stands that is neither repaid nor being sold.
type OpenLoan struct {
	Ref
	Principal unit.USD
	Interest  unit.USD // accrued and not paid
	Coins     unit.BTC
	Matures   unit.Date // 0: not before the run ends
	Renewed   unit.Date // until when, if it was
	Called    bool      // a margin call is open
	Calls     int       // margin calls so far
}

// Loan shows a loan of a holding with a memory; ok is false if it is not open.
func (h *Holding) Loan(r Ref) (o OpenLoan, ok bool) {
	at := h.Index.at(r.Bucket, r.Place)
	o.Ref, o.Calls = r, int(h.memory.calls[at])
	if slot := h.memory.slot[at] - 1; slot >= 0 {
		a := &h.apart[slot]
		o.Principal, o.Interest, o.Coins = a.principal, h.interestApart(a), a.coins
		o.Matures, o.Renewed, o.Called = a.matures, a.renewed, a.called != noCall
		if h.ladder != nil {
			o.Calls, o.Called = h.ladder.calls(h.first+at, a.call)
		}
		return o, true
	}
	p := &h.places[r.Bucket]
	if int(r.Place) < p.cursor || p.taken.has(int(r.Place)) {
		return o, false
	}
	o.Principal, o.Interest, o.Coins = h.one(int(r.Bucket), int(r.Place))
	x := &h.Index.Buckets[r.Bucket]
	if o.Matures = x.matures; h.ladder != nil {
		o.Calls, o.Called = h.ladder.calls(h.first+at, x.call[r.Place])
	} else {
		o.Called = int(r.Place) < p.called()
	}
	return o, true
}

// EachCalled counts a margin call of every loan of a notice, and shows the loan.
func (h *Holding) EachCalled(n Notice, show func(OpenLoan)) {
	l := &n.loans
	if !h.remembers(l.bucket) {
		return // the borrowers of loans made during the run are many, and do not answer
	}
	for i := l.from; i < l.to; i++ {
		at := h.Index.Buckets[l.bucket].first + i
		if !l.alone && h.places[l.bucket].taken.has(i) {
			continue
		}
		h.memory.calls[at] = min(h.memory.calls[at], mostCalls-1) + 1
		if o, ok := h.Loan(Ref{int32(l.bucket), int32(i)}); ok {
			show(o)
		}
	}
}

// rememberedBy is BeforeTwin of loans of which all or none, or the sales that their borrowers asked for, have begun in the
// twin.
func (h *Holding) rememberedBy(l *Liquidation, twin *Holding) int {
	begun := liquidated
	if l.ByOwner() {
		begun = soldByOwner
	}
	if twin.memory.past[h.Index.Buckets[l.bucket].first+l.from]&begun != 0 {
		return l.to
	}
	return l.from
}

// PartByTwin hands a liquidation on in runs of loans that have all been liquidated in the twin, or none of them: borrowers who
// act part loans that would else go together.
func (h *Holding) PartByTwin(l Liquidation, twin *Holding, found func(Liquidation)) {
	if l.alone || !h.remembers(l.bucket) {
		found(l)
		return
	}
	part, first, before := l, h.Index.Buckets[l.bucket].first, past(0)
	part.to = part.from
	for i := l.from; i < l.to; i++ {
		if h.isTaken(l.bucket, i) {
			continue
		}
		begun := twin.memory.past[first+i] & liquidated
		if part.to > part.from && begun != before {
			found(part)
			part.to = part.from
		}
		if part.to == part.from {
			part.from, before = i, begun
		}
		part.to = i + 1
	}
	if part.to > part.from {
		found(part)
	}
}
