package credit

import (
	"maps"

	"firesale/market/unit"
)

// Issue is another deal with the rules of this one, for another pool on a later day: what is in dollars (notes, cash,
// reserve, fixed fees, prefunding, recourse) in proportion to the pools' principal, rounded half to even. The error is as
// Open's: it says what the new pool lacks.
func (d *Deal) Issue(o Opening) (*Deal, error) {
	t := d.rules.spec.scaled(o, d.rules.closingPool)
	t.Closing = o.Day
	return t.Open(o)
}

// On is this deal, closed when it was, on other loans: a pool drawn anew for a replication. What is in dollars goes with
// their principal, as in Issue.
func (d *Deal) On(o Opening) (*Deal, error) {
	if o.Principal == d.rules.closingPool {
		return d, nil
	}
	return d.rules.spec.scaled(o, d.rules.closingPool).Open(o)
}

// scaled is the spec of a deal for a pool that is not the one it was written for.
func (s *DealSpec) scaled(o Opening, written unit.USD) *DealSpec {
	of := func(v unit.USD) unit.USD {
		return unit.USD(unit.MulDivEven(int64(v), int64(o.Principal), int64(written)))
	}
	t := *s
	t.Cash, t.Prefunding.Amount = of(s.Cash), of(s.Prefunding.Amount)
	t.Reserve.Initial, t.Reserve.Floor = of(s.Reserve.Initial), of(s.Reserve.Floor)
	t.Note, t.Fee = maps.Clone(s.Note), maps.Clone(s.Fee)
	for name, n := range s.Note {
		note := *n
		note.Balance = of(n.Balance)
		t.Note[name] = &note
	}
	for name, f := range s.Fee {
		fee := *f
		fee.Month = of(f.Month)
		t.Fee[name] = &fee
	}
	if s.Recourse != nil {
		recourse := *s.Recourse
		recourse.Equity = of(s.Recourse.Equity)
		t.Recourse = &recourse
	}
	return &t
}

// Raised is what noteholders pay in at closing, less what stays in the deal: what the lender gets for its loans.
func (d *Deal) Raised() unit.USD { return d.rules.spec.notes() - d.rules.cash }

// Outstanding is what all notes still have to be repaid.
func (d *Deal) Outstanding() unit.USD { return d.outstanding() }

// Early reports early amortization or enforcement by a trigger, while notes are outstanding.
func (d *Deal) Early() bool {
	return d.outstanding() > 0 && (d.accelerated || d.active(earlyAmortization) || d.active(enforce) || d.active(redeem))
}

// LastEarly is the last day on which a trigger had the deal amortize early, also if its cash repaid every note on that day;
// ok is false where none ever did.
func (d *Deal) LastEarly() (day unit.Date, ok bool) { return d.early, d.early != 0 }

// Empty reports that nothing is left of the deal: no notes, no loans, no cash.
func (d *Deal) Empty() bool { return d.outstanding() == 0 && d.pool == 0 && d.allCash() == 0 }

// Spare is cash that no loan backs: what it has of principal and funding.
func (d *Deal) Spare() unit.USD { return d.cash() }
