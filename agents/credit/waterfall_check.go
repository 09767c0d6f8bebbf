package credit

import (
	"fmt"
	"maps"
	"slices"
)

// validateLists holds the lists to their order, and every note to being paid in them.
func (s *DealSpec) validateLists(fault func(key, want string)) {
	for phase, names := range s.lists() {
		key := "waterfall." + Phase(phase).String()
		if len(names) == 0 {
			if Phase(phase) != Revolving || s.Revolving.Months > 0 {
				fault(key, "want a list of steps: the deal runs it")
			}
			continue
		}
		ok := true
		for i, name := range names {
			switch {
			case s.Step[name] == nil:
				fault(key, fmt.Sprintf("want names of steps: there is no step %q", name))
				ok = false
			case slices.Contains(names[:i], name):
				fault(key, fmt.Sprintf("want no circle: step %q stands twice", name))
				ok = false
			}
		}
		if ok {
			s.validateOrder(key, s.steps(names), fault)
			s.validateWhole(key, Phase(phase), s.steps(names), fault)
		}
	}
	s.validateVariant(fault)
}

// namedStep is a step of a list that is not switched off.
type namedStep struct {
	name string
	do   action
	spec *StepSpec
}

func (s *DealSpec) steps(names []string) (out []namedStep) {
	for _, name := range names {
		t := s.Step[name]
		if t == nil {
			continue // reported where the lists are read
		}
		if do, ok := actionNamed(t.Do); ok && !t.Off {
			out = append(out, namedStep{name, do, t})
		}
	}
	return out
}

func (s *DealSpec) validateOrder(key string, list []namedStep, fault func(key, want string)) {
	filled := ""
	for i, t := range list {
		rest := list[i+1:]
		switch {
		case t.do == residual && len(rest) > 0 && (len(rest) > 1 || rest[0].do != auditNow):
			fault(key, fmt.Sprintf("want residual last before audit: after %q comes %q", t.name, rest[0].name))
		case t.do == auditNow && len(rest) > 0:
			fault(key, fmt.Sprintf("want audit last: after it comes %q", rest[0].name))
		case t.do == fillReserve:
			filled = t.name
		case paysPrincipal(t.do) && filled != "":
			fault(key, fmt.Sprintf("want %q after %q: the reserve target is a share of the notes after principal", filled, t.name))
		}
	}
}

// validateWhole asks that every list pays each note what that phase owes it, and that enforcement leaves nothing open.
func (s *DealSpec) validateWhole(key string, phase Phase, list []namedStep, fault func(key, want string)) {
	for _, note := range slices.Sorted(maps.Keys(s.Note)) {
		interest := slices.ContainsFunc(list, func(t namedStep) bool { return t.do == payInterest && t.spec.Note == note })
		principal := slices.ContainsFunc(list, func(t namedStep) bool { return paysPrincipal(t.do) && slices.Contains(t.spec.Pay, note) })
		written := slices.ContainsFunc(list, func(t namedStep) bool { return t.do == writeDown && slices.Contains(t.spec.Pay, note) })
		switch {
		case !interest:
			fault("note."+note, "want a step that pays its interest in "+key)
		case phase != Revolving && !principal:
			fault("note."+note, "want a step that pays its principal in "+key)
		case phase == Enforcement && !written:
			fault("note."+note, "want a write-down in "+key+": nothing may stay open when the deal is wound up")
		}
	}
	swept := slices.ContainsFunc(list, func(t namedStep) bool { return t.do == residual && len(t.spec.From) == int(CostAccount) })
	if phase == Enforcement && !swept {
		fault(key, "want a residual from interest, principal, funding and reserve: no cash may be left when the deal is wound up")
	}
}

// Warnings names steps that no list runs, and fees that no step pays: an override may have dropped them by mistake.
func (s *DealSpec) Warnings() (out []string) {
	for _, name := range slices.Sorted(maps.Keys(s.Step)) {
		used := slices.ContainsFunc(s.allLists(), func(n string) bool { return n == name })
		if !used {
			out = append(out, fmt.Sprintf("step.%s: no list runs it", name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Fee)) {
		paid := slices.ContainsFunc(s.steps(s.allLists()), func(t namedStep) bool { return t.do == payFee && t.spec.Fee == name })
		if !paid && !s.Fee[name].Off {
			out = append(out, fmt.Sprintf("fee.%s: no step pays it, and it is carried for ever", name))
		}
	}
	return out
}

func (s *DealSpec) allLists() []string {
	return slices.Concat(s.Waterfall.Revolving, s.Waterfall.Amortizing, s.Waterfall.Enforcement)
}

// validateVariant holds the lists to the structure that the variant promises.
func (s *DealSpec) validateVariant(fault func(key, want string)) {
	asks, known := variantAsks[s.Variant]
	switch {
	case !known:
		fault("variant", "want sequential, senior_mezz, pro_rata_until_trigger, pass_through, covered_bond or mv_bond")
	case !asks.holds(s):
		fault("variant", fmt.Sprintf("want the variant that the lists are: %s has %s", s.Variant, asks.words))
	}
}

// variantAsks is what each structure cannot do without.
var variantAsks = map[string]struct {
	words string
	holds func(*DealSpec) bool
}{
	"sequential":  {"no step that pays pro rata", func(s *DealSpec) bool { return !s.does(payProRata) }},
	"senior_mezz": {"no step that pays pro rata", func(s *DealSpec) bool { return !s.does(payProRata) }},
	"pro_rata_until_trigger": {"a step that does pay-principal-pro-rata until a trigger", func(s *DealSpec) bool {
		return slices.ContainsFunc(s.steps(s.allLists()), func(t namedStep) bool { return t.do == payProRata && t.spec.Until != "" })
	}},
	"pass_through": {"no cure-test and revolving.months = 0", func(s *DealSpec) bool { return !s.does(cureTest) && s.Revolving.Months == 0 }},
	"covered_bond": {"a recourse step, and the tables recourse and cover", func(s *DealSpec) bool {
		return s.does(recourse) && s.Recourse != nil && s.Cover != nil
	}},
	"mv_bond": {"the table cover, and a trigger with effect redeem", func(s *DealSpec) bool {
		for _, t := range s.Trigger {
			if t.Effect == "redeem" {
				return s.Cover != nil
			}
		}
		return false
	}},
}

// does says whether a list has a step with an action.
func (s *DealSpec) does(do action) bool {
	return slices.ContainsFunc(s.steps(s.allLists()), func(t namedStep) bool { return t.do == do })
}
