package unit

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time, written with its unit: s, m (minutes), h, d, y (365 days), at most 100 y.
type Duration time.Duration

// The units of a Duration. A year has 365 days everywhere.
const (
	Second = Duration(time.Second)
	Minute = 60 * Second
	Hour   = 60 * Minute
	Day    = 24 * Hour
	Year   = 365 * Day
)

var durationUnits = []struct {
	name string
	unit Duration
}{{"y", Year}, {"d", Day}, {"h", Hour}, {"m", Minute}, {"s", Second}}

// Years is the duration in years of 365 days.
func (d Duration) Years() float64 { return float64(d) / float64(Year) }

// Hours is the duration in hours.
func (d Duration) Hours() float64 { return float64(d) / float64(Hour) }

// String writes the duration in the largest unit that needs no fraction: 90d, 36h, 10s.
func (d Duration) String() string {
	if d == 0 {
		return "0s"
	}
	for _, u := range durationUnits {
		if d%u.unit == 0 {
			return strconv.FormatInt(int64(d/u.unit), 10) + u.name
		}
	}
	return formatDecimal(int64(d), 9, 0) + "s"
}

// MarshalText writes the form that UnmarshalText reads.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a number with one unit: "36h", "0.5s", "90d".
func (d *Duration) UnmarshalText(text []byte) error {
	for _, u := range durationUnits {
		number, ok := strings.CutSuffix(string(text), u.name)
		if !ok {
			continue
		}
		n, err := ParseDecimal(strings.TrimSpace(number), 9)
		if err != nil || n < 0 {
			break
		}
		if years := float64(n) / 1e9 * u.unit.Years(); years > 100 {
			return fmt.Errorf("want at most 100y")
		}
		*d = Duration(MulDivEven(n, int64(u.unit), 1_000_000_000))
		return nil
	}
	return fmt.Errorf("want a duration with its unit (s, m, h, d or y), like \"36h\"")
}
