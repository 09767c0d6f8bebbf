package experiments_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// Strategic borrowers cure if and only if being sold out would cost more than the cash,
//
//	p_hit·c_s·c·M > r_c·(B − L_t·c·M)·years,  p_hit the first passage of a driftless GBM from the mark to L_liq
//
// each loan of a tape that is called on one day: the set of those cured is that of the formula, whose
// two sides differ by at least a millionth in every loan here. A month is long enough for every delay: of lognormal ones with a
// median of 6 h and sigma 1, three in a million take longer.
func TestStrategicBorrowersWeigh(t *testing.T) {
	const mark, volatility, saleCost, cashRate = 70_000.0, 0.55, 0.20, 0.25
	called := time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC)
	due := func(i int) time.Time { return called.AddDate(0, 2, 37*i%2_000) }
	coins := func(i int) float64 { return 10_000 / mark / (0.705 + 0.00023*float64(i*7%400)) } // 70.5 to 79.7% at the mark
	var tape strings.Builder
	for i := range 400 {
		fmt.Fprintf(&tape, "L%d,B%[1]d,10000,%.8f,0%%,2025-12-31,%s,cash\n", i, coins(i), due(i).Format(time.DateOnly))
	}
	table := alike(t, mark, "9d", "9.5d", "40d", "strategic", tape.String(), "prepay_rate = \"0%\"\nrelease_ltv = \"0%\"\n")
	want, cures := map[string]bool{}, 0
	for i := range 400 {
		worth, years := mark*coins(i), due(i).Sub(called).Hours()/8_760
		sd, b := volatility*math.Sqrt(years), math.Log(0.8*worth/10_000)
		law := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
		hit := law((sd*sd/2-b)/sd) + math.Exp(b)*law(-(sd*sd/2+b)/sd)
		loss, cost := hit*saleCost*worth, cashRate*(10_000-0.5*worth)*years
		if math.Abs(loss/cost-1) < 1e-6 {
			t.Fatalf("loan %d weighs %v against %v: too close", i, loss, cost)
		}
		if want[fmt.Sprint("L", i)] = loss > cost; loss > cost {
			cures++
		}
	}
	events := table("events")
	kinds, loans := events.Texts("kind"), events.Texts("loan")
	got := map[string]bool{}
	for i := range kinds {
		got[loans[i]] = got[loans[i]] || kinds[i] == "cure"
	}
	if len(got) != 400 || cures < 50 || cures > 350 {
		t.Fatalf("%d loans called, %d ought to be cured: the test judges nothing", len(got), cures)
	}
	for loan, cured := range want {
		if got[loan] != cured {
			t.Errorf("%s: cured %v, want %v", loan, got[loan], cured)
		}
	}
}
