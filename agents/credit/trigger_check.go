package credit

import (
	"maps"
	"slices"
	"strings"
)

// validateTests holds tests to oc of a note that there is: the only metric that principal cures.
func (s *DealSpec) validateTests(fault func(key, want string)) {
	for _, name := range slices.Sorted(maps.Keys(s.Test)) {
		t := s.Test[name]
		kind, note := metricNamed(t.Metric)
		if kind == nil || kind.name != "oc" || s.Note[note] == nil {
			fault("test."+name+".metric", "want oc.NOTE with one of the notes "+known(s.Note))
		}
		if t.Minimum <= 0 {
			fault("test."+name+".minimum", `want above 0%, like "120%"`)
		}
	}
}

// known lists the names of a table, for messages.
func known[T any](table map[string]T) string {
	if len(table) == 0 {
		return "(there are none)"
	}
	return strings.Join(slices.Sorted(maps.Keys(table)), ", ")
}

func (s *DealSpec) validateTriggers(fault func(key, want string)) {
	for _, name := range slices.Sorted(maps.Keys(s.Trigger)) {
		s.validateTrigger("trigger."+name, s.Trigger[name], fault)
	}
}

func (s *DealSpec) validateTrigger(key string, t *TriggerSpec, fault func(key, want string)) {
	s.validateEffect(key, t, fault)
	if t.Date == nil {
		s.validateComparison(key, t, fault)
	} else if t.Metric != "" {
		fault(key+".metric", "want none beside date: an outside event is not measured")
	}
}

func (s *DealSpec) validateEffect(key string, t *TriggerSpec, fault func(key, want string)) {
	switch {
	case !slices.Contains(effectNames[:], t.Effect):
		fault(key+".effect", "want one of "+strings.Join(effectNames[:], ", "))
	case (t.Effect == "cover-call" || t.Effect == "redeem") && s.Cover == nil:
		fault(key+".effect", "want a cover table beside a "+t.Effect+": it says how long the lender has")
	case t.Effect == "cover-call" && !t.Curable:
		fault(key+".curable", "want true: a cover call is there to be cured")
	case t.Effect == "cover-call" && !strings.HasPrefix(t.Op, "<"):
		fault(key+".op", `want "<": a cover call asks for what is missing`)
	}
}

// validateComparison holds a trigger's metric to what there is, and its level to the metric's unit.
func (s *DealSpec) validateComparison(key string, t *TriggerSpec, fault func(key, want string)) {
	if t.Consecutive < 1 {
		fault(key+".consecutive", "want at least 1")
	}
	if !slices.Contains([]string{"<", "<=", ">", ">="}, t.Op) {
		fault(key+".op", `want "<", "<=", ">" or ">="`)
	}
	kind, note := metricNamed(t.Metric)
	switch {
	case kind == nil:
		fault(key+".metric", "want "+metricNames()+"; oc and interest_short with a note, like oc.A")
	case kind.ofNote && s.Note[note] == nil:
		fault(key+".metric", "want one of the notes "+known(s.Note)+" after the point")
	case kind.counted && s.Cover == nil:
		fault(key+".metric", "want a cover table beside it: it says what counts")
	case kind.dollars && !t.Level.Dollars:
		fault(key+".level", "want a number of USD: "+kind.name+" is money")
	case !kind.dollars && t.Level.Dollars:
		fault(key+".level", `want a ratio with its unit, like "103%"`)
	}
}
