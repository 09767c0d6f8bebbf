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
	does := func(do action) bool {
		for _, t := range s.Step {
			if a, ok := actionNamed(t.Do); ok && a == do && !t.Off {
				return true
			}
		}
		return false
	}
	until := false
	for _, t := range s.Step {
		until = until || t.Until != "" && !t.Off
	}
	var missing string
	switch s.Variant {
	case "sequential", "senior_mezz":
		if does(payProRata) {
			missing = "no step that pays pro rata"
		}
	case "pro_rata_until_trigger":
		if !does(payProRata) || !until {
			missing = "a step that does pay-principal-pro-rata until a trigger"
		}
	case "pass_through":
		if does(cureTest) || s.Revolving.Months > 0 {
			missing = "no cure-test and revolving.months = 0"
		}
	case "covered_bond":
		if !does(recourse) || s.Recourse == nil || s.Cover == nil {
			missing = "a recourse step, and the tables recourse and cover"
		}
	case "mv_bond":
		if s.Cover == nil || !s.hasEffect("redeem") {
			missing = "the table cover, and a trigger with effect redeem"
		}
	default:
		fault("variant", "want sequential, senior_mezz, pro_rata_until_trigger, pass_through, covered_bond or mv_bond")
	}
	if missing != "" {
		fault("variant", fmt.Sprintf("want with %q %s; kind = %q has them", s.Variant, missing, s.Variant))
	}
}

func (s *DealSpec) hasEffect(effect string) bool {
	for _, t := range s.Trigger {
		if t.Effect == effect {
			return true
		}
	}
	return false
}
