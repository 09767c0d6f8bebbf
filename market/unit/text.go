package unit

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ParseDecimal reads a plain decimal number exactly, scaled by 10^digits: ParseDecimal("55.78", 4) is 557800. It never
// goes through a float and, because tapes have millions of them, leaves no garbage. More digits than the scale holds are
// an error unless they are zeros.
func ParseDecimal[T string | []byte](text T, digits int) (int64, error) {
	n, seen, places := int64(0), 0, -1 // places after the point; -1 before it
	for i := range len(text) {
		c := text[i]
		switch {
		case i == 0 && (c == '-' || c == '+'):
			continue
		case c == '.' && places < 0:
			places = 0
			continue
		case c < '0' || c > '9':
			return 0, fmt.Errorf("%q: want a decimal number", text)
		case places == digits && c != '0':
			return 0, fmt.Errorf("%q: want at most %d digits after the point", text, digits)
		}
		seen++
		if places == digits {
			continue
		}
		if places >= 0 {
			places++
		}
		if n > (math.MaxInt64-int64(c-'0'))/10 {
			return 0, fmt.Errorf("%q: too large", text)
		}
		n = 10*n + int64(c-'0')
	}
	if seen == 0 {
		return 0, fmt.Errorf("%q: want a decimal number", text)
	}
	for places = max(places, 0); places < digits; places++ {
		if n > math.MaxInt64/10 {
			return 0, fmt.Errorf("%q: too large", text)
		}
		n *= 10
	}
	if text[0] == '-' {
		n = -n
	}
	return n, nil
}

// formatDecimal writes n / 10^digits with at least keep digits after the point, exactly.
func formatDecimal(n int64, digits, keep int) string {
	sign := ""
	if n < 0 {
		sign = "-"
	}
	s := fmt.Sprintf("%0*d", digits+1, magnitude(n))
	whole, frac := s[:len(s)-digits], s[len(s)-digits:]
	for len(frac) > keep && strings.HasSuffix(frac, "0") {
		frac = frac[:len(frac)-1]
	}
	if frac == "" {
		return sign + whole
	}
	return sign + whole + "." + frac
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func formatFloat(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// ParseUSD reads an amount in dollars exact to the cent.
func ParseUSD(text string) (USD, error) { n, err := ParseDecimal(text, 2); return USD(n), err }

// ParseBTC reads an amount in coins exact to the satoshi.
func ParseBTC(text string) (BTC, error) { n, err := ParseDecimal(text, 8); return BTC(n), err }

// String writes dollars and cents: 199100000.00.
func (v USD) String() string { return formatDecimal(int64(v), 2, 2) }

// String writes coins without trailing zeros: 4078.87.
func (c BTC) String() string { return formatDecimal(int64(c), 8, 0) }

// String writes dollars and cents.
func (p Price) String() string { return formatDecimal(int64(p), 2, 2) }

// String writes a percentage without trailing zeros: 55.78%.
func (r Rate) String() string { return formatDecimal(int64(r), 4, 0) + "%" }

// MarshalText writes the form that UnmarshalText reads.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a ratio with its unit, "11.80%" or "335bp", exact to the ppm.
func (r *Rate) UnmarshalText(text []byte) error {
	n, err := parseRatio(string(text), 4, 2)
	*r = Rate(n)
	return err
}

func parseRatio(text string, percentDigits, bpDigits int) (int64, error) {
	if number, ok := strings.CutSuffix(text, "%"); ok {
		return ParseDecimal(strings.TrimSpace(number), percentDigits)
	}
	if number, ok := strings.CutSuffix(text, "bp"); ok {
		return ParseDecimal(strings.TrimSpace(number), bpDigits)
	}
	return 0, fmt.Errorf("want a ratio with its unit, like \"80%%\" or \"335bp\"")
}

// Ratio is a dimensionless model parameter (a volatility, a shock, a share) that no balance depends on: a float64 that
// is written with its unit, "55%" or "0.1bp".
type Ratio float64

// MarshalText writes the shortest percentage that UnmarshalText reads back to the same number: the digits of the
// shortest decimal with the point moved, since a product with 100 would round a second time.
func (r Ratio) MarshalText() ([]byte, error) {
	if math.IsNaN(float64(r)) || math.IsInf(float64(r), 0) {
		return nil, fmt.Errorf("no ratio can be %s", formatFloat(float64(r)))
	}
	body, negative := strings.CutPrefix(strconv.FormatFloat(float64(r), 'f', -1, 64), "-")
	whole, frac, _ := strings.Cut(body, ".")
	for len(frac) < 2 {
		frac += "0"
	}
	text := cmp.Or(strings.TrimLeft(whole+frac[:2], "0"), "0")
	if len(frac) > 2 {
		text += "." + frac[2:]
	}
	if negative {
		text = "-" + text
	}
	return []byte(text + "%"), nil
}

// UnmarshalText reads a ratio with its unit, rounded once: "61bp" and "0.61%" are the same. NaN and infinities are
// refused.
func (r *Ratio) UnmarshalText(text []byte) error {
	number, shift := strings.TrimSuffix(string(text), "%"), 2
	if bp, ok := strings.CutSuffix(string(text), "bp"); ok {
		number, shift = bp, 4
	} else if !strings.HasSuffix(string(text), "%") {
		return fmt.Errorf("want a ratio with its unit, like \"80%%\" or \"335bp\"")
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(strings.TrimSpace(number)), "e")
	n, errN := strconv.Atoi(cmp.Or(exponent, "0"))
	f, err := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(n-shift), 64)
	if err != nil || errN != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Errorf("want a finite ratio with its unit, like \"80%%\" or \"335bp\"")
	}
	*r = Ratio(f)
	return nil
}
