package credit

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"firesale/market/unit"
)

// Opening is what a deal must know of its pool on the day it begins to run. A day after closing opens the deal between
// payment dates as if everything had been paid so far; coupons then run from that day.
type Opening struct {
	Day        unit.Date
	Principal  unit.USD
	Collateral unit.USD                         // value of the coins, for a cover at closing; 0 if there is no such test
	Covered    func(haircut unit.Rate) unit.USD // Σ min(debt, haircut × value); nil if no cover counts loans
}

// rules is a DealSpec with its names resolved: read-only, shared by all copies of a deal.
type rules struct {
	spec      *DealSpec
	notes     []noteTerms // by rank, then name
	fees      []feeTerms
	tests     []testTerms
	triggers  []triggerTerms
	lists     [3][]Step
	noteItems []string
	feeItems  []string

	act365      bool
	releaseTo   Account
	closingPool unit.USD
	cash        unit.USD // of all accounts at closing
	equity      unit.USD // of the owner at closing
	start       unit.Date
	firstNumber int  // payment dates up to the start
	wholeStart  bool // the start is the closing or a payment date
}

type testTerms struct {
	name    string
	note    int
	minimum unit.Rate
	off     bool
}

// Open checks the deal against its pool and builds it; the spec may not be changed after that. The error names every key
// at fault and what it wants.
func (s *DealSpec) Open(o Opening) (*Deal, error) {
	var faults []error
	fault := func(key, want string) { faults = append(faults, fmt.Errorf("deal.%s: %s", key, want)) }
	s.Validate(fault)
	if len(faults) == 0 {
		s.validateOpening(o, fault)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return newDeal(s.rules(o)), nil
}

// rules resolves a valid spec.
func (s *DealSpec) rules(o Opening) *rules {
	r := &rules{spec: s, act365: s.DayCount == "act/365", closingPool: o.Principal, start: o.Day}
	r.releaseTo, _ = accountNamed(s.Reserve.ReleaseTo)
	r.cash = s.Cash + s.Prefunding.Amount + s.Reserve.Initial
	r.equity = o.Principal + r.cash - s.notes()
	for s.Closing.AddMonths(r.firstNumber+1) <= o.Day {
		r.firstNumber++
	}
	r.wholeStart = s.Closing.AddMonths(r.firstNumber) == o.Day
	r.addNotes()
	for _, name := range slices.Sorted(maps.Keys(s.Fee)) {
		t := feeTerms{name: name}
		if f := s.Fee[name]; !f.Off {
			t.rate, t.month = f.Rate, f.Month
		}
		r.fees = append(r.fees, t)
		r.feeItems = append(r.feeItems, "fee."+name)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Test)) {
		t := s.Test[name]
		_, note := metricNamed(t.Metric)
		r.tests = append(r.tests, testTerms{name, r.note(note), t.Minimum, t.Off || s.Tests == "off"})
	}
	for _, name := range slices.Sorted(maps.Keys(s.Trigger)) {
		r.triggers = append(r.triggers, r.trigger(name, s.Trigger[name]))
	}
	for phase, names := range s.lists() {
		r.lists[phase] = r.list(names)
	}
	return r
}

func (r *rules) addNotes() {
	for _, name := range slices.Sorted(maps.Keys(r.spec.Note)) {
		n := r.spec.Note[name]
		t := noteTerms{name: name, original: n.Balance, rank: n.Rank, deferrable: n.Deferrable, capitalize: n.Capitalize, price: unit.One}
		if n.Coupon != nil {
			t.coupon = *n.Coupon
		} else {
			t.coupon, t.floats = *n.CouponSpread, true
		}
		if n.Price != nil {
			t.price = *n.Price
		}
		r.notes = append(r.notes, t)
	}
	slices.SortStableFunc(r.notes, func(a, b noteTerms) int { return cmp.Compare(a.rank, b.rank) })
	for _, t := range r.notes {
		r.noteItems = append(r.noteItems, "note."+t.name)
	}
}

func (r *rules) trigger(name string, t *TriggerSpec) triggerTerms {
	out := triggerTerms{name: name, op: t.Op, level: t.Level, consecutive: t.Consecutive, curable: t.Curable,
		effect: effect(slices.Index(effectNames[:], t.Effect)), off: t.Off || r.spec.Triggers == "off"}
	if t.Date != nil {
		out.date, out.dated = *t.Date, true
		return out
	}
	kind, note := metricNamed(t.Metric)
	out.metric = metric{kind, r.note(note)}
	return out
}

// list resolves the steps of a list that are not switched off.
func (r *rules) list(names []string) []Step {
	var out []Step
	for _, name := range names {
		s := r.spec.Step[name]
		if s.Off {
			continue
		}
		do, _ := actionNamed(s.Do)
		step := Step{name: "step." + name, do: do, note: r.note(s.Note), fee: slices.Index(r.feeItems, "fee."+s.Fee), until: -1}
		step.test = slices.IndexFunc(r.tests, func(t testTerms) bool { return t.name == s.Test })
		step.off = do == payFee && r.spec.Fee[s.Fee].Off || do == cureTest && r.tests[step.test].off
		for _, n := range s.Pay {
			step.pay = append(step.pay, r.note(n))
		}
		for _, a := range s.From {
			account, _ := accountNamed(a)
			step.from = append(step.from, account)
		}
		if s.Until != "" {
			step.until = slices.IndexFunc(r.triggers, func(t triggerTerms) bool { return t.name == s.Until })
		}
		out = append(out, step)
	}
	return out
}

func (r *rules) note(name string) int {
	return slices.IndexFunc(r.notes, func(t noteTerms) bool { return t.name == name })
}

// recourseEquity is what a recourse step can reach.
func (r *rules) recourseEquity() unit.USD {
	if r.spec.Recourse == nil {
		return 0
	}
	return r.spec.Recourse.Equity
}

// couponOf is a note's coupon for the period that ends n payment dates after closing.
func (r *rules) couponOf(t *noteTerms, n int) unit.Rate {
	if !t.floats {
		return t.coupon
	}
	return r.spec.benchmarkRate(n) + t.coupon
}

func (s *DealSpec) notes() (sum unit.USD) {
	for _, n := range s.Note {
		sum += n.Balance
	}
	return sum
}

func (s *DealSpec) lists() [3][]string {
	return [3][]string{s.Waterfall.Revolving, s.Waterfall.Amortizing, s.Waterfall.Enforcement}
}
