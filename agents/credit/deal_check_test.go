package credit_test

import (
	"strings"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

func faultsOf(s *credit.DealSpec) []string {
	var out []string
	s.Validate(func(key, want string) { out = append(out, key+": "+want) })
	return out
}

func TestShippedDealsAreValid(t *testing.T) {
	if len(credit.DealKinds) < 2 {
		t.Fatal("judges no deal")
	}
	for _, k := range credit.DealKinds {
		if k.Doc == "" || k.Name == "" {
			t.Errorf("kind %q has no doc", k.Name)
		}
		params := k.Preset()
		s, ok := params.(*credit.DealSpec)
		if !ok {
			if d, err := params.Open(credit.Opening{}); d != nil || err != nil {
				t.Errorf("%s opens as %v, %v", k.Name, d, err)
			}
			continue
		}
		if f := faultsOf(s); len(f) > 0 {
			t.Errorf("%s: %s", k.Name, strings.Join(f, "\n"))
		}
		open(t, s, d0Pool)
		if s.SourceOf("note.A.rank") == "" && k.Name == "ledn-2026-1" || s.SourceOf("waterfall.amortizing") == "" {
			t.Errorf("%s has no provenance of its lists", k.Name)
		}
	}
}

func TestPresetsShareNothing(t *testing.T) {
	credit.Ledn20261().Note["A"].Balance = 1
	if credit.Ledn20261().Note["A"].Balance != usd(160_000_000, 0) {
		t.Error("a preset remembers what was done to an earlier one")
	}
}

func TestValidateNamesKeyAndWant(t *testing.T) {
	rate := func(r unit.Rate) *unit.Rate { return &r }
	for _, c := range []struct {
		name   string
		change func(*credit.DealSpec)
		key    string
		want   string
	}{
		{"list names an unknown step", func(s *credit.DealSpec) { s.Waterfall.Amortizing[0] = "truste" }, "waterfall.amortizing", `there is no step "truste"`},
		{"list names a step twice", func(s *credit.DealSpec) { s.Waterfall.Amortizing[1] = "trustee" }, "waterfall.amortizing", "circle"},
		{"list is empty", func(s *credit.DealSpec) { s.Waterfall.Enforcement = nil }, "waterfall.enforcement", "list of steps"},
		{"step of an unknown note", func(s *credit.DealSpec) { s.Step["a-interest"].Note = "Z" }, "step.a-interest.note", "A, B"},
		{"step pays an unknown note", func(s *credit.DealSpec) { s.Step["principal"].Pay = []string{"A", "B", "C"} }, "step.principal.pay", "not C"},
		{"step pays a note twice", func(s *credit.DealSpec) { s.Step["principal"].Pay = []string{"A", "B", "A"} }, "step.principal.pay", "once"},
		{"step of an unknown fee", func(s *credit.DealSpec) { s.Step["trustee"].Fee = "agent" }, "step.trustee.fee", "servicer, trustee"},
		{"step of an unknown test", func(s *credit.DealSpec) { s.Step["a-test"].Test = "X" }, "step.a-test.test", "A, B"},
		{"step from an unknown account", func(s *credit.DealSpec) { s.Step["a-interest"].From = []string{"escrow"} }, "step.a-interest.from", "escrow"},
		{"step from the cost account", func(s *credit.DealSpec) { s.Step["a-interest"].From = []string{"cost"} }, "step.a-interest.from", "cost"},
		{"step from nowhere", func(s *credit.DealSpec) { s.Step["a-interest"].From = nil }, "step.a-interest.from", "takes from"},
		{"unknown action", func(s *credit.DealSpec) { s.Step["buy"].Do = "sell" }, "step.buy.do", "one of"},
		{"reserve fills itself", func(s *credit.DealSpec) { s.Step["reserve"].From = []string{"reserve"} }, "step.reserve.from", "circle"},
		{"reserve is filled by what it releases", func(s *credit.DealSpec) {
			s.Reserve.ReleaseTo, s.Step["reserve"].From = "principal", []string{"principal"}
		}, "step.reserve.from", "circle"},
		{"loans bought with the reserve", func(s *credit.DealSpec) { s.Step["buy"].From = []string{"reserve"} }, "step.buy.from", "funding and principal"},
		{"note that nobody repays", func(s *credit.DealSpec) { s.Step["principal"].Pay = []string{"A"} }, "note.B", "principal in waterfall.amortizing"},
		{"note without coupon payments", func(s *credit.DealSpec) { s.Step["b-interest"].Off = true }, "note.B", "interest in waterfall.revolving"},
		{"note that is never written down", func(s *credit.DealSpec) { s.Step["write-down"].Pay = []string{"B"} }, "note.A", "write-down"},
		{"new note without steps", func(s *credit.DealSpec) { s.Note["C"] = &credit.NoteSpec{Balance: 1, Coupon: rate(1), Rank: 3} }, "note.C", "interest"},
		{"residual before the end", func(s *credit.DealSpec) {
			w := s.Waterfall.Revolving
			w[7], w[8] = "residual", "reserve"
		}, "waterfall.revolving", "residual last"},
		{"audit before the end", func(s *credit.DealSpec) {
			w := s.Waterfall.Revolving
			w[8], w[9] = "audit", "residual"
		}, "waterfall.revolving", "audit last"},
		{"reserve before principal", func(s *credit.DealSpec) {
			w := s.Waterfall.Amortizing
			w[6], w[7] = "reserve", "principal"
		}, "waterfall.amortizing", `"reserve" after "principal"`},
		{"enforcement leaves cash", func(s *credit.DealSpec) { s.Step["residual-all"].From = []string{"interest"} }, "waterfall.enforcement", "no cash may be left"},
		{"coupon above 100%", func(s *credit.DealSpec) { s.Note["A"].Coupon = rate(1_000_001) }, "note.A.coupon", "at most 100%"},
		{"negative coupon", func(s *credit.DealSpec) { s.Note["A"].Coupon = rate(-1) }, "note.A.coupon", "at least 0%"},
		{"no coupon", func(s *credit.DealSpec) { s.Note["A"].Coupon = nil }, "note.A.coupon", "coupon_spread"},
		{"two coupons", func(s *credit.DealSpec) { s.Note["A"].CouponSpread = rate(1) }, "note.A.coupon_spread", "not both"},
		{"rank 0", func(s *credit.DealSpec) { s.Note["A"].Rank = 0 }, "note.A.rank", "1 for the most senior"},
		{"empty note", func(s *credit.DealSpec) { s.Note["A"].Balance = 0 }, "note.A.balance_usd", "above 0"},
		{"no notes", func(s *credit.DealSpec) { s.Note = nil }, "note", "at least one"},
		{"capitalize without deferrable", func(s *credit.DealSpec) { s.Note["A"].Capitalize = true }, "note.A.capitalize", "deferrable"},
		{"reserve target above 100%", func(s *credit.DealSpec) { s.Reserve.Target = 2 * unit.One }, "reserve.target", "at most 100%"},
		{"revolving past the legal final", func(s *credit.DealSpec) { s.Revolving.Months = 60 }, "revolving.months", "60"},
		{"prefunding past revolving", func(s *credit.DealSpec) { s.Prefunding = credit.PrefundingSpec{Amount: 1, Months: 19} }, "prefunding.months", "18"},
		{"negative fee", func(s *credit.DealSpec) { s.Fee["trustee"].Month = -1 }, "fee.trustee.usd_month", "at least 0"},
		{"test of nothing", func(s *credit.DealSpec) { s.Test["A"].Metric = "ltv_pool" }, "test.A.metric", "oc.NOTE"},
		{"trigger of an unknown metric", func(s *credit.DealSpec) { s.Trigger["oc"].Metric = "oc" }, "trigger.oc.metric", "oc.A"},
		{"trigger of an unknown note", func(s *credit.DealSpec) { s.Trigger["oc"].Metric = "oc.Z" }, "trigger.oc.metric", "A, B"},
		{"ratio for dollars", func(s *credit.DealSpec) { s.Trigger["senior-interest"].Level = credit.Level{} }, "trigger.senior-interest.level", "USD"},
		{"dollars for a ratio", func(s *credit.DealSpec) { s.Trigger["oc"].Level.Dollars = true }, "trigger.oc.level", "ratio"},
		{"unknown effect", func(s *credit.DealSpec) { s.Trigger["oc"].Effect = "panic" }, "trigger.oc.effect", "early-amortization"},
		{"cover call without cover", func(s *credit.DealSpec) { s.Trigger["oc"].Effect = "redeem" }, "trigger.oc.effect", "cover table"},
		{"until an unknown trigger", func(s *credit.DealSpec) { s.Step["principal"].Until = "x" }, "step.principal.until", "triggers"},
		{"variant that the lists are not", func(s *credit.DealSpec) { s.Variant = "pro_rata_until_trigger" }, "variant", "pay-principal-pro-rata"},
		{"curve out of order", func(s *credit.DealSpec) {
			s.Curve = &credit.CurveSpec{Months: []int{12, 1}, Rates: []unit.Rate{1, 1}}
		}, "curve.months", "above the one before"},
	} {
		s := credit.Ledn20261()
		c.change(s)
		found := false
		for _, f := range faultsOf(s) {
			found = found || strings.HasPrefix(f, c.key+": ") && strings.Contains(f, c.want)
		}
		if !found {
			t.Errorf("%s: faults %q, want %s: …%s…", c.name, faultsOf(s), c.key, c.want)
		}
		if _, err := s.Open(credit.Opening{Day: unit.DateOf(2025, 12, 31), Principal: d0Pool}); err == nil {
			t.Errorf("%s: opens all the same", c.name)
		}
	}
}

func TestOpenChecksThePool(t *testing.T) {
	for _, c := range []struct {
		name string
		o    credit.Opening
		want string
	}{
		{"notes larger than assets", credit.Opening{Day: unit.DateOf(2025, 12, 31), Principal: usd(177_000_000, 0)}, "deal.note: want notes of at most the assets"},
		{"start before closing", credit.Opening{Day: unit.DateOf(2025, 12, 30), Principal: d0Pool}, "deal.closing"},
		{"start after the legal final", credit.Opening{Day: unit.DateOf(2030, 12, 31), Principal: d0Pool}, "deal.legal_final_months"},
	} {
		if _, err := credit.Ledn20261().Open(c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	bond := credit.DealKinds[6].Preset()
	if _, err := bond.Open(credit.Opening{Day: unit.DateOf(2025, 12, 31), Principal: d0Pool, Collateral: usd(299_000_000, 0)}); err == nil || !strings.Contains(err.Error(), "cover.start") {
		t.Errorf("a cover below 1.60 at closing: %v", err)
	}
}

func TestStepsThatNoListRunsAreWarnings(t *testing.T) {
	s := credit.Ledn20261()
	if w := s.Warnings(); len(w) != 0 {
		t.Errorf("warnings %q of the preset", w)
	}
	s.Waterfall.Revolving = s.Waterfall.Amortizing
	s.Fee["agent"] = &credit.FeeSpec{Month: 1}
	if w := s.Warnings(); len(w) != 2 || !strings.Contains(w[0], "step.buy") || !strings.Contains(w[1], "fee.agent") {
		t.Errorf("warnings %q", w)
	}
}

// At closing a cover counts as it does on every day after: of no loan more than the haircut leaves of its coins. Two loans
// of a million, at an LTV of 40% and of 80%, count 1.8 million at a haircut of 90%, and 1.3 at one of 50%.
func TestClosingCoverCountsTheHaircut(t *testing.T) {
	day := unit.DateOf(2025, 12, 31)
	pool := &credit.Pool{Loans: []credit.Loan{
		{ID: "a", Principal: 1_000_000 * unit.Dollar, Collateral: 25 * unit.Coin},
		{ID: "b", Principal: 1_000_000 * unit.Dollar, Collateral: 1_250_000_000},
	}}
	x, err := credit.NewIndex(pool, *credit.TermKinds[0].Preset(), credit.Horizon{Start: day, End: day})
	if err != nil {
		t.Fatal(err)
	}
	opening := credit.NewHolding(x).Opening(day, unit.PriceOf(100_000))
	for _, c := range []struct {
		haircut unit.Rate
		notes   unit.USD
		opens   bool
	}{
		{90 * unit.Percent, 2_000_000 * unit.Dollar, true}, {90 * unit.Percent, 2_000_001 * unit.Dollar, false},
		{50 * unit.Percent, 1_625_000 * unit.Dollar, true}, {50 * unit.Percent, 1_625_001 * unit.Dollar, false},
	} {
		s := credit.DealKinds[5].Preset().(*credit.DealSpec)
		s.Cash, s.Cover.Advance, s.Cover.Start, s.Cover.Haircut = 0, unit.One, unit.One, c.haircut
		s.Note["A"].Balance = c.notes
		if _, err := s.Open(opening); (err == nil) != c.opens {
			t.Errorf("notes of %v at a haircut of %v: %v", c.notes, c.haircut, err)
		}
	}
}
