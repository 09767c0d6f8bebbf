package experiments_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestAMonthOn30360IsATwelfth: 1,000,000 at 12% bring 10,000 on every payment date, wherever February ends.
func TestAMonthOn30360IsATwelfth(t *testing.T) {
	for _, start := range []string{"2025-12-31", "2026-01-28", "2026-01-29", "2026-02-28", "2028-01-29", "2028-02-29"} {
		study := strings.NewReplacer(`pays = "pik"`, "", "[clock]", "[clock]\nstart = "+start, "cash_usd = 0", "cash_usd = 0\nclosing = "+start).Replace(miniTrust)
		tape := strings.NewReplacer("2025-12-31", start, "2026-02-28", "2029-12-31", "2026-03-31", "2029-12-31").Replace(miniTape)
		s, err := loaded(t, fmt.Sprintf(study, "1d", "70d"), map[string]string{"loans.csv": tape})
		if err != nil {
			t.Fatal(err)
		}
		deal := ran(t, s)("deal")
		dates := slices.Compact(slices.Sorted(slices.Values(deal.Texts("date"))))
		for _, date := range dates[:2] {
			got := cellOf(t, deal, date, "x#0", "account.interest", "in_usd")
			if math.Abs(got-10_000) > 1e-9 { // a cent's last digits in a float
				t.Errorf("%s to %s: interest %.2f, want 10000.00", start, date, got)
			}
		}
	}
}
