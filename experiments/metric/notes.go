package metric

import (
	"firesale/market/unit"
	"firesale/sim/record"
)

// A Note is a note, or the residual, of a named lender's deal.
type Note struct{ Lender, Name string }

// Column is the metric's name, loss_usd.ledn.A.
func (n Note) Column() string { return "loss_usd." + n.Lender + "." + n.Name }

// Doc says what it is.
func (n Note) Doc() string {
	if n.Name == "residual" {
		return "what the owners of " + n.Lender + "'s residual lost, all copies; a gain is negative"
	}
	return "what the notes " + n.Name + " of " + n.Lender + " lost, all copies"
}

// Of is the loss summed over the copies of the lender; false if no copy has the note.
func (n Note) Of(r *record.Run) (float64, bool) {
	sum, ok := unit.USD(0), false
	for i := range r.Lenders {
		if r.Lenders[i].Name != n.Lender {
			continue
		}
		for _, l := range r.Lenders[i].Notes {
			if l.Name == n.Name {
				sum, ok = sum+l.Loss, true
			}
		}
	}
	return sum.Float(), ok
}
