package credit_test

import (
	"fmt"
	"math"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"

	"pgregory.net/rapid"
)

// A month of a made-up pool: shares, in 1/1000 of what performs, of what happens to it.
type month struct {
	repaid, breached int64 // of performing principal
	sold             int64 // of principal in liquidation
	recovered        int64 // of principal sold, 0 to 1500: above 1000 is interest, then surplus
	paysCash         bool
	offered          unit.USD
}

func months(n int) *rapid.Generator[[]month] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) month {
		return month{
			repaid:    rapid.Int64Range(0, 300).Draw(t, "repaid"),
			breached:  rapid.Int64Range(0, 400).Draw(t, "breached"),
			sold:      rapid.Int64Range(0, 1000).Draw(t, "sold"),
			recovered: rapid.Int64Range(0, 1500).Draw(t, "recovered"),
			paysCash:  rapid.Bool().Draw(t, "pays cash"),
			offered:   unit.USD(rapid.Int64Range(0, 20_000_000_00).Draw(t, "offered")),
		}
	}), 1, n)
}

// made is the pool between months.
type made struct {
	performing, liquidating unit.USD
	scale                   int64 // of recoveries, in 1/1000: lower is a lower path with the same liquidations
}

func share(v unit.USD, perMille int64) unit.USD {
	return unit.USD(unit.MulDivFloor(int64(v), perMille, 1000))
}

// next plays a month and pays.
func (p *made) next(d *credit.Deal, m month) (credit.Handed, error) {
	interest := unit.Interest(p.performing, 118_000, 30, 360)
	c := credit.Collections{Principal: share(p.performing, m.repaid)}
	if m.paysCash {
		c.Interest = interest
	}
	p.performing -= c.Principal
	breached := share(p.performing, m.breached)
	p.performing, p.liquidating = p.performing-breached, p.liquidating+breached
	sold := share(p.liquidating, m.sold)
	p.liquidating -= sold
	c.Gross = share(share(sold, m.recovered), p.scale)
	accrued := share(sold, 10)
	c.Cost = share(c.Gross, 2)
	c.RecoveredPrincipal = min(c.Gross-c.Cost, sold)
	c.RecoveredInterest = min(c.Gross-c.Cost-c.RecoveredPrincipal, accrued)
	c.Surplus = c.Gross - c.Cost - c.RecoveredPrincipal - c.RecoveredInterest
	c.Owed, c.WrittenOff = sold+accrued, sold-c.RecoveredPrincipal
	c.SoldDebt, c.SoldLTV = sold, share(sold, 820)
	d.Collect(c)
	h, err := d.PayDay(credit.PoolFacts{Performing: p.performing, Liquidating: p.liquidating, Accrued: interest,
		Debt: p.performing + p.liquidating, Collateral: 2 * p.performing, Covered: p.performing, Offered: m.offered})
	p.performing += h.Bought
	if h.Called > 0 {
		p.performing = 0
	}
	return h, err
}

// live plays a life and winds up with a share of what is open.
func live(d *credit.Deal, pool unit.USD, path []month, scale, last int64) (credit.Result, error) {
	p := made{performing: pool, scale: scale}
	for _, m := range path {
		if _, err := p.next(d, m); err != nil {
			return credit.Result{}, err
		}
	}
	worth := share(share(p.performing+p.liquidating, last), scale)
	return d.WindUp(d.Next()-10, credit.Estate{Principal: worth})
}

