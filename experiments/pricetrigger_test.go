package experiments_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestPriceTriggersComeBeforeTheList: a fall at the hour of a payment date traps that day's residual, not the next one's.
// A month earns 10,000.00 of interest and pays 833.33 of fees and 5,500.00 of coupons.
func TestPriceTriggersComeBeforeTheList(t *testing.T) {
	const trap = `trigger.fall = { metric = "ltv_pool", op = ">", level = "60%%", effect = "trap" }
triggers = "on"
`
	study := strings.NewReplacer(`triggers = "off"`+"\n", trap, "2159h", "743h", "2160h", "744h", "45000.0", "80000.0", `pays = "pik"`, "").Replace(miniTrust)
	for _, step := range []string{"1h", "1d"} {
		s, err := loaded(t, fmt.Sprintf(study, step, "32d"), map[string]string{"loans.csv": miniTape})
		if err != nil {
			t.Fatal(err)
		}
		deal := ran(t, s)("deal")
		for _, w := range []struct {
			item, column string
			usd          float64
		}{{"residual", "out_usd", 0}, {"account.funding", "close_usd", 3_666.67}} {
			if got := cellOf(t, deal, "2026-01-31", "x#0", w.item, w.column); got != w.usd {
				t.Errorf("step %s: %s of %s is %.2f, want %.2f", step, w.column, w.item, got, w.usd)
			}
		}
	}
}

// TestTheClosingDayIsNobodysFirst: a trigger that has held on two days in a row fires on the second day after closing,
// whether or not another lender has something to do on the closing day.
func TestTheClosingDayIsNobodysFirst(t *testing.T) {
	const held = `trigger.fine = { metric = "ltv_pool", op = "<", level = "60%%", consecutive = 2, effect = "stop-purchases" }
triggers = "on"
`
	const other = `[lender.y.pool]
kind = "tape"
file = "overdue.csv"
`
	study := fmt.Sprintf(strings.Replace(miniTrust, `triggers = "off"`+"\n", held, 1), "7h", "5d")
	for _, more := range []string{"", other} {
		s, err := loaded(t, study+more, map[string]string{"loans.csv": miniTape,
			"overdue.csv": "loan,borrower,principal_usd,collateral_btc,rate,originated,matures\na,one,100000,2,12%,2025-01-31,2025-12-30\n"})
		if err != nil {
			t.Fatal(err)
		}
		events := ran(t, s)("events")
		hours, _ := events.Floats("time_h")
		for i, kind := range events.Texts("kind") {
			if day := int(hours[i]) / 24; kind == "trigger" && day != 2 {
				t.Errorf("fired on day %d with %q", day, more)
			}
		}
		if !slices.Contains(events.Texts("kind"), "trigger") {
			t.Errorf("no trigger fired with %q", more)
		}
	}
}
