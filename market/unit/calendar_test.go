package unit_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

func ExampleDate_AddMonths() {
	closing := unit.DateOf(2025, time.December, 31)
	fmt.Println(closing.AddMonths(2), closing.AddMonths(3), closing.AddMonths(-1))
	// Output: 2026-02-28 2026-03-31 2025-11-30
}

func date(t *testing.T, text string) unit.Date {
	t.Helper()
	d, err := unit.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// In 30/360 the last day of every month counts as the 30th.
func TestDays360(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int64
	}{
		{"2025-12-31", "2026-01-31", 30},
		{"2026-01-31", "2026-02-28", 30},
		{"2026-02-28", "2026-03-31", 30},
		{"2024-01-31", "2024-02-28", 28}, // not the last day of a leap year's February
		{"2024-01-31", "2024-02-29", 30},
		{"2024-02-29", "2025-02-28", 360},
		{"2025-12-31", "2026-12-31", 360},
		{"2025-06-30", "2025-07-01", 1},
		{"2025-06-29", "2025-06-30", 1},
		{"2025-07-30", "2025-07-31", 0},
		{"2025-06-15", "2026-08-20", 425},
		{"2026-08-20", "2025-06-15", -425},
	} {
		if got := unit.Days360(date(t, c.from), date(t, c.to)); got != c.want {
			t.Errorf("%s to %s: got %d days, want %d", c.from, c.to, got, c.want)
		}
	}
}

// Property: twelve payment months are 360 days, every one of them 30, from whatever day a deal closes.
func TestPaymentMonthsOf30Days(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		closing := unit.Date(rapid.IntRange(-20_000, 60_000).Draw(t, "closing"))
		if _, _, day := closing.Civil(); day >= 28 {
			closing = (closing + 4).AddMonths(1) - 4 // months' ends are cases of TestDays360
			if _, _, day := closing.Civil(); day >= 28 {
				t.Skip("an end of a month")
			}
		}
		for n := range 12 {
			if got := unit.Days360(closing.AddMonths(n), closing.AddMonths(n+1)); got != 30 {
				t.Fatalf("month %d after %v has %d days", n, closing, got)
			}
		}
	})
}

func TestAddMonthsKeepsTheDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := unit.Date(rapid.IntRange(-20_000, 60_000).Draw(t, "from"))
		n := rapid.IntRange(-600, 600).Draw(t, "months")
		y, m, day := from.Civil()
		ty, tm, tday := from.AddMonths(n).Civil()
		if ty*12+int(tm) != y*12+int(m)+n {
			t.Fatalf("%v + %d months is %v", from, n, from.AddMonths(n))
		}
		if _, _, next := (from.AddMonths(n) + 1).Civil(); tday != day && next != 1 {
			t.Fatalf("%v + %d months is %v: neither the same day nor the month's last", from, n, from.AddMonths(n))
		}
	})
}

func TestDateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := unit.Date(rapid.IntRange(-719_528, 2_932_896).Draw(t, "day")) // years 0 to 9999
		if back, err := unit.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%v read back as %v, %v", d, back, err)
		}
		if y, m, day := d.Civil(); unit.DateOf(y, m, day) != d {
			t.Fatalf("%v is not the date of its own day", d)
		}
	})
	for _, bad := range []string{"", "2025-02-29", "2025-13-01", "31.12.2025", "2025-1-1", "2025-12-31T00:00"} {
		if d, err := unit.ParseDate(bad); err == nil {
			t.Errorf("%q is %v", bad, d)
		}
	}
	if unit.DateOf(1970, 1, 1) != 0 || unit.DateOf(2025, 12, 31) != 20_453 {
		t.Error("days are counted from 1970-01-01")
	}
}
