package credit

import (
	"maps"
	"slices"
	"strings"
)

// validateSteps holds each step to its action: it names what it pays, and takes from where that action may take.
func (s *DealSpec) validateSteps(fault func(key, want string)) {
	for _, name := range slices.Sorted(maps.Keys(s.Step)) {
		t, key := s.Step[name], "step."+name
		do, ok := actionNamed(t.Do)
		if !ok {
			fault(key+".do", "want one of "+strings.Join(actionNames[:], ", "))
			continue
		}
		s.validateNames(key, do, t, fault)
		s.validateFrom(key, do, t, fault)
	}
}

func (s *DealSpec) validateNames(key string, do action, t *StepSpec, fault func(key, want string)) {
	switch do {
	case payFee:
		if s.Fee[t.Fee] == nil {
			fault(key+".fee", "want one of the fees "+known(s.Fee))
		}
	case payInterest, deferCoupon:
		if n := s.Note[t.Note]; n == nil {
			fault(key+".note", "want one of the notes "+known(s.Note))
		} else if do == deferCoupon && !n.Deferrable {
			fault(key+".note", "want a note that is deferrable")
		}
	case cureTest:
		if s.Test[t.Test] == nil {
			fault(key+".test", "want one of the tests "+known(s.Test))
		}
	}
	if t.Until != "" && (do != payProRata || s.Trigger[t.Until] == nil) {
		fault(key+".until", "want one of the triggers "+known(s.Trigger)+", and only with pay-principal-pro-rata")
	}
	if paysPrincipal(do) || do == cureTest || do == writeDown {
		s.validatePay(key+".pay", t.Pay, fault)
	} else if len(t.Pay) > 0 {
		fault(key+".pay", "want none: "+t.Do+" pays no principal")
	}
}

func (s *DealSpec) validatePay(key string, notes []string, fault func(key, want string)) {
	if len(notes) == 0 {
		fault(key, "want at least one of the notes "+known(s.Note))
	}
	for i, n := range notes {
		if s.Note[n] == nil {
			fault(key, "want notes out of "+known(s.Note)+", not "+n)
		}
		if slices.Contains(notes[:i], n) {
			fault(key, "want each note once, not "+n+" again")
		}
	}
}

// validateFrom refuses payments in a circle: a reserve filled from itself, released principal that fills it again.
func (s *DealSpec) validateFrom(key string, do action, t *StepSpec, fault func(key, want string)) {
	key += ".from"
	takes := do != writeDown && do != recourse && do != auditNow && do != deferCoupon
	switch {
	case takes && len(t.From) == 0:
		fault(key, "want the accounts it takes from, like [\"interest\", \"reserve\"]")
	case !takes && len(t.From) > 0:
		fault(key, "want none: "+t.Do+" takes no cash")
	}
	for i, name := range t.From {
		a, ok := accountNamed(name)
		switch {
		case !ok || a == CostAccount:
			fault(key, "want accounts out of interest, principal, funding, reserve, not "+name)
		case slices.Contains(t.From[:i], name):
			fault(key, "want each account once, not "+name+" again")
		case do == fillReserve && a == ReserveAccount:
			fault(key, "want no circle: the reserve cannot be filled from itself")
		case do == fillReserve && name == "principal" && s.Reserve.ReleaseTo == "principal":
			fault(key, `want no circle: with release_to = "principal" the reserve cannot be filled from principal`)
		case do == buyLoans && a != FundingAccount && a != PrincipalAccount:
			fault(key, "want funding and principal only: loans are bought with principal")
		}
	}
}

func paysPrincipal(do action) bool { return do == payPrincipal || do == payProRata }
