package credit

import (
	"fmt"
	"maps"
	"slices"

	"firesale/market/unit"
)

// Validate names every key that contradicts another: ranges, names that nothing has, notes that nobody pays, lists in an
// order that cannot be meant. What needs the pool is checked by Open.
func (s *DealSpec) Validate(fault func(key, want string)) {
	s.validateNotes(fault)
	s.validateCash(fault)
	s.validateFees(fault)
	s.validateTests(fault)
	s.validateTriggers(fault)
	s.validateSteps(fault)
	s.validateLists(fault)
}

func (s *DealSpec) validateNotes(fault func(key, want string)) {
	if len(s.Note) == 0 {
		fault("note", `want at least one note, like note.A = { balance_usd = 160000000, coupon = "6.85%", rank = 1 }`)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Note)) {
		n, key := s.Note[name], "note."+name
		if n.Balance <= 0 {
			fault(key+".balance_usd", "want above 0")
		}
		if n.Rank < 1 {
			fault(key+".rank", "want 1 for the most senior, then 2, 3 …")
		}
		switch {
		case n.Coupon == nil && n.CouponSpread == nil:
			fault(key+".coupon", `want a coupon like "6.85%", or coupon_spread over the benchmark`)
		case n.Coupon != nil && n.CouponSpread != nil:
			fault(key+".coupon_spread", "want either coupon or coupon_spread, not both")
		case n.Coupon != nil:
			inUnit(key+".coupon", *n.Coupon, fault)
		default:
			inUnit(key+".coupon_spread", *n.CouponSpread, fault)
		}
		if n.Price != nil && *n.Price <= 0 {
			fault(key+".price", `want above 0%, like "100%"`)
		}
		if n.Capitalize && !n.Deferrable {
			fault(key+".capitalize", "want deferrable = true beside it: a coupon that may not be deferred cannot join the balance")
		}
	}
}

// inUnit holds a yearly rate or a share to [0%, 100%].
func inUnit(key string, r unit.Rate, fault func(key, want string)) {
	if r < 0 || r > unit.One {
		fault(key, "want at least 0% and at most 100%")
	}
}

func (s *DealSpec) validateCash(fault func(key, want string)) {
	for _, r := range []struct {
		key  string
		rate unit.Rate
	}{{"benchmark", s.Benchmark}, {"cash_rate", s.CashRate}, {"reserve.target", s.Reserve.Target}, {"cleanup.share", s.Cleanup.Share}, {"revolving.max_borrower", s.Revolving.MaxBorrower}} {
		inUnit(r.key, r.rate, fault)
	}
	for _, v := range []struct {
		key    string
		amount unit.USD
	}{{"cash_usd", s.Cash}, {"reserve.initial_usd", s.Reserve.Initial}, {"reserve.floor_usd", s.Reserve.Floor}, {"prefunding.amount_usd", s.Prefunding.Amount}} {
		if v.amount < 0 {
			fault(v.key, "want at least 0")
		}
	}
	if s.LegalFinal < 1 {
		fault("legal_final_months", "want at least 1")
	}
	if s.Revolving.Months < 0 || s.Revolving.Months >= s.LegalFinal {
		fault("revolving.months", fmt.Sprintf("want at least 0 and less than legal_final_months (%d)", s.LegalFinal))
	}
	if s.Prefunding.Amount > 0 && (s.Prefunding.Months < 1 || s.Prefunding.Months > s.Revolving.Months) {
		fault("prefunding.months", fmt.Sprintf("want at least 1 and at most revolving.months (%d): only a revolving deal buys loans", s.Revolving.Months))
	}
	if s.Reserve.ReleaseTo != "interest" && s.Reserve.ReleaseTo != "principal" {
		fault("reserve.release_to", `want "interest" or "principal"`)
	}
	s.validateCurve(fault)
}

func (s *DealSpec) validateCurve(fault func(key, want string)) {
	c := s.Curve
	if c == nil {
		return
	}
	if len(c.Months) == 0 || !slices.IsSorted(c.Months) || len(slices.Compact(slices.Clone(c.Months))) != len(c.Months) {
		fault("curve.months", "want at least one maturity, each above the one before")
	}
	if len(c.Rates) != len(c.Months) {
		fault("curve.rates", fmt.Sprintf("want as many as curve.months (%d)", len(c.Months)))
	}
	for _, r := range c.Rates {
		inUnit("curve.rates", r, fault)
	}
}

func (s *DealSpec) validateFees(fault func(key, want string)) {
	for _, name := range slices.Sorted(maps.Keys(s.Fee)) {
		f := s.Fee[name]
		inUnit("fee."+name+".rate", f.Rate, fault)
		if f.Month < 0 {
			fault("fee."+name+".usd_month", "want at least 0")
		}
	}
}

// validateOpening is what only the pool can tell.
func (s *DealSpec) validateOpening(o Opening, fault func(key, want string)) {
	if assets := o.Principal + s.Cash + s.Prefunding.Amount + s.Reserve.Initial; s.notes() > assets {
		fault("note", fmt.Sprintf("want notes of at most the assets: notes %v, loans %v with cash and reserve %v", s.notes(), o.Principal, assets))
	}
	if o.Day < s.Closing {
		fault("closing", fmt.Sprintf("want a date not after clock.start (%v)", o.Day))
	}
	if final := s.Closing.AddMonths(s.LegalFinal); o.Day >= final {
		fault("legal_final_months", fmt.Sprintf("want a legal final (%v) after the run's start (%v)", final, o.Day))
	}
	s.validateStartCover(o, fault)
}

func (s *DealSpec) validateStartCover(o Opening, fault func(key, want string)) {
	if s.Cover == nil || s.Cover.Start == 0 {
		return
	}
	held := o.Collateral
	if s.Cover.Basis == "loans" {
		held = s.Cover.Advance.Of(o.Covered(s.Cover.Haircut))
	}
	held += s.Cash + s.Prefunding.Amount
	if compareProducts(int64(held), int64(unit.One), int64(s.Cover.Start), int64(s.notes())) < 0 {
		fault("cover.start", fmt.Sprintf("want at most what there is at closing: %v against notes of %v", held, s.notes()))
	}
}
