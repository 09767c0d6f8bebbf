package credit_test

import (
	"math"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

func TestMetricsOfADay(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	lost := usd(1_991_000, 0)
	c, _ := paying(d0Pool)
	c.WrittenOff, c.Interest = lost, 0 // the reserve pays
	d.Collect(c)
	performing, liquidating := usd(150_000_000, 0), d0Pool-lost-usd(150_000_000, 0)
	facts := credit.PoolFacts{Performing: performing, Liquidating: liquidating, Debt: usd(200_000_000, 0), Collateral: usd(320_000_000, 0)}
	payDay(t, d, facts)
	for _, c := range []struct {
		name string
		want float64
	}{
		{"oc.A", 150.9 / 160},
		{"oc.B", 150.9 / 188},
		{"ltv_pool", 200.0 / 320},
		{"net_loss_cumulative", 0.01},
		{"uninvested_share", 0.9 / 150.9},
		{"reserve_to_target", (9.4 - 1.31591667) / 9.4},
		{"interest_short.A", 0},
	} {
		got, ok := d.Metric(c.name)
		if !ok {
			t.Errorf("%s does not exist", c.name)
		}
		within(t, c.name, got, c.want, 1e-15) // one division of exact integers
	}
	market, ok := d.MarketOC()
	within(t, "market-value OC", market, 320.9/188, 1e-15)
	for _, name := range []string{"oc", "oc.Z", "excess_spread_3m", "cover_", "ltv_pool.A"} {
		if v, ok := d.Metric(name); ok {
			t.Errorf("%s exists: %v", name, v)
		}
	}
	if !ok {
		t.Error("no market-value OC")
	}
	s := quiet()
	s.Trigger["oc"].Op = ""
	if len(faultsOf(s)) == 0 {
		t.Error("a trigger may compare by nothing")
	}
}

// TestComparisonsAreExact fires a trigger one cent past its level and not at it, for each operator and sizes that a
// float64 could not tell apart.
func TestComparisonsAreExact(t *testing.T) {
	const huge = unit.USD(1) << 60
	for _, c := range []struct {
		op    string
		debt  unit.USD
		fires bool
	}{
		{"<", huge, false}, {"<", huge - 1, true}, {"<=", huge, true}, {"<=", huge + 1, false},
		{">", huge, false}, {">", huge + 1, true}, {">=", huge, true}, {">=", huge - 1, false},
	} {
		s := only("pool-ltv", func(t *credit.TriggerSpec) { t.Op, t.Level = c.op, credit.Level{Amount: 500_000} })
		d := open(t, s, d0Pool)
		d.Mark(unit.DateOf(2026, 1, 5), credit.PoolFacts{Performing: d0Pool, Debt: c.debt, Collateral: 2 * huge})
		if fired := len(d.Log()) > 0; fired != c.fires {
			t.Errorf("%d %s half of 2^61: fired %v", c.debt-huge, c.op, fired)
		}
	}
}

func TestNegativeSpreadFiresBelowZero(t *testing.T) {
	d := open(t, only("spread", nil), d0Pool)
	for month := 1; month <= 3; month++ {
		h := payDay(t, d, credit.PoolFacts{Performing: d0Pool}) // nothing accrues
		if early := h.Phase == credit.Amortizing; early != (month == 3) {
			t.Errorf("month %d: phase %v: the mean is over three periods", month, h.Phase)
		}
	}
	got, _ := d.Metric("excess_spread_3m")
	if want := -12 * 1_315_916.67 / 199.1e6; math.Abs(got-want) > 5e-7 { // rounded to the ppm
		t.Errorf("spread %v, want %v", got, want)
	}
}

func TestCashEarnsTheCashRate(t *testing.T) {
	s := quiet()
	s.CashRate = 36_000
	d := open(t, s, d0Pool)
	last := watch(d)
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	compare(t, amounts{"income on 10.3M": usd(30_900, 0)}, amounts{"income on 10.3M": last["account.interest"].In})
}
