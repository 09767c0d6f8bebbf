package main

import (
	"fmt"
	"math"
	"strings"

	"firesale/experiments/stats"
)

// estimate is a mean with half of its interval, both rounded to the second digit of the half; without an interval, the
// number alone.
func estimate(x, half float64) string {
	if math.Abs(half) <= equal*math.Abs(x) || math.IsNaN(half) {
		return exact(x)
	}
	digits := digitsOf(half)
	return fixed(x, digits) + " ± " + fixed(half, digits)
}

// withEnds is an estimate with the ends of its interval, rounded to the second digit of half of that.
func withEnds(x, lo, hi float64) string {
	digits := digitsOf((hi - lo) / 2)
	return fmt.Sprintf("%s [%s, %s]", fixed(x, digits), fixed(lo, digits), fixed(hi, digits))
}

// equal is how far runs that came out the same may lie apart, relative to their mean: by the rounding of that.
const equal = 1e-12

// digitsOf is how many digits behind the point show two digits of half an interval.
func digitsOf(half float64) int {
	if half == 0 {
		return 0
	}
	return 1 - int(math.Floor(math.Log10(half)))
}

// exact is a number without an interval, to four digits or to the unit.
func exact(x float64) string {
	if x == math.Trunc(x) {
		return fixed(x, 0)
	}
	text := fixed(x, max(0, 3-int(math.Floor(math.Log10(math.Abs(x))))))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// fixed is x with so many digits behind the point, at most 6, and thousands apart; digits below zero round before it.
func fixed(x float64, digits int) string { return stats.Decimals(x, min(digits, 6)) }

// grouped is a whole number with thousands apart.
func grouped(x float64) string { return fixed(math.Round(x), 0) }

// roughly is a rate to two digits.
func roughly(x float64) string {
	if x == 0 {
		return "0"
	}
	name := ""
	for _, big := range []struct {
		scale float64
		name  string
	}{{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}} {
		if x >= big.scale {
			x, name = x/big.scale, big.name
			break
		}
	}
	return fixed(x, 1-int(math.Floor(math.Log10(x)))) + name
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%s %s", grouped(float64(n)), what)
}
