package stats

import (
	"math"
	"strconv"
	"strings"
)

// String is the estimate with half of its interval, both rounded to the second digit of the half, "0.211 ± 0.028"; without
// a known interval the number alone, to four digits. Thousands stand apart.
func (i Interval) String() string {
	half := i.Half()
	if !i.Known() || half <= 0 || half < 1e-12*math.Abs(i.Mean) {
		return Digits(i.Mean, 4)
	}
	places := 1 - int(math.Floor(math.Log10(half)))
	return Decimals(i.Mean, places) + " ± " + Decimals(half, places)
}

// Digits is x to so many significant digits, without exponent and without zeros that say nothing; whole numbers are whole.
func Digits(x float64, n int) string {
	if x == math.Trunc(x) || x == 0 {
		return Decimals(x, 0)
	}
	text := Decimals(x, max(0, n-1-int(math.Floor(math.Log10(math.Abs(x))))))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// Decimals is x with so many places behind the point, and thousands apart; places below zero round before it.
func Decimals(x float64, places int) string {
	if places < 0 {
		scale := math.Pow10(-places)
		x, places = math.RoundToEven(x/scale)*scale, 0
	}
	text := strconv.FormatFloat(math.Abs(x), 'f', places, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if x < 0 && strings.Trim(text, "0.") != "" {
		return "-" + whole
	}
	return whole
}