// anyDeal is one of the shipped deals with other numbers.
func anyDeal(t *rapid.T) *credit.DealSpec {
	kind := rapid.IntRange(1, len(credit.DealKinds)-1).Draw(t, "kind")
	s := credit.DealKinds[kind].Preset().(*credit.DealSpec)
	onOff := rapid.SampledFrom([]string{"on", "off"})
	s.Tests, s.Triggers = onOff.Draw(t, "tests"), onOff.Draw(t, "triggers")
	s.LegalFinal = rapid.IntRange(s.Revolving.Months+1, 40).Draw(t, "legal final")
	s.Cash = unit.USD(rapid.Int64Range(0, 40_000_000_00).Draw(t, "cash"))
	s.CashRate = unit.Rate(rapid.Int64Range(0, 50_000).Draw(t, "cash rate"))
	s.Reserve.Initial = unit.USD(rapid.Int64Range(0, 20_000_000_00).Draw(t, "reserve"))
	s.Reserve.Floor = unit.USD(rapid.Int64Range(0, 5_000_000_00).Draw(t, "floor"))
	s.Reserve.ReleaseTo = rapid.SampledFrom([]string{"interest", "principal"}).Draw(t, "release")
	s.DayCount = rapid.SampledFrom([]string{"30/360", "act/365"}).Draw(t, "day count")
	if s.Revolving.Months > 0 {
		s.Revolving.Months = rapid.IntRange(1, s.Revolving.Months).Draw(t, "revolving")
		s.Prefunding = credit.PrefundingSpec{Amount: unit.USD(rapid.Int64Range(0, 9_000_000_00).Draw(t, "prefunding")), Months: 1}
	}
	for _, name := range []string{"A", "M", "B"} {
		if n := s.Note[name]; n != nil && n.Deferrable {
			n.Capitalize = rapid.Bool().Draw(t, "capitalize")
		}
	}
	return s
}

// TestNoDealBreaksAnInvariant is I1 to I9, as the engine audits them, and I1, I5 and I7 again from the record alone.
func TestNoDealBreaksAnInvariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := unit.USD(rapid.Int64Range(188_000_000_00, 400_000_000_00).Draw(t, "pool"))
		s := anyDeal(t)
		d, err := s.Open(credit.Opening{Day: unit.DateOf(2025, 12, 31), Principal: pool, Collateral: 2 * pool, Covered: func(unit.Rate) unit.USD { return pool }})
		if err != nil {
			t.Fatal(err)
		}
		closed := map[string]unit.USD{}
		d.Record = func(e credit.Entry) {
			if e.Open+e.In-e.Out != e.Close || e.Close < 0 || e.Short < 0 || e.In < 0 || e.Out < 0 {
				t.Fatalf("does not add up: %+v", e)
			}
			if was, seen := closed[e.Item]; seen && was != e.Open {
				t.Fatalf("%s closed at %v and opens at %v", e.Item, was, e.Open)
			}
			closed[e.Item] = e.Close
		}
		path := months(30).Draw(t, "path")
		res, err := live(d, pool, path, 1000, rapid.Int64Range(0, 1000).Draw(t, "last"))
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range res.Notes {
			if n.Loss < 0 || n.Balance != 0 || n.Loss != n.WrittenDown || n.InterestShort < 0 {
				t.Fatalf("note %+v", n)
			}
		}
		for _, item := range []string{"account.interest", "account.principal", "account.funding", "account.reserve", "account.cost"} {
			if closed[item] != 0 {
				t.Fatalf("%s holds %v after the end", item, closed[item])
			}
		}
	})
}

// TestSeniorBeforeJunior is I6 at the end: whoever lost principal has nobody below who was repaid after the enforcement
// began; with sequential notes, a loss of A leaves B nothing in the winding up.
func TestSeniorBeforeJunior(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := quiet()
		d := mustOpen(t, s, d0Pool)
		var b credit.Entry
		d.Record = func(e credit.Entry) {
			if e.Item == "note.B" {
				b = e
			}
		}
		res, err := live(d, d0Pool, months(12).Draw(t, "path"), 1000, rapid.Int64Range(0, 1000).Draw(t, "last"))
		if err != nil {
			t.Fatal(err)
		}
		if res.Notes[0].Loss > 0 && (b.Principal > 0 || b.Interest > 0) {
			t.Fatalf("A lost %v and B got %+v", res.Notes[0].Loss, b)
		}
		if res.Notes[1].Loss > 0 && res.Residual.Paid > 0 && b.Principal+b.Interest > 0 && res.Notes[0].Loss > 0 {
			t.Fatal("the residual was paid before a note")
		}
	})
}

