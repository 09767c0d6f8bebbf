package agents

import (
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market/random"
	"firesale/market/unit"
)

// Borrowers is who owes the loans of a charter and how they behave, shared by its copies and all replications.
type Borrowers struct {
	*borrower.Behaviour
	Roster *credit.Roster
	Target unit.Rate // LTV to which a called loan is cured
	keys   []uint64  // hashes of the borrowers' names
	owed   []uint64  // key of each loan's borrower, by the loan's place in the whole index
	chance []float64 // highest chance that a call is cured, by the number of the call
}

// CureTarget is the LTV to which a called loan is cured: the cure_ltv of the terms; without one their restore_ltv, and without
// that just below the margin call (assumed).
func CureTarget(t *credit.Terms) (target unit.Rate) {
	for _, ltv := range []unit.Rate{t.MarginCallLTV, t.RestoreLTV, t.CureLTV} {
		if ltv > 0 {
			target = min(ltv, t.MarginCallLTV)
		}
	}
	return target
}

// NewBorrowers makes the borrowers of the loans of an index.
func NewBorrowers(b *borrower.Behaviour, x *credit.Index) *Borrowers {
	out := &Borrowers{Behaviour: b, Roster: credit.NewRoster(x), Target: CureTarget(&x.Terms)}
	for call := range mostCalls + 1 {
		out.chance = append(out.chance, b.Chance(max(call, 1)))
	}
	for _, name := range out.Roster.Names {
		out.keys = append(out.keys, random.Hash("borrower."+name))
	}
	for place := range out.Roster.Len() {
		out.owed = append(out.owed, out.keys[out.Roster.At(place)])
	}
	return out
}

// Of makes borrowers of the same behaviour for the loans of another index.
func (b *Borrowers) Of(x *credit.Index) *Borrowers { return NewBorrowers(b.Behaviour, x) }

// Luck finds draws by their address: a purpose, a borrower's key, and a number such as that of a margin call. What is
// drawn at one address depends on no other.
type Luck interface {
	Seed(source *random.Source, p Purpose, borrower uint64, number int)
	Uniform(p Purpose, borrower uint64, number int) float64
	// Between appends to found the places, in order, of the borrowers with from ≤ Uniform(p, borrower, number) < to.
	Between(p Purpose, borrowers []uint64, number int, from, to float64, found []int32) []int32
	// Below is the first number n in [from, to) with Uniform(p, borrower, n) < bound[n], or to if there is none.
	Below(p Purpose, borrower uint64, from, to int, bound []float64) int
}

// Purpose is what a borrower draws for.
type Purpose int

// The purposes: whether a call is answered and how long the cure takes, early repayment, surplus coins and whether they are
// borrowed against, and what happens to a loan that is due.
const (
	CureDraw Purpose = iota
	DelayDraw
	PrepayDraw
	ReleaseDraw
	BorrowDraw
	MaturityDraw
	Purposes
)

// String is the purpose in the address of a stream.
func (p Purpose) String() string {
	return [Purposes]string{"cure", "delay", "prepay", "release", "borrow", "maturity"}[p]
}

// A Course is where the mark of a step comes from: logs of USD per BTC.
type Course struct{ Mark, DayAgo float64 }
