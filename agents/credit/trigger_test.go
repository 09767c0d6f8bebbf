package credit_test

import (
	"slices"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// only is ledn-2026-1 with one trigger on.
func only(name string, change func(*credit.TriggerSpec)) *credit.DealSpec {
	s := credit.Ledn20261()
	s.Tests = "off"
	for n, trigger := range s.Trigger {
		trigger.Off = n != name
	}
	if change != nil {
		change(s.Trigger[name])
	}
	return s
}

func TestPoolLTVStopsPurchasesDailyAndLifts(t *testing.T) {
	d := open(t, only("pool-ltv", nil), d0Pool)
	day := unit.DateOf(2026, 1, 10)
	at := func(debt unit.USD) credit.Handed {
		day++
		return d.Mark(day, credit.PoolFacts{Performing: d0Pool, Debt: debt, Collateral: usd(200_000_000, 0)})
	}
	if h := at(usd(150_000_000, 0)); h.Room == 0 || len(d.Log()) != 0 {
		t.Errorf("at 75%%: %+v %v, want quiet: a threshold is passed strictly", h, d.Log())
	}
	if h := at(usd(150_000_000, 1)); h.Room != 0 || h.Phase != credit.Revolving || len(d.Log()) != 1 {
		t.Errorf("a cent above 75%%: %+v %v, want no room", h, d.Log())
	}
	if h := at(usd(100_000_000, 0)); h.Room == 0 || len(d.Log()) != 2 || d.Log()[1].Fired {
		t.Errorf("below again: %+v %v, want it lifted", h, d.Log())
	}
}

func TestUninvestedCashAmortizesAfterThreePeriods(t *testing.T) {
	d := open(t, only("uninvested", nil), d0Pool)
	var entered []credit.Phase
	d.Entered = func(p credit.Phase) { entered = append(entered, p) }
	repaid := usd(80_000_000, 0)
	for month := 1; month <= 3; month++ {
		in, facts := paying(d0Pool - repaid)
		if month == 1 {
			in, _ = paying(d0Pool)
			in.Principal = repaid
		}
		d.Collect(in)
		h := payDay(t, d, facts)
		if early := h.Phase == credit.Amortizing; early != (month == 3) {
			t.Errorf("month %d: phase %v", month, h.Phase)
		}
	}
	res := d.Log()
	if len(res) != 1 || res[0].Trigger != "uninvested" || res[0].Day != unit.DateOf(2026, 3, 31) {
		t.Errorf("log %v", res)
	}
	if d.Balance(credit.FundingAccount) != 0 {
		t.Error("funding was not paid out the same day")
	}
	if _, err := d.WindUp(unit.DateOf(2026, 4, 1), credit.Estate{Principal: d0Pool - repaid}); err != nil || !slices.Equal(entered, []credit.Phase{credit.Amortizing}) {
		t.Errorf("told of %v, %v, want amortizing once: a winding up is no phase", entered, err)
	}
}

func TestMissedSeniorInterestEnforces(t *testing.T) {
	s := only("senior-interest", nil)
	s.Reserve.Initial = usd(1_000_000, 0)
	d := open(t, s, d0Pool)
	if h := payDay(t, d, credit.PoolFacts{Performing: d0Pool}); h.Phase != credit.Revolving {
		t.Errorf("phase %v on the day of the shortfall: metrics are as the last list left them", h.Phase)
	}
	last := watch(d)
	d.Collect(credit.Collections{Principal: usd(1_000_000, 0)})
	h := payDay(t, d, credit.PoolFacts{Performing: d0Pool - usd(1_000_000, 0)})
	if h.Phase != credit.Enforcement || last["note.A"].Short != 0 || last["note.A"].Principal == 0 || last["note.B"].Interest != 0 {
		t.Errorf("phase %v, A %+v, B %+v: want everything to A first", h.Phase, last["note.A"], last["note.B"])
	}
	if last["note.A"].Close == 0 || last["note.B"].Close == 0 {
		t.Error("notes were written down while loans are open")
	}
}

func TestReserveTriggerIsCurable(t *testing.T) {
	d := open(t, only("reserve", nil), d0Pool)
	phases := ""
	for month := 1; month <= 8; month++ {
		in, facts := paying(d0Pool)
		if month <= 2 {
			in.Interest = 0 // the reserve pays
		}
		d.Collect(in)
		phases += payDay(t, d, facts).Phase.String()[:1]
	}
	// Below target after month 1 and 2, so it fires in month 3; 2.6M are refilled from 0.64M a month by month 7.
	if phases != "rraaaaaa" {
		t.Errorf("phases %s", phases)
	}
	for range 3 {
		in, facts := paying(d0Pool)
		d.Collect(in)
		phases += payDay(t, d, facts).Phase.String()[:1]
	}
	if phases[len(phases)-1] != 'r' || d.Log()[len(d.Log())-1].Fired {
		t.Errorf("phases %s, log %v: want revolving again", phases, d.Log())
	}
}

func TestLTVAtSaleLooksBackThreePeriods(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	debt := usd(1_000_000, 0)
	sale := func(ltv unit.Rate) credit.Collections {
		return credit.Collections{SoldDebt: debt, SoldLTV: ltv.Of(debt)}
	}
	if _, ok := d.Metric("ltv_at_sale_3m"); ok {
		t.Error("there is a mean of no sale")
	}
	for i, want := range []float64{0.80, 0.85, 0.85, 0.90} {
		c := credit.Collections{}
		if i == 0 || i == 1 {
			c = sale(unit.Rate(800_000 + 100_000*i))
		}
		d.Collect(c)
		payDay(t, d, credit.PoolFacts{Performing: d0Pool})
		got, _ := d.Metric("ltv_at_sale_3m")
		within(t, "LTV at sale", got, want, 1e-15)
	}
}

func TestOutsideEventFiresOnItsDay(t *testing.T) {
	failed := unit.DateOf(2026, 1, 20)
	s := only("oc", nil)
	s.Trigger["servicer"] = &credit.TriggerSpec{Date: &failed, Consecutive: 1, Effect: "early-amortization"}
	d := open(t, s, d0Pool)
	if d.Mark(failed-1, credit.PoolFacts{Performing: d0Pool}); len(d.Log()) != 0 {
		t.Error("fired a day early")
	}
	if h := d.Mark(failed, credit.PoolFacts{Performing: d0Pool}); h.Phase != credit.Amortizing || h.Room != 0 {
		t.Errorf("handed %+v", h)
	}
}

func TestTrapKeepsTheResidual(t *testing.T) {
	s := only("net-loss", func(t *credit.TriggerSpec) { t.Effect = "trap" })
	d := open(t, s, d0Pool)
	last := watch(d)
	in, facts := paying(d0Pool)
	lost := usd(2_000_000, 0)
	in.WrittenOff, facts.Performing = lost, d0Pool-lost
	d.Collect(in)
	payDay(t, d, facts)
	compare(t, amounts{"residual": 0, "funding": usd(900_000, 0) + usd(641_900, 0)}, amounts{"residual": last["residual"].Out, "funding": d.Balance(credit.FundingAccount)})
}

func TestCureTestPaysSeniorNotesFromInterest(t *testing.T) {
	s := quiet()
	s.Tests = "on"
	d := open(t, s, d0Pool)
	last := watch(d)
	in, facts := paying(d0Pool)
	lost := usd(6_500_000, 0) // assets 193.5M: B's 103% asks for notes of at most 187,864,077.66
	in.WrittenOff, facts.Performing = lost, d0Pool-lost
	d.Collect(in)
	payDay(t, d, facts)
	compare(t, amounts{"A": usd(135_922, 34), "B": 0}, amounts{"A": last["note.A"].Principal, "B": last["note.B"].Principal})
	if oc, _ := d.Metric("oc.B"); oc < 1.03 || oc > 1.0300001 {
		t.Errorf("oc.B is %v after its cure", oc)
	}
}

func TestCoverCallThenRecourse(t *testing.T) {
	s := credit.DealKinds[5].Preset().(*credit.DealSpec)
	d := open(t, s, d0Pool)
	day := unit.DateOf(2026, 1, 5)
	facts := func(covered unit.USD) credit.PoolFacts {
		return credit.PoolFacts{Performing: d0Pool, Debt: d0Pool, Collateral: covered, Covered: covered}
	}
	if h := d.Mark(day, facts(d0Pool)); h.Asked != 0 {
		t.Fatalf("asked for %v of a full cover", h.Asked)
	}
	h := d.Mark(day+1, facts(usd(150_000_000, 0))) // 90% of it and 0.9M cash against 160M
	if h.Asked != usd(24_100_000, 0) || h.Due != day+11 {
		t.Fatalf("asked %v until %v, want 24.1M in ten days", h.Asked, h.Due)
	}
	d.Deposit(usd(24_100_000, 0))
	if h = d.Mark(day+2, facts(usd(150_000_000, 0))); h.Asked != 0 || h.Phase != credit.Revolving {
		t.Fatalf("handed %+v after the deposit", h)
	}
	d.Mark(day+3, facts(usd(100_000_000, 0)))
	if h = d.Mark(day+13, facts(usd(100_000_000, 0))); h.Phase != credit.Enforcement {
		t.Fatalf("phase %v after ten days without an answer", h.Phase)
	}
	res := windUp(t, d, day+13, credit.Estate{Principal: usd(100_000_000, 0)})
	if res.Notes[0].Loss != 0 || res.Claimed == 0 || res.Unpaid != 0 {
		t.Errorf("loss %v, claimed %v, unpaid %v: want the lender to make the notes whole", res.Notes[0].Loss, res.Claimed, res.Unpaid)
	}
}

func TestRecourseEndsWithTheLendersMeans(t *testing.T) {
	s := credit.DealKinds[5].Preset().(*credit.DealSpec)
	s.Triggers = "off"
	d := open(t, s, d0Pool)
	res := windUp(t, d, unit.DateOf(2025, 12, 31), credit.Estate{Principal: usd(90_000_000, 0)})
	short := usd(160_000_000-90_000_000-10_300_000-50_000_000, 0)
	compare(t, amounts{"claimed": usd(50_000_000, 0), "unpaid": short, "loss": short}, amounts{"claimed": res.Claimed, "unpaid": res.Unpaid, "loss": res.Notes[0].Loss})
}

func TestProRataTurnsSequential(t *testing.T) {
	s := credit.DealKinds[3].Preset().(*credit.DealSpec)
	s.Tests, s.Revolving.Months = "off", 0
	for name, trigger := range s.Trigger {
		trigger.Off = name != "net-loss"
	}
	d := open(t, s, d0Pool)
	last := watch(d)
	in, facts := paying(d0Pool)
	in.Principal, facts.Performing = usd(18_800_000, 0)-usd(900_000, 0), d0Pool-usd(17_900_000, 0)
	d.Collect(in)
	payDay(t, d, facts)
	compare(t, amounts{"A": usd(16_000_000, 0), "B": usd(2_800_000, 0)}, amounts{"A": last["note.A"].Principal, "B": last["note.B"].Principal})
	lost := usd(3_000_000, 0)
	pool := facts.Performing
	in, facts = paying(pool)
	in.Principal, in.WrittenOff, facts.Performing = usd(10_000_000, 0), lost, pool-lost-usd(10_000_000, 0)
	d.Collect(in)
	payDay(t, d, facts)
	compare(t, amounts{"A": usd(10_000_000, 0), "B": 0}, amounts{"A": last["note.A"].Principal, "B": last["note.B"].Principal})
}

func TestLevelsReadAndWriteThemselves(t *testing.T) {
	for _, c := range []struct {
		raw   any
		want  credit.Level
		text  string
		float float64
	}{
		{"103%", credit.Level{Amount: 1_030_000}, `"103%"`, 1.03},
		{"335bp", credit.Level{Amount: 33_500}, `"3.35%"`, 0.0335},
		{int64(0), credit.Level{Dollars: true}, "0.00", 0},
		{12.5, credit.Level{Amount: 1_250, Dollars: true}, "12.50", 12.5},
	} {
		var l credit.Level
		if err := l.UnmarshalTOML(c.raw); err != nil || l != c.want || l.Float() != c.float {
			t.Errorf("%v reads as %+v (%v)", c.raw, l, err)
		}
		if text, _ := l.MarshalTOML(); string(text) != c.text {
			t.Errorf("%v writes as %s", c.raw, text)
		}
	}
	var l credit.Level
	if l.UnmarshalTOML(true) == nil || l.UnmarshalTOML("103") == nil {
		t.Error("accepts a level without a unit")
	}
}

// The legal final runs the enforcement list on its date; until then a deal is what its triggers make it.
func TestLegalFinalBeginsOnItsDate(t *testing.T) {
	s := quiet()
	s.Revolving.Months, s.LegalFinal = 2, 3
	d := open(t, s, d0Pool)
	var entered []credit.Phase
	d.Entered = func(p credit.Phase) { entered = append(entered, p) }
	for _, want := range []credit.Phase{credit.Revolving, credit.Amortizing, credit.Enforcement} {
		if h := payDay(t, d, credit.PoolFacts{Performing: d0Pool}); h.Phase != want {
			t.Errorf("phase %v before %v, want %v", h.Phase, d.Next(), want)
		}
	}
	if !slices.Equal(entered, []credit.Phase{credit.Amortizing, credit.Enforcement}) {
		t.Errorf("entered %v", entered)
	}
}