func mustOpen(t *rapid.T, s *credit.DealSpec, pool unit.USD) *credit.Deal {
	d, err := s.Open(credit.Opening{Day: unit.DateOf(2025, 12, 31), Principal: pool})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestLowerPathHelpsNoNote is the first half of I10. Tests and triggers are off: they exist to change who is paid.
func TestLowerPathHelpsNoNote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := quiet()
		s.Revolving.Months = rapid.IntRange(0, 18).Draw(t, "revolving")
		s.Cleanup.Share = 0 // a call is the owner's choice
		path := months(20).Draw(t, "path")
		for i := range path {
			path[i].offered = 0
		}
		last := rapid.Int64Range(0, 1000).Draw(t, "last")
		lower := rapid.Int64Range(0, 1000).Draw(t, "lower")
		high, err := live(mustOpen(t, s, d0Pool), d0Pool, path, 1000, last)
		low, err2 := live(mustOpen(t, s, d0Pool), d0Pool, path, lower, last)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		for i := range high.Notes {
			if low.Notes[i].Loss < high.Notes[i].Loss {
				t.Fatalf("%s loses %v on the lower path and %v on the higher", low.Notes[i].Name, low.Notes[i].Loss, high.Notes[i].Loss)
			}
		}
	})
}

// TestLargerReserveHelpsA is the second half of I10.
func TestLargerReserveHelpsA(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := months(20).Draw(t, "path")
		last := rapid.Int64Range(0, 1000).Draw(t, "last")
		more := unit.USD(rapid.Int64Range(0, 20_000_000_00).Draw(t, "more"))
		s := quiet()
		s.Cleanup.Share = 0
		small, err := live(mustOpen(t, s, d0Pool), d0Pool, path, 1000, last)
		s = quiet()
		s.Cleanup.Share = 0
		s.Reserve.Initial += more
		s.Reserve.Target += unit.Rate(rapid.Int64Range(0, 100_000).Draw(t, "target"))
		large, err2 := live(mustOpen(t, s, d0Pool), d0Pool, path, 1000, last)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if large.Notes[0].Loss > small.Notes[0].Loss || large.Notes[0].InterestShort > small.Notes[0].InterestShort {
			t.Fatalf("A loses %v with the larger reserve and %v with the smaller", large.Notes[0], small.Notes[0])
		}
	})
}

// TestNamesAndHalvesDoNotMatter is I11: other names, and a note split into two equal halves.
func TestNamesAndHalvesDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := months(20).Draw(t, "path")
		last := rapid.Int64Range(0, 1000).Draw(t, "last")
		whole, err := live(mustOpen(t, quiet(), d0Pool), d0Pool, path, 1000, last)
		halves, err2 := live(mustOpen(t, split(), d0Pool), d0Pool, path, 1000, last)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		// Each half's coupon is rounded by itself: half a cent more or less, each month, carried into every later sum.
		tolerance := 2 * float64(len(path)+1)
		for _, c := range []struct {
			name string
			a, b unit.USD
		}{
			{"A", whole.Notes[0].Loss, halves.Notes[0].Loss + halves.Notes[1].Loss},
			{"A's interest", whole.Notes[0].Interest, halves.Notes[0].Interest + halves.Notes[1].Interest},
			{"B", whole.Notes[1].Loss, halves.Notes[2].Loss},
			{"residual", whole.Residual.Loss, halves.Residual.Loss},
			{"pool", whole.PoolLoss, halves.PoolLoss},
		} {
			if math.Abs(float64(c.a-c.b)) > tolerance {
				t.Fatalf("%s: %v whole, %v in halves", c.name, c.a, c.b)
			}
		}
	})
}

