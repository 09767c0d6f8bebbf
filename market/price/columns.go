package price

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"firesale/market/unit"
)

// columns says where in a row things stand, −1 where they do not; price is the close of bars.
type columns struct{ time, price, open, high, low int }

// klines is the order of Binance's files, which may come without a header.
var klines = columns{time: 0, open: 1, high: 2, low: 3, price: 4}

// findColumns reads a header; a first row that begins with a number is one of klines already.
func findColumns(fields []string) (c *columns, header bool, err error) {
	if _, err := strconv.ParseFloat(fields[0], 64); err == nil {
		if len(fields) < 5 {
			return nil, false, fmt.Errorf("begins with numbers: want a header such as time,price, or klines of five columns or more")
		}
		return &klines, false, nil
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = strings.ReplaceAll(strings.ToLower(f), " ", "_")
	}
	find := func(candidates ...string) int {
		for _, name := range candidates {
			if i := slices.Index(names, name); i >= 0 {
				return i
			}
		}
		return -1
	}
	c = &columns{time: find("time", "t", "unix", "timestamp", "open_time", "date", "datetime", "snapped_at"), price: find("price", "priceusd"), open: -1, high: -1, low: -1}
	whole := c.price >= 0
	if !whole {
		c.price, c.open, c.high, c.low = find("close", "c"), find("open", "o"), find("high", "h"), find("low", "l")
		alone := max(c.open, c.high, c.low) < 0 // closes only
		whole = c.price >= 0 && (alone || min(c.open, c.high, c.low) >= 0)
	}
	if c.time < 0 || !whole {
		return nil, true, fmt.Errorf("columns %s: want time (or t) and price, or open,high,low,close (or o,h,l,c)", clip(fmt.Sprintf("%q", fields)))
	}
	return c, true, nil
}

// clip keeps a message readable where a file without line ends is one long row.
func clip(text string) string {
	if len(text) > 200 {
		text = text[:200] + "..."
	}
	return text
}

// layouts are the written forms of a time, all UTC unless they name a zone.
var layouts = []string{
	time.DateOnly, time.RFC3339Nano, time.DateTime, "2006-01-02T15:04:05", "2006-01-02 15:04",
	"2006-01-02T15:04", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 UTC",
	"2006-01-02 15:04:05Z07", "2006-01-02T15:04:05Z07", "2006-01-02 15:04:05Z0700", "2006-01-02T15:04:05Z0700",
	"20060102T150405Z0700", "20060102150405",
}

// basics are the written forms that look like Unix times too, and the unit in which they do.
var basics = []struct {
	layout string
	unit   unit.Duration
}{{"20060102", unit.Second}, {"200601021504", unit.Second / 1000}}

// lastYear bounds times to what nanoseconds in 64 bits can hold.
const lastYear = 2261

// parseTime reads Unix time, in the unit that its size shows, or one of the layouts.
func parseTime(text string) (unit.Duration, error) {
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		if at, err := unixTime(n); err == nil {
			return at, nil
		}
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil && t.Year() >= 1970 && t.Year() <= lastYear {
			return unit.Duration(t.UnixNano()), nil
		}
	}
	return 0, fmt.Errorf("no time")
}

// unixTime takes seconds up to 10¹¹ (the year 5138), then ms, µs and ns, each up to a thousand times more. Whole
// microseconds are kept exactly.
func unixTime(n float64) (unit.Duration, error) {
	if !(n >= 0) {
		return 0, fmt.Errorf("no time")
	}
	perSecond := 1.0
	for n/perSecond >= 1e11 {
		if perSecond *= 1000; perSecond > 1e9 {
			return 0, fmt.Errorf("no time")
		}
	}
	micros := n / perSecond * 1e6
	if micros/1e6 > (lastYear-1970)*365*86_400 {
		return 0, fmt.Errorf("no time")
	}
	return unit.Duration(int64(micros+0.5)) * 1000, nil
}

// readBasic reads the times anew as 20251231, or as 202512312359, where every one of them can be that. As Unix times they
// would lie in a few days of August 1970, or of June 1976.
func (s *Series) readBasic() {
	for _, form := range basics {
		read := func(at unit.Duration) (t time.Time, ok bool) {
			t, err := time.Parse(form.layout, strconv.FormatInt(int64(at/form.unit), 10))
			return t, err == nil && at%form.unit == 0 && t.Year() >= 1970 && t.Year() <= lastYear
		}
		if slices.ContainsFunc(s.Time, func(at unit.Duration) bool { _, ok := read(at); return !ok }) {
			continue
		}
		for i, at := range s.Time {
			t, _ := read(at)
			s.Time[i] = unit.Duration(t.UnixNano())
		}
		return
	}
}
