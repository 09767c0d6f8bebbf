package unit_test

import (
	"math"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"firesale/market/unit"
)

var decimal = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$`)

// FuzzParseDecimal holds what is read to a rational number: equal, exactly, or refused.
func FuzzParseDecimal(f *testing.F) {
	for _, text := range []string{"55.78", "-0.00", "92233720368547758.07", ".", "1e3", "-+5", "0x1"} {
		f.Add(text, 2)
	}
	f.Fuzz(func(t *testing.T, text string, digits int) {
		digits = int(uint(digits) % 19)
		n, err := unit.ParseDecimal(text, digits)
		if !decimal.MatchString(text) {
			if err == nil {
				t.Fatalf("%q is no decimal number, but %d", text, n)
			}
			return
		}
		want, _ := new(big.Rat).SetString(strings.TrimSuffix(text, "."))
		want.Mul(want, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)))
		fits := want.IsInt() && want.Num().CmpAbs(big.NewInt(math.MaxInt64)) <= 0
		if (err == nil) != fits || (fits && want.Num().Cmp(big.NewInt(n)) != 0) {
			t.Fatalf("%q with %d digits: got %d, %v, want %v", text, digits, n, err, want)
		}
	})
}

// FuzzDuration and FuzzRatio: what is read is in its domain, and is written so that it is read again.
func FuzzDuration(f *testing.F) {
	for _, text := range []string{"36h", "0.5s", "100y", "1ms", "99999999999999999999d", "-1h", " 1 y"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var d, again unit.Duration
		if d.UnmarshalText([]byte(text)) != nil {
			return
		}
		if d < 0 || d > 100*unit.Year {
			t.Fatalf("%q is %d ns", text, d)
		}
		if err := again.UnmarshalText([]byte(d.String())); err != nil || again != d {
			t.Fatalf("%q is %d ns, written %v, read as %d: %v", text, d, d, again, err)
		}
	})
}

func FuzzRatio(f *testing.F) {
	for _, text := range []string{"80%", "335bp", "-1e-3%", "NaN%", "inf%", "1e309bp", "0x1p4%", "1_0%", "1e+1%", "e%"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var r, again unit.Ratio
		if r.UnmarshalText([]byte(text)) != nil {
			return
		}
		if math.IsNaN(float64(r)) || math.IsInf(float64(r), 0) {
			t.Fatalf("%q is %v", text, float64(r))
		}
		written, err := r.MarshalText()
		if err == nil {
			err = again.UnmarshalText(written)
		}
		if err != nil || again != r {
			t.Fatalf("%q is %v, written %s, read as %v: %v", text, float64(r), written, float64(again), err)
		}
	})
}