// split is quiet with A in two halves under other names.
func split() *credit.DealSpec {
	s := quiet()
	half := *s.Note["A"]
	half.Balance /= 2
	other := half
	delete(s.Note, "A")
	s.Note["zebra"], s.Note["yak"] = &half, &other
	both := []string{"zebra", "yak"}
	for _, name := range []string{"a-interest", "a-interest-all"} {
		one, two := *s.Step[name], *s.Step[name]
		one.Note, two.Note = "zebra", "yak"
		s.Step[name], s.Step["second-"+name] = &one, &two
	}
	for name, pay := range map[string][]string{"a-all": both, "a-test": both, "b-test": append(both, "B"), "principal": append(both, "B"), "write-down": append([]string{"B"}, both...)} {
		s.Step[name].Pay = pay
	}
	s.Test["A"].Metric, s.Trigger["senior-interest"].Metric = "oc.yak", "interest_short.yak"
	w := &s.Waterfall
	for _, list := range []*[]string{&w.Revolving, &w.Amortizing, &w.Enforcement} {
		var out []string
		for _, name := range *list {
			if out = append(out, name); name == "a-interest" || name == "a-interest-all" {
				out = append(out, "second-"+name)
			}
		}
		*list = out
	}
	return s
}

// TestScaling is I12: everything × k gives results × k, within rounding.
func TestScaling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.Int64Range(2, 50).Draw(t, "k")
		path := months(20).Draw(t, "path")
		last := rapid.Int64Range(0, 1000).Draw(t, "last")
		for i := range path {
			path[i].offered = 0
		}
		one, err := live(mustOpen(t, quiet(), d0Pool), d0Pool, path, 1000, last)
		s := quiet()
		for _, n := range s.Note {
			n.Balance *= unit.USD(k)
		}
		s.Cash, s.Reserve.Initial, s.Fee["trustee"].Month = s.Cash*unit.USD(k), s.Reserve.Initial*unit.USD(k), s.Fee["trustee"].Month*unit.USD(k)
		large := d0Pool * unit.USD(k)
		many, err2 := live(mustOpen(t, s, large), large, path, 1000, last)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		tolerance := float64(20*k) * float64(len(path)+1) // about ten amounts a month are rounded, here and there
		for i := range one.Notes {
			if math.Abs(float64(many.Notes[i].Loss-unit.USD(k)*one.Notes[i].Loss)) > tolerance {
				t.Fatalf("%s: %v × %d became %v", one.Notes[i].Name, one.Notes[i].Loss, k, many.Notes[i].Loss)
			}
		}
		if math.Abs(float64(many.Residual.Loss-unit.USD(k)*one.Residual.Loss)) > tolerance {
			t.Fatalf("residual: %v × %d became %v", one.Residual.Loss, k, many.Residual.Loss)
		}
	})
}

// TestQuietLifeYieldsTheCoupon is I15.
func TestQuietLifeYieldsTheCoupon(t *testing.T) {
	for _, k := range credit.DealKinds[1:] {
		s := k.Preset().(*credit.DealSpec)
		d := open(t, s, d0Pool)
		var day unit.Date
		for range 18 {
			day = d.Next()
			in, facts := paying(d0Pool)
			d.Mark(d.Next()-15, facts)
			d.Collect(in)
			payDay(t, d, facts)
			if s.Revolving.Months == 0 {
				break // amortizing on 0.9M of cash: the pool no longer covers what follows
			}
		}
		res := windUp(t, d, day, credit.Estate{Principal: d0Pool})
		if len(d.Log()) != 0 || res.PoolLoss != 0 {
			t.Errorf("%s: log %v, pool loss %v", k.Name, d.Log(), res.PoolLoss)
		}
		for _, n := range res.Notes {
			y, err := d.Yields(n.Name)
			if err != nil || n.Loss != 0 || n.InterestShort != 0 {
				t.Errorf("%s, %s: %v, loss %v", k.Name, n.Name, err, n.Loss)
			}
			within(t, fmt.Sprintf("%s, yield of %s", k.Name, n.Name), y.Nominal, s.Note[n.Name].Coupon.Float(), 3e-9) // a third of a cent on each coupon
		}
	}
}
