package credit

import (
	"slices"

	"firesale/market/unit"
)

// The variants are the engine of Ledn20261 with other tables. All are stylised: their notes, levels and means are
// assumed on a pool of that size, except where a source is named.

// assume marks every note of a variant as assumed.
func (s *DealSpec) assume(variant string) *DealSpec {
	s.Variant = variant
	s.sources = map[string]string{"reserve.initial_usd": "assumed: as ledn-2026-1", "reserve.target": "assumed: as ledn-2026-1", "reserve.floor_usd": noFloor}
	s.attribute()
	return s
}

// seniorMezz has a mezzanine class between two others; its steps show how any number of classes interleaves.
func seniorMezz() *DealSpec {
	s := Ledn20261()
	s.Note = map[string]*NoteSpec{
		"A": fixedNote(140_000_000, 650, 1, false),
		"M": fixedNote(30_000_000, 825, 2, true),
		"B": fixedNote(18_000_000, 1_050, 3, true),
	}
	s.Test["A"].Minimum = 135 * unit.Percent
	s.Test["M"] = &TestSpec{Metric: "oc.M", Minimum: 112 * unit.Percent}
	all := s.Step["a-all"].From
	s.Step["m-interest"] = &StepSpec{Do: "pay-interest", Note: "M", From: []string{"interest", "reserve"}}
	s.Step["m-test"] = &StepSpec{Do: "cure-test", Test: "M", Pay: []string{"A", "M"}, From: []string{"interest"}}
	s.Step["m-interest-all"] = &StepSpec{Do: "pay-interest", Note: "M", From: all}
	s.Step["m-all"] = &StepSpec{Do: "pay-principal", Pay: []string{"M"}, From: all}
	s.Step["b-test"].Pay = []string{"A", "M", "B"}
	s.Step["principal"].Pay = []string{"A", "M", "B"}
	s.Step["write-down"].Pay = []string{"B", "M", "A"}
	w := &s.Waterfall
	w.Revolving = insertAfter(w.Revolving, "a-test", "m-interest", "m-test")
	w.Amortizing = insertAfter(w.Amortizing, "a-test", "m-interest", "m-test")
	w.Enforcement = insertAfter(w.Enforcement, "a-all", "m-interest-all", "m-all")
	return s.assume("senior_mezz")
}

// insertAfter is a list with steps added after one of its own.
func insertAfter(list []string, after string, steps ...string) []string {
	return slices.Insert(slices.Clone(list), slices.Index(list, after)+1, steps...)
}

// proRataUntilTrigger amortizes both classes at once until the pool has lost too much.
func proRataUntilTrigger() *DealSpec {
	s := Ledn20261()
	principal := s.Step["principal"]
	principal.Do, principal.Until = "pay-principal-pro-rata", "net-loss"
	return s.assume("pro_rata_until_trigger")
}

// passThrough is one class that gets every repayment at once.
func passThrough() *DealSpec {
	s := Ledn20261()
	s.Note = map[string]*NoteSpec{"A": fixedNote(188_000_000, 725, 1, false)}
	s.Revolving.Months, s.Test = 0, nil
	for _, name := range []string{"a-test", "b-interest", "b-test", "buy", "b-interest-all", "b-all"} {
		delete(s.Step, name)
	}
	for name := range s.Trigger {
		if name != "senior-interest" {
			delete(s.Trigger, name)
		}
	}
	s.Step["principal"] = &StepSpec{Do: "pay-principal-pro-rata", Pay: []string{"A"}, From: []string{"funding", "principal"}}
	s.Step["write-down"].Pay = []string{"A"}
	s.Waterfall = WaterfallSpec{
		Amortizing:  []string{"trustee", "servicer", "a-interest", "principal", "reserve", "residual", "audit"},
		Enforcement: []string{"trustee", "servicer", "a-interest-all", "a-all", "write-down", "residual-all", "audit"},
	}
	return s.assume("pass_through")
}

// coveredBond is one class with two claims: on the cover pool, and on the lender. The pool counts 90% of what each loan
// owes, and of no loan more than 80% of its coins.
func coveredBond() *DealSpec {
	s := passThrough()
	s.Note = map[string]*NoteSpec{"A": fixedNote(160_000_000, 550, 1, false)}
	s.Revolving.Months = 18
	s.Cover = &CoverSpec{Basis: "loans", Advance: 90 * unit.Percent, Haircut: 80 * unit.Percent, Start: 105 * unit.Percent, Days: 10}
	s.Recourse = &RecourseSpec{Equity: 50_000_000 * unit.Dollar}
	s.Trigger["cover"] = &TriggerSpec{Metric: "cover", Op: "<", Level: ratio(100), Consecutive: 1, Curable: true, Effect: "cover-call"}
	s.Step["buy"] = &StepSpec{Do: "buy-loans", From: []string{"funding", "principal"}}
	s.Step["principal"].Do = "pay-principal"
	s.Step["recourse"] = &StepSpec{Do: "recourse"}
	s.Waterfall.Revolving = []string{"trustee", "servicer", "a-interest", "buy", "reserve", "residual", "audit"}
	s.Waterfall.Enforcement = insertAfter(s.Waterfall.Enforcement, "servicer", "recourse")
	return s.assume("covered_bond")
}

// marketValueBond is a bond against coins at their mark, in the manner of the CleanSpark one: cover of 1.60 at the start,
// redemption in full below 1.40, and two days to sell.
func marketValueBond() *DealSpec {
	const cleanSpark = "press: Moody's-rated CleanSpark bond, 1.60 / 1.40 / 72.06%"
	s := passThrough()
	s.Cover = &CoverSpec{Basis: "collateral", Advance: 7206 * unit.BP, Haircut: unit.One, Start: 160 * unit.Percent, Days: 2}
	s.Trigger["cover"] = &TriggerSpec{Metric: "cover", Op: "<=", Level: ratio(140), Consecutive: 1, Effect: "redeem"}
	s.Step["principal"].Do = "pay-principal"
	s.assume("mv_bond")
	for _, key := range []string{"cover.start", "cover.advance", "cover.cure_days", "trigger.cover.level"} {
		s.sources[key] = cleanSpark
	}
	return s
}
