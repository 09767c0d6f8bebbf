package unit

import (
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar, as days since 1970-01-01.
type Date int32

// DateOf is the date of a civil day.
func DateOf(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86_400)
}

// ParseDate reads an ISO date, 2025-12-31.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fmt.Errorf("%q: want a date like 2025-12-31", text)
	}
	return Date(t.Unix() / 86_400), nil
}

// Civil is the year, month and day of d.
func (d Date) Civil() (year int, month time.Month, day int) {
	return time.Unix(int64(d)*86_400, 0).UTC().Date()
}

// String writes the ISO form.
func (d Date) String() string {
	y, m, day := d.Civil()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// AddMonths is the same day of a later (or earlier) month, or that month's last day where the day is missing.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Civil()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.Year(), first.Month(), min(day, last))
}

// Days360 counts the days from a to b on 30/360, where the last day of every month counts as the 30th.
func Days360(a, b Date) int64 {
	ay, am, ad := a.thirty()
	by, bm, bd := b.thirty()
	return int64((by-ay)*360 + (bm-am)*30 + bd - ad)
}

func (d Date) thirty() (year, month, day int) {
	y, m, dd := d.Civil()
	if _, _, next := (d + 1).Civil(); next == 1 || dd == 31 {
		dd = 30
	}
	return y, int(m), dd
}
