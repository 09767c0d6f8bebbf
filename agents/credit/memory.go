package credit

import "firesale/market/unit"

// A memory is what each loan of a holding went through, by its place in the whole index. Only holdings whose borrowers
// act have one: to all others one loan is like the next.
type memory struct {
	loans []remembered
	past  []past
}

// remembered is where one loan stands, and its margin calls.
type remembered struct {
	slot    int32  // of a loan that is apart
	version uint16 // of what hangs of it on a ladder
	tally          // on a ladder: as it was when the loan last left where it stood
}

// A tally is the margin calls of a loan so far and, on a ladder, the number of the next one that somebody must be asked about.
type tally struct{ calls, next uint8 }

// past says what has begun for a loan.
type past uint8

const (
	liquidated  past = 1 << iota // its liquidation
	soldByOwner                  // a sale of coins that its borrower asked for
	inTwin                       // not here only: its twin's had begun before, too
)

// mostCalls is as far as margin calls are counted.
const mostCalls = 255

// Remember gives the holding a memory.
func (h *Holding) Remember() {
	n := 0
	for i := range h.Index.Buckets {
		n += h.Index.Buckets[i].Len()
	}
	h.memory = &memory{make([]remembered, n), make([]past, n)}
}

func (m *memory) reset() {
	if m != nil {
		clear(m.loans)
		clear(m.past)
	}
}

// remembers reports whether the holding knows what each loan of a bucket went through.
func (h *Holding) remembers(bucket int) bool { return h.memory != nil && !h.Index.isContract(bucket) }

// A Ref names a loan of an index: its bucket and its place there.
type Ref struct{ Bucket, Place int32 }

// At is the place of a loan in the whole index.
func (x *Index) At(r Ref) int { return x.at(r.Bucket, r.Place) }

// Ref is the loan at a place of the whole index.
func (x *Index) Ref(place int) Ref {
	b := 0
	for b+1 < x.stocked() && x.Buckets[b+1].first <= place {
		b++
	}
	return Ref{int32(b), int32(place - x.Buckets[b].first)}
}

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
}

// Loan shows a loan of a holding with a memory; ok is false if it is not open.
func (h *Holding) Loan(r Ref) (o OpenLoan, ok bool) {
	if a := h.apartOf(r); a != nil {
		return h.loanApart(r, a), true
	}
	p, x := &h.places[r.Bucket], &h.Index.Buckets[r.Bucket]
	o.Ref = r
	if !p.holds(int(r.Place)) {
		return o, false
	}
	o.Principal, o.Interest, o.Coins = h.one(int(r.Bucket), int(r.Place))
	if o.Matures, o.Called = x.matures, int(r.Place) < p.called(); h.ladder != nil {
		o.Called = h.ladder.mark <= x.call[r.Place]
	}
	return o, true
}

func (h *Holding) loanApart(r Ref, a *apart) OpenLoan {
	o := OpenLoan{Ref: r, Principal: a.principal, Interest: h.interestApart(a), Coins: a.coins,
		Matures: a.matures, Renewed: a.renewed, Called: a.called != noCall}
	if h.ladder != nil {
		o.Called = int(a.hung) < h.ladder.look && h.ladder.mark <= a.call
	}
	return o
}

// holds reports whether a loan is open and stands as the index has it.
func (p *place) holds(loan int) bool { return loan >= p.cursor && !p.taken.has(loan) }

// apartOf is a loan if it is apart, else nil.
func (h *Holding) apartOf(r Ref) *apart {
	if h.places[r.Bucket].apart.has(int(r.Place)) {
		return &h.apart[h.memory.loans[h.Index.At(r)].slot]
	}
	return nil
}

// Stands shows a loan whose margin call of a number, made in a step, is still open; ok is false if none is.
func (h *Holding) Stands(r Ref, number, step int) (o OpenLoan, ok bool) {
	if h.ladder == nil && int(h.memory.loans[h.Index.At(r)].calls) != number {
		return o, false
	}
	if a := h.apartOf(r); h.ladder != nil && a != nil && int(a.hung) >= step {
		return o, false // it has changed since
	}
	o, ok = h.Loan(r)
	return o, ok && o.Called
}

// EachCalled counts a margin call of every loan of a notice, and shows the loan's place in the whole index and the number of the
// call.
func (h *Holding) EachCalled(n Notice, show func(place, call int)) {
	l := &n.loans
	if !h.remembers(l.bucket) {
		return // the borrowers of loans made during the run are many, and do not answer
	}
	for i := l.from; i < l.to; i++ {
		if !l.alone && h.places[l.bucket].taken.has(i) {
			continue
		}
		place := h.Index.Buckets[l.bucket].first + i
		at := &h.memory.loans[place]
		at.calls = min(at.calls, mostCalls-1) + 1
		show(place, int(at.calls))
	}
}
