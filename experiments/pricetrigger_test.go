package experiments_test

import (
	"fmt"
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
