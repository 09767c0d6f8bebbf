package experiments

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// An Interval is the range of a parameter, written as in mathematics: "(0,1]", "[0,inf)". The zero value is no range.
type Interval struct {
	Text           string
	Lo, Hi         float64
	OpenLo, OpenHi bool
}

// ParseInterval reads the notation.
func ParseInterval(text string) (Interval, error) {
	bad := fmt.Errorf("range %q: want an interval like \"(0,1]\" or \"[0,inf)\"", text)
	if len(text) < 5 || !strings.Contains("([", text[:1]) || !strings.Contains(")]", text[len(text)-1:]) {
		return Interval{}, bad
	}
	low, high, ok := strings.Cut(text[1:len(text)-1], ",")
	lo, errLo := strconv.ParseFloat(strings.TrimSpace(low), 64)
	hi, errHi := strconv.ParseFloat(strings.TrimSpace(high), 64)
	if !ok || errLo != nil || errHi != nil || !(lo <= hi) {
		return Interval{}, bad
	}
	return Interval{text, lo, hi, text[0] == '(', text[len(text)-1] == ')'}, nil
}

// Contains says whether x is in range. NaN never is, and infinity never is a value.
func (r Interval) Contains(x float64) bool {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return false
	}
	if r.Text == "" {
		return true
	}
	above := x > r.Lo || x == r.Lo && !r.OpenLo
	below := x < r.Hi || x == r.Hi && !r.OpenHi
	return above && below
}

// words says the range in English, the bounds as the user would write them: "above 0% and at most 100%"; "" for all.
func (r Interval) words(format func(float64) string) string {
	var parts []string
	if r.Text != "" && !math.IsInf(r.Lo, -1) {
		parts = append(parts, map[bool]string{true: "above ", false: "at least "}[r.OpenLo]+format(r.Lo))
	}
	if r.Text != "" && !math.IsInf(r.Hi, 1) {
		parts = append(parts, map[bool]string{true: "below ", false: "at most "}[r.OpenHi]+format(r.Hi))
	}
	return strings.Join(parts, " and ")
}
