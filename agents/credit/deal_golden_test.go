package credit_test

import (
	"math"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// usd writes dollars and cents as they are printed: usd(1_957_816, 67).
func usd(dollars, cents int64) unit.USD { return unit.USD(dollars*100 + cents) }

const (
	d0Pool  = unit.USD(199_100_000_00)
	d0Coins = unit.BTC(4_078_87_000_000)
)

// quiet is ledn-2026-1 with tests and triggers off, as the golden cases have it.
func quiet() *credit.DealSpec {
	s := credit.Ledn20261()
	s.Tests, s.Triggers = "off", "off"
	return s
}

func open(t testing.TB, s credit.DealParams, principal unit.USD) *credit.Deal {
	t.Helper()
	d, err := s.Open(credit.Opening{Day: unit.DateOf(2025, 12, 31), Principal: principal, Collateral: 2 * principal, Covered: func(unit.Rate) unit.USD { return principal }})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func payDay(t testing.TB, d *credit.Deal, f credit.PoolFacts) credit.Handed {
	t.Helper()
	h, err := d.PayDay(f)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func windUp(t testing.TB, d *credit.Deal, day unit.Date, e credit.Estate) credit.Result {
	t.Helper()
	res, err := d.WindUp(day, e)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// watch keeps the entries of the last payment date by item.
func watch(d *credit.Deal) map[string]credit.Entry {
	last := map[string]credit.Entry{}
	d.Record = func(e credit.Entry) { last[e.Item] = e }
	return last
}

type amounts map[string]unit.USD

func compare(t *testing.T, want, got amounts) {
	t.Helper()
	if len(want) == 0 {
		t.Error("compares nothing")
	}
	for name, v := range want {
		if got[name] != v {
			t.Errorf("%s is %v, want %v", name, got[name], v)
		}
	}
}

func within(t *testing.T, name string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %.10g, want %.10g ± %g", name, got, want, tolerance)
	}
}

func TestGoldenG1OneMonth(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	last := watch(d)
	interest := unit.Interest(d0Pool, 118_000, 30, 360)
	d.Collect(credit.Collections{Interest: interest})
	payDay(t, d, credit.PoolFacts{Performing: d0Pool, Accrued: interest})
	compare(t, amounts{"in": usd(1_957_816, 67), "trustee": usd(15_000, 0), "servicer": usd(165_916, 67), "A": usd(913_333, 33), "B": usd(221_666, 67), "residual": usd(641_900, 0)},
		amounts{"in": last["account.interest"].In, "trustee": last["fee.trustee"].Out, "servicer": last["fee.servicer"].Out,
			"A": last["note.A"].Interest, "B": last["note.B"].Interest, "residual": last["residual"].Out})
}

func TestGoldenG2G3ReserveRunsDry(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	last := watch(d)
	full := credit.PoolFacts{Performing: d0Pool}
	payDay(t, d, full)
	compare(t, amounts{"reserve after a month": usd(8_084_083, 33), "paid a month": usd(1_315_916, 67)},
		amounts{"reserve after a month": d.Balance(credit.ReserveAccount), "paid a month": last["account.reserve"].Out})
	for range 6 {
		payDay(t, d, full)
	}
	compare(t, amounts{"reserve after seven": usd(188_583, 31), "A": usd(913_333, 33), "B": usd(221_666, 67)},
		amounts{"reserve after seven": d.Balance(credit.ReserveAccount), "A": last["note.A"].Interest, "B": last["note.B"].Interest})
	payDay(t, d, full)
	compare(t, amounts{"trustee": usd(15_000, 0), "servicer": usd(165_916, 67), "A": usd(7_666, 64), "A short": usd(905_666, 69), "B short": usd(221_666, 67), "reserve": 0},
		amounts{"trustee": last["fee.trustee"].Out, "servicer": last["fee.servicer"].Out, "A": last["note.A"].Interest,
			"A short": last["note.A"].Short, "B short": last["note.B"].Short, "reserve": d.Balance(credit.ReserveAccount)})
	fresh := open(t, quiet(), d0Pool)
	payDay(t, fresh, full) // what is due a month, while the reserve is what it was less one month
	months, _ := fresh.ReserveMonths()
	within(t, "months of cover at the start", months+1, 7.1433, 5e-5) // printed digits
}

// TestGoldenSales is everything sold at once on the first day: a sale brings the pool min(debt, proceeds).
func TestGoldenSales(t *testing.T) {
	for _, c := range []struct {
		name            string
		gross, proceeds unit.USD
		want            amounts
		share           float64 // of the note that loses, in percent as printed
		of              int
		tolerance       float64
	}{
		{"G4 at 61,000", usd(248_811_070, 0), unit.Price(61_000_00).Value(d0Coins),
			amounts{"pool": 0, "A": 0, "B": 0, "left": usd(21_400_000, 0), "borrowers": usd(49_711_070, 0)}, 0, 0, 0},
		{"G5 at 45,000", usd(183_549_150, 0), unit.Price(45_000_00).Value(d0Coins),
			amounts{"pool": usd(15_550_850, 0), "A": 0, "B": 0, "left": usd(5_849_150, 0)}, 0, 0, 0},
		{"G5 at 40,000", usd(163_154_800, 0), unit.Price(40_000_00).Value(d0Coins),
			amounts{"pool": usd(35_945_200, 0), "A": 0, "B": usd(14_545_200, 0), "left": 0, "B gets": usd(13_454_800, 0)}, 51.947143, 1, 5e-7},
		{"G8 79% default, 68% recovery", usd(148_767_520, 0), d0Pool - unit.Rate(252_800).Of(d0Pool),
			amounts{"pool": usd(50_332_480, 0), "A": usd(932_480, 0), "B": usd(28_000_000, 0), "left": 0, "available": usd(159_067_520, 0)}, 0.5828, 0, 5e-5},
		{"gap of 27.94% under 80%", usd(179_339_325, 0), gapped(27_940_0 / 10),
			amounts{"pool": usd(19_760_675, 0), "A": 0, "B": 0, "left": usd(1_639_325, 0)}, 0, 0, 0},
		{"gap of 30%", usd(174_212_500, 0), gapped(30_000), amounts{"pool": usd(24_887_500, 0), "A": 0, "B": usd(3_487_500, 0)}, 0, 0, 0},
		{"gap of 45.6%", usd(135_388_000, 0), gapped(45_600), amounts{"pool": usd(63_712_000, 0), "A": usd(14_312_000, 0), "B": usd(28_000_000, 0)}, 0, 0, 0},
		{"gap of 49%", usd(126_926_250, 0), gapped(49_000), amounts{"pool": usd(72_173_750, 0), "A": usd(22_773_750, 0), "B": usd(28_000_000, 0)}, 0, 0, 0},
		{"gap of 20%", d0Pool, gapped(20_000), amounts{"pool": 0, "A": 0, "B": 0}, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.proceeds != c.gross {
				t.Errorf("gross %v, want %v", c.proceeds, c.gross)
			}
			d := open(t, quiet(), d0Pool)
			paid := min(c.proceeds, d0Pool)
			res := windUp(t, d, unit.DateOf(2025, 12, 31), credit.Estate{Principal: paid})
			a, b := res.Notes[0], res.Notes[1]
			compare(t, c.want, amounts{"pool": res.PoolLoss, "A": a.Loss, "B": b.Loss, "left": res.Residual.Paid, "B gets": b.Principal,
				"borrowers": c.proceeds - paid, "available": paid + usd(10_300_000, 0)})
			if c.share > 0 {
				within(t, "share lost in %", 100*res.Notes[c.of].LossShare, c.share, c.tolerance)
			}
			if a.Interest+b.Interest != 0 {
				t.Error("an instant run takes no time, so no coupon is due")
			}
		})
	}
}

// gapped is the proceeds of D0 sold at a gap, in 1/1000 of a percent, under the price of LTV 80%.
func gapped(gap int64) unit.USD {
	return unit.USD(unit.MulDivFloor(int64(d0Pool), 10*(100_000-gap), 800_000))
}

// TestGoldenBreakEvens finds, by bisection, the gap at which each class loses its first dollar when a share of D0 is in
// default, and the price below which a static sale costs B something.
func TestGoldenBreakEvens(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	losses := func(proceeds unit.USD) []credit.NoteResult {
		d.Reset()
		return windUp(t, d, unit.DateOf(2025, 12, 31), credit.Estate{Principal: min(proceeds, d0Pool)}).Notes
	}
	for _, c := range []struct{ share, b, a float64 }{
		{1, 28.598694, 39.849322}, {0.79, 30.884423, 45.125724}, {0.50, 37.197388, 59.698644}, {0.25, 54.394776, 99.397288},
	} {
		for note, want := range map[int]float64{0: c.a, 1: c.b} {
			lo, hi := 20.0, 100.0
			for hi-lo > 1e-9 {
				mid := (lo + hi) / 2
				whole := float64(d0Pool) * (1 - c.share)
				sold := float64(d0Pool) * c.share * (1 - mid/100) / 0.8
				if losses(unit.USD(whole + sold))[note].Loss > 0 {
					hi = mid
				} else {
					lo = mid
				}
			}
			within(t, "gap in %", hi, want, 6e-7) // printed digits and a cent in 20bn
		}
	}
	if loss := losses(unit.Price(43_565_99).Value(d0Coins))[1].Loss; loss != 0 {
		t.Errorf("B loses %v at 43,565.99", loss)
	}
	if loss := losses(unit.Price(43_565_98).Value(d0Coins))[1].Loss; loss == 0 {
		t.Error("B loses nothing below 43,565.99")
	}
}

func TestGoldenG9EarlyAmortization(t *testing.T) {
	s := credit.Ledn20261()
	s.Tests, s.Cash = "off", usd(50_000_000, 0)
	for name, trigger := range s.Trigger {
		trigger.Off = name != "oc"
	}
	d := open(t, s, usd(150_000_000, 0))
	last := watch(d)
	due := usd(15_000, 0) + usd(125_000, 0) + usd(913_333, 33) + usd(221_666, 67) // trustee, servicer on 150M, coupons
	d.Collect(credit.Collections{Interest: due})
	h := payDay(t, d, credit.PoolFacts{Performing: usd(150_000_000, 0)})
	if oc, _ := d.Metric("oc.B"); h.Phase != credit.Revolving || len(d.Log()) != 0 {
		t.Errorf("phase %v at oc %v: want revolving and quiet", h.Phase, oc)
	} else {
		within(t, "oc", oc, 1.0638297872, 5e-11) // printed digits
	}
	if h.Room != usd(50_000_000, 0) {
		t.Errorf("room to buy is %v, want all the cash", h.Room)
	}

	d.Collect(credit.Collections{Interest: due, WrittenOff: usd(10_000_000, 0)})
	h = payDay(t, d, credit.PoolFacts{Performing: usd(140_000_000, 0)})
	if len(d.Log()) != 1 || d.Log()[0].Trigger != "oc" || h.Phase != credit.Amortizing || h.Room != 0 {
		t.Fatalf("log %v, phase %v, room %v: want oc to amortize and room 0", d.Log(), h.Phase, h.Room)
	}
	within(t, "oc", d.Log()[0].Value, 1.0106382979, 5e-11) // printed digits
	compare(t, amounts{"A": usd(110_000_000, 0), "paid": usd(50_000_000, 0), "reserve": usd(6_900_000, 0), "released": usd(2_500_000, 0), "residual": usd(2_500_000, 0)},
		amounts{"A": last["note.A"].Close, "paid": last["note.A"].Principal, "reserve": d.Balance(credit.ReserveAccount),
			"released": last["account.reserve"].Out, "residual": last["residual"].Out})
	payDay(t, d, credit.PoolFacts{Performing: usd(140_000_000, 0)})
	compare(t, amounts{"next coupon of A": usd(627_916, 67)}, amounts{"next coupon of A": last["note.A"].Due})
}

// TestGoldenG10CashDrag finds the loans at which three months of income just pay fees and coupons.
func TestGoldenG10CashDrag(t *testing.T) {
	spread := func(loans unit.USD) float64 {
		s := quiet()
		s.Cash = usd(200_000_000, 0) - loans
		d := open(t, s, loans)
		for range 3 {
			interest := unit.Interest(loans, 118_000, 30, 360)
			d.Collect(credit.Collections{Interest: interest})
			payDay(t, d, credit.PoolFacts{Performing: loans, Accrued: interest})
		}
		v, ok := d.Metric("excess_spread_3m")
		if !ok {
			t.Fatal("no excess spread after three months")
		}
		return v
	}
	lo, hi := usd(100_000_000, 0), usd(199_000_000, 0)
	for hi-lo > 1_00 {
		if mid := lo + (hi-lo)/2; spread(mid) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	within(t, "loans at which excess spread is 0", lo.Float(), 127_777_777.78, 600) // months are rounded to the ppm, and ½ ppm of spread is $592 of loans
	within(t, "cash share", 1-lo.Float()/200e6, 0.361111, 5e-6)
	coupons := 12 * (unit.Interest(usd(160_000_000, 0), 68_500, 30, 360) + unit.Interest(usd(28_000_000, 0), 95_000, 30, 360))
	within(t, "coupons a year", coupons.Float(), 13_620_000, 0.06) // each month is rounded to the cent
}

func TestGoldenG11Yields(t *testing.T) {
	s := quiet()
	s.Revolving.Months, s.Fee, s.LegalFinal, s.Cash = 0, nil, 12, 0
	delete(s.Note, "B")
	for _, name := range []string{"principal", "write-down", "a-test"} {
		s.Step[name].Pay = []string{"A"}
	}
	for _, name := range []string{"trustee", "servicer", "b-interest", "b-test", "b-interest-all", "b-all"} {
		s.Step[name] = off()
	}
	delete(s.Test, "B")
	s.Trigger = nil
	pool := usd(160_000_000, 0)
	d := open(t, s, pool)
	for month := 1; month <= 12; month++ {
		coupon := unit.Interest(pool, 68_500, 30, 360)
		repaid := map[int]unit.USD{6: usd(60_000_000, 0), 12: usd(100_000_000, 0)}[month]
		d.Collect(credit.Collections{Interest: coupon, Principal: repaid})
		pool -= repaid
		payDay(t, d, credit.PoolFacts{Performing: pool})
	}
	res := windUp(t, d, d.Next(), credit.Estate{})
	compare(t, amounts{"interest": usd(8_904_999, 96), "A": 0}, amounts{"interest": res.Notes[0].Interest, "A": res.Notes[0].Loss})
	y, err := d.Yields("A")
	if err != nil {
		t.Fatal(err)
	}
	price, err := d.PriceAt("A", 335*unit.BP)
	if err != nil {
		t.Fatal(err)
	}
	within(t, "WAL", y.WAL, 0.8125, 0)
	within(t, "WAL over original", y.WALOriginal, 0.8125, 0)
	within(t, "IRR a month", y.Monthly, 0.005708333, 5e-10) // printed digits; coupons are whole cents
	within(t, "IRR nominal", y.Nominal, 0.0685, 5e-9)
	within(t, "IRR effective", y.Effective, 0.07069207, 5e-9)
	within(t, "discount margin", y.DiscountMargin, 335, 5e-3)
	within(t, "Z-spread on a flat curve", y.ZSpread, 335, 5e-3)
	within(t, "price at 335 bp", price, 1, 1e-8)
}

func off() *credit.StepSpec { return &credit.StepSpec{Do: "audit", Off: true} }

func TestGoldenG14ProRata(t *testing.T) {
	s := credit.DealKinds[3].Preset().(*credit.DealSpec)
	s.Tests, s.Triggers, s.Revolving.Months, s.Cash = "off", "off", 0, 0
	d := open(t, s, d0Pool)
	d.Collect(credit.Collections{Principal: usd(1_000_000, 1)})
	last := watch(d)
	payDay(t, d, credit.PoolFacts{Performing: d0Pool - usd(1_000_000, 1)})
	compare(t, amounts{"A": usd(851_063, 84), "B": usd(148_936, 17)}, amounts{"A": last["note.A"].Principal, "B": last["note.B"].Principal})
}

func TestGoldenG15TopUp(t *testing.T) {
	const loan, price = 10_000_00, 61_000_00
	from := unit.MulDivCeil(loan*10, int64(unit.Coin), 7*price) // rounded up once
	to := unit.MulDivCeil(loan*2, int64(unit.Coin), price)
	if from != 23_419_204 || to != 32_786_886 || to-from != 9_367_682 {
		t.Errorf("coins %d and %d, want 23419204, 32786886 (9367682 more)", from, to)
	}
	within(t, "share added", float64(to-from)/float64(from), 0.4, 5e-5) // printed digits
}

func TestGoldenG16MarketValueBond(t *testing.T) {
	s := credit.DealKinds[6].Preset().(*credit.DealSpec)
	s.Cash = 0
	notes := usd(188_000_000, 0)
	d := open(t, s, d0Pool)
	facts := func(cover unit.Rate) credit.PoolFacts {
		return credit.PoolFacts{Performing: d0Pool, Debt: d0Pool, Collateral: cover.Of(notes)}
	}
	day := unit.DateOf(2026, 1, 5)
	h := d.Mark(day, facts(1_600_000))
	cover, _ := d.Metric("cover_discounted")
	within(t, "discounted cover at start", cover, 1.15296, 1e-12)
	if len(d.Log()) != 0 || h.Asked != 0 {
		t.Errorf("fired at a cover of 1.60: %v", d.Log())
	}
	if d.Mark(day+1, facts(1_400_001)); len(d.Log()) != 0 {
		t.Errorf("fired above 1.40: %v", d.Log())
	}
	h = d.Mark(day+2, facts(1_400_000)) // BTC −12.5% from 1.60
	cover, _ = d.Metric("cover_discounted")
	within(t, "discounted cover at the trigger", cover, 1.00884, 1e-12)
	if !h.Redeem || h.Due != day+4 || h.Asked != notes-usd(9_400_000, 0) {
		t.Errorf("handed %+v: want a redemption in full within two days", h)
	}
	within(t, "further gap of the first loss", 1-1/1.4, 0.285714, 5e-7) // printed digits
}

// TestGoldenG17MiniTrust is a whole life by hand.
func TestGoldenG17MiniTrust(t *testing.T) {
	d := open(t, miniTrust(), usd(1_000_000, 0))
	last := watch(d)
	steps := []struct {
		in    credit.Collections
		facts credit.PoolFacts
		want  amounts
	}{
		{credit.Collections{}, credit.PoolFacts{Performing: usd(1_000_000, 0)},
			amounts{"fee": usd(833, 33), "A coupon": usd(3_500, 0), "B coupon": usd(2_000, 0), "A": 0, "B": 0, "reserve": usd(38_666, 67), "residual": 0}},
		{credit.Collections{Principal: usd(600_000, 0), Interest: usd(12_000, 0)}, credit.PoolFacts{Performing: usd(400_000, 0)},
			amounts{"fee": usd(833, 33), "A coupon": usd(3_500, 0), "B coupon": usd(2_000, 0), "A": usd(600_000, 0), "B": 0, "reserve": usd(15_000, 0), "residual": usd(29_333, 34)}},
		{credit.Collections{Gross: usd(360_000, 0), RecoveredPrincipal: usd(360_000, 0), Owed: usd(412_000, 0), WrittenOff: usd(40_000, 0)}, credit.PoolFacts{},
			amounts{"fee": usd(333, 33), "A coupon": usd(500, 0), "B coupon": usd(2_000, 0), "A": usd(100_000, 0), "B": usd(200_000, 0), "reserve": 0, "residual": usd(72_166, 67)}},
	}
	for _, c := range steps {
		d.Collect(c.in)
		payDay(t, d, c.facts)
		compare(t, c.want, amounts{"fee": last["fee.servicer"].Out, "A coupon": last["note.A"].Interest, "B coupon": last["note.B"].Interest,
			"A": last["note.A"].Principal, "B": last["note.B"].Principal, "reserve": d.Balance(credit.ReserveAccount), "residual": last["residual"].Out})
	}
	res := windUp(t, d, d.Next(), credit.Estate{})
	a, b, owner := res.Notes[0], res.Notes[1], res.Residual
	compare(t, amounts{"A": usd(707_500, 0), "B": usd(206_000, 0), "owner": usd(101_500, 1), "equity": usd(145_000, 0), "owner's loss": usd(43_499, 99), "pool loss": usd(40_000, 0)},
		amounts{"A": a.Principal + a.Interest, "B": b.Principal + b.Interest, "owner": owner.Paid, "equity": owner.Equity, "owner's loss": owner.Loss, "pool loss": res.PoolLoss})
	ya, _ := d.Yields("A")
	yb, _ := d.Yields("B")
	yr, err := d.ResidualYield()
	if err != nil {
		t.Fatal(err)
	}
	within(t, "A a month", ya.Monthly, 0.005, 1e-12)
	within(t, "B a month", yb.Monthly, 0.01, 1e-12)
	within(t, "residual a month", yr.Monthly, -0.122719, 5e-7) // printed digits
	within(t, "WAL of A", ya.WAL, 0.1785714, 5e-8)             // printed digits
}

// miniTrust is the deal of G17 as overrides of ledn-2026-1.
func miniTrust() *credit.DealSpec {
	s := quiet()
	six, twelve := 6*unit.Percent, 12*unit.Percent
	s.Note = map[string]*credit.NoteSpec{
		"A": {Balance: usd(700_000, 0), Coupon: &six, Rank: 1},
		"B": {Balance: usd(200_000, 0), Coupon: &twelve, Rank: 2, Deferrable: true},
	}
	s.Fee["trustee"].Off = true
	s.Cash, s.Reserve.Initial, s.Revolving.Months, s.LegalFinal, s.Cleanup.Share = 0, usd(45_000, 0), 0, 3, 0
	return s
}
