package metric

import (
	"firesale/market/unit"
	"firesale/sim/record"
)

// A Note is a note, or the residual, of a named lender's deal.
type Note struct{ Lender, Name string }

// Residual is the name of what is left to the owner.
const Residual = "residual"

// A NoteKind is a number that every note of a deal has: its column is NAME.LENDER.NOTE. Amounts are summed over the copies
// of the lender, yields are those of copy 0.
type NoteKind struct {
	Name, Unit, Doc string
	Residual        bool // the residual has it too
	Of              func(r *record.Run, n Note) (x float64, ok bool)
}

// NoteKinds is every metric of a note. To add one: a line here.
var NoteKinds = []NoteKind{
	{"loss_usd", "USD", "original + capitalized - principal paid; of the residual, equity put in - paid: a gain is negative", true, noteLoss},
	{"interest_short_usd", "USD", "coupons never paid, deferred ones included", false, noteInterestShort},
	{"irr_monthly", "1", "internal rate of return, a month", true, yieldOf(func(n *record.Note) record.Number { return n.IRRMonthly })},
	{"irr_nominal", "1", "twelve times that", true, yieldOf(func(n *record.Note) record.Number { return n.IRRNominal })},
	{"irr_effective", "1", "compounded over a year", true, yieldOf(func(n *record.Note) record.Number { return n.IRREffective })},
	{"wal_years", "y", "weighted average life over the principal paid", false, yieldOf(func(n *record.Note) record.Number { return n.WAL })},
	{"dm_bp", "bp", "discount margin: nominal yield less the benchmark", false, yieldOf(func(n *record.Note) record.Number { return n.DiscountMargin })},
	{"z_spread_bp", "bp", "constant addition to the benchmark that prices the flows", false, yieldOf(func(n *record.Note) record.Number { return n.ZSpread })},
}

// Column is the name of a note's metric, loss_usd.ledn.A.
func (k NoteKind) Column(n Note) string { return k.Name + "." + n.Lender + "." + n.Name }

// Has reports whether the note has the metric.
func (k NoteKind) Has(n Note) bool { return k.Residual || n.Name != Residual }

// each visits the note in every copy of its lender; false if no copy has it with final numbers.
func (n Note) each(r *record.Run, visit func(copy int, note *record.Note)) (found bool) {
	for i := range r.Lenders {
		l := &r.Lenders[i]
		if l.Name != n.Lender {
			continue
		}
		for j := range l.Notes {
			if l.Notes[j].Name == n.Name {
				visit(l.Copy, &l.Notes[j])
				found = true
			}
		}
	}
	return found
}

func noteLoss(r *record.Run, n Note) (float64, bool) {
	var sum unit.USD
	ok := n.each(r, func(_ int, note *record.Note) { sum += note.Loss })
	return sum.Float(), ok
}

func noteInterestShort(r *record.Run, n Note) (float64, bool) {
	var sum unit.USD
	ok := n.each(r, func(_ int, note *record.Note) { sum += note.InterestShort })
	return sum.Float(), ok
}

// Years is what the note is owed on average over its life, times that life: original balance × weighted average life, in USD y,
// over the copies of its lender; the life is that of copy 0. It does not exist where no principal is paid.
func (n Note) Years(r *record.Run) (usd float64, ok bool) {
	var original unit.USD
	n.each(r, func(_ int, note *record.Note) { original += note.Original })
	life, ok := yieldOf(func(note *record.Note) record.Number { return note.WAL })(r, n)
	return original.Float() * life, ok
}

func yieldOf(of func(*record.Note) record.Number) func(*record.Run, Note) (float64, bool) {
	return func(r *record.Run, n Note) (x float64, ok bool) {
		first := true // deals issued during the run come behind
		n.each(r, func(copy int, note *record.Note) {
			if y := of(note); copy == 0 && first {
				x, ok, first = y.Value, y.Exists, false
			}
		})
		return x, ok
	}
}
