package credit_test

import (
	"errors"
	"math"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

func TestIRRHasNoNumberWhereThereIsNone(t *testing.T) {
	in := func(months float64, days int, v unit.USD) credit.Flow {
		return credit.Flow{Months: months, Days: days, Principal: v}
	}
	for _, c := range []struct {
		name  string
		price unit.USD
		flows []credit.Flow
		want  error
	}{
		{"nothing paid", 100, nil, credit.ErrNothingPaid},
		{"paid at once", 100, []credit.Flow{in(0, 0, 100)}, credit.ErrNoTime},
		{"given away", 0, []credit.Flow{in(1, 31, 100)}, credit.ErrNoSignChange},
		{"more at once than it cost", 100, []credit.Flow{in(0, 0, 100), in(1, 31, 1)}, credit.ErrNoSignChange},
	} {
		if y, err := credit.IRR(c.price, c.flows); !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v", c.name, y, err)
		}
	}
}

func TestIRRClosedForms(t *testing.T) {
	for _, c := range []struct {
		name               string
		price, paid        unit.USD
		months             float64
		days               int
		monthly, dated     float64
		tolerance          float64
		toleranceBecauseOf string
	}{
		{"doubled in a year", 100, 200, 12, 365, math.Pow(2, 1.0/12) - 1, 1, 1e-14, "closed form"},
		{"halved in a year", 100, 50, 12, 365, math.Pow(0.5, 1.0/12) - 1, -0.5, 1e-14, "closed form"},
		{"a cent on $10m in a month", 1_000_000_000, 1, 1, 365, 1e-9 - 1, 1e-9 - 1, 1e-15, "close to −100%"},
		{"a thousandfold in a month", 1, 1000, 1, 365, 999, 999, 1e-11, "relative 1e-14"},
		{"half a percent in a month", 100_000, 500, 1, 30, -0.995, -1, 1e-15, "closed form; the yearly factor is 5e-3^(365/30)"},
		{"half a month", 100, 101, 0.5, 15, 0.0201, math.Pow(1.01, 365.0/15) - 1, 1e-14, "closed form"},
	} {
		y, err := credit.IRR(c.price, []credit.Flow{{Months: c.months, Days: c.days, Principal: c.paid}})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		within(t, c.name+", monthly", y.Monthly, c.monthly, c.tolerance)
		within(t, c.name+", by date", y.Dated, c.dated, c.tolerance)
		within(t, c.name+", nominal", y.Nominal, 12*y.Monthly, 0)
		within(t, c.name+", effective", y.Effective/(math.Pow(1+y.Monthly, 12)-1), 1, 1e-9)
	}
}

func TestZSpreadPricesTheFlows(t *testing.T) {
	s := credit.Ledn20261()
	s.Curve = &credit.CurveSpec{Months: []int{1, 12, 60}, Rates: []unit.Rate{30_000, 40_000, 50_000}}
	flows := []credit.Flow{{Months: 6, Days: 181, Interest: 3_00, Principal: 50_00}, {Months: 36, Days: 1096, Interest: 9_00, Principal: 50_00}}
	bp, err := s.ZSpread(95_00, flows)
	if err != nil {
		t.Fatal(err)
	}
	within(t, "price at the Z-spread", s.PriceAt(bp/1e4, flows), 95_00, 1e-8) // 1e-12 of the price
	at := func(months, rate float64) float64 { return math.Pow(1+rate/12, -months) }
	byHand := 53_00*at(6, 0.03+0.01*5/11) + 59_00*at(36, 0.045)
	within(t, "price on the curve", s.PriceAt(0, flows), byHand, 1e-8)
}

func TestFloatingCouponFollowsTheCurve(t *testing.T) {
	s := quiet()
	spread := 335 * unit.BP
	s.Note["A"].Coupon, s.Note["A"].CouponSpread = nil, &spread
	d := open(t, s, d0Pool)
	last := watch(d)
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	compare(t, amounts{"flat": usd(913_333, 33)}, amounts{"flat": last["note.A"].Due})
	s.Curve = &credit.CurveSpec{Months: []int{1, 3}, Rates: []unit.Rate{35_000, 45_000}}
	d = open(t, s, d0Pool)
	last = watch(d)
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	compare(t, amounts{"second month": unit.Interest(usd(160_000_000, 0), 73_500, 30, 360)}, amounts{"second month": last["note.A"].Due})
}

func TestNotePriceEntersTheYield(t *testing.T) {
	s := quiet()
	price := 98 * unit.Percent
	s.Note["A"].Price = &price
	d := open(t, s, d0Pool)
	for range 12 {
		in, facts := paying(d0Pool)
		d.Collect(in)
		payDay(t, d, facts)
	}
	res := windUp(t, d, d.Next()-31, credit.Estate{Principal: d0Pool})
	a, _ := d.Yields("A")
	b, _ := d.Yields("B")
	if a.Nominal <= 0.0685+0.02 || res.Notes[0].Loss != 0 {
		t.Errorf("bought at 98%% for a year, A yields %v", a.Nominal)
	}
	within(t, "B at par", b.Nominal, 0.095, 2e-9) // a third of a cent on each coupon
	if _, err := d.Yields("Z"); !errors.Is(err, credit.ErrNoNote) {
		t.Errorf("yield of no note: %v", err)
	}
}

func TestMarginOfANoteThatGotCouponsOnly(t *testing.T) {
	for name, c := range map[string]struct {
		curve  *credit.CurveSpec
		margin bool
	}{
		"over a flat benchmark":                                   {nil, true},
		"over a curve, which is read at a life that there is not": {&credit.CurveSpec{Months: []int{1, 60}, Rates: []unit.Rate{35_000, 35_000}}, false},
	} {
		s := quiet()
		s.Curve = c.curve
		d := open(t, s, d0Pool)
		for range 6 {
			in, facts := paying(d0Pool)
			d.Collect(in)
			payDay(t, d, facts)
		}
		windUp(t, d, d.Next()-31, credit.Estate{Principal: usd(100_000_000, 0)})
		y, err := d.Yields("B")
		if err != nil {
			t.Fatal(err)
		}
		if y.Life || y.Margin != c.margin {
			t.Errorf("%s: life %v, margin %v", name, y.Life, y.Margin)
		}
		if c.margin {
			within(t, name, y.DiscountMargin, 1e4*(y.Nominal-0.035), 0)
			within(t, name+": the Z-spread", y.ZSpread, y.DiscountMargin, 1e-3) // a bisection's end, of about −40,000
		}
	}
}
