package unit_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

func ExampleRate_UnmarshalText() {
	var r unit.Rate
	for _, text := range []string{"11.80%", "335bp", "0.118"} {
		err := r.UnmarshalText([]byte(text))
		fmt.Println(int64(r), r, err)
	}
	// Output:
	// 118000 11.8% <nil>
	// 33500 3.35% <nil>
	// 0 0% want a ratio with its unit, like "80%" or "335bp"
}

func TestParseDecimal(t *testing.T) {
	for _, c := range []struct {
		text   string
		digits int
		want   int64
	}{
		{"55.78", 4, 557_800}, {"55.7800000", 4, 557_800}, {"0", 0, 0}, {"-0.00", 2, 0}, {"+1", 1, 10},
		{"-4078.87", 8, -407_887_000_000}, {".5", 1, 5}, {"5.", 1, 50}, {"00012", 0, 12},
		{"92233720368547758.07", 2, math.MaxInt64}, {"0.000", 0, 0},
	} {
		got, err := unit.ParseDecimal(c.text, c.digits)
		if bytes, errBytes := unit.ParseDecimal([]byte(c.text), c.digits); got != c.want || bytes != c.want || err != nil || errBytes != nil {
			t.Errorf("%q with %d digits: got %d, %d from bytes, want %d (%v, %v)", c.text, c.digits, got, bytes, c.want, err, errBytes)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"", `"": want a decimal number`}, {".", "want a decimal number"}, {"-", "want a decimal number"}, {"--1", "want a decimal number"},
		{"-+1", "want a decimal number"}, {"1e3", "want a decimal number"}, {"NaN", "want a decimal number"}, {"inf", "want a decimal number"},
		{"0x10", "want a decimal number"}, {"1_000", "want a decimal number"}, {"1,5", "want a decimal number"}, {"1.2.3", "want a decimal number"},
		{" 1", "want a decimal number"}, {"٣", "want a decimal number"},
		{"0.001", `"0.001": want at most 2 digits after the point`},
		{"92233720368547758.08", `"92233720368547758.08": too large`}, {strings.Repeat("9", 40), "too large"}, {"922337203685477581", "too large"},
	} {
		if n, err := unit.ParseDecimal(c.text, 2); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %d, %v, want %s", c.text, n, err, c.want)
		}
	}
}

func TestParseDecimalLeavesNoGarbage(t *testing.T) {
	field := []byte("199100000.00")
	if n := testing.AllocsPerRun(100, func() { _, _ = unit.ParseDecimal(field, 2) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		got  fmt.Stringer
		want string
	}{
		{unit.USD(199_100_000_00), "199100000.00"}, {unit.USD(-5), "-0.05"}, {unit.USD(math.MinInt64), "-92233720368547758.08"},
		{unit.BTC(407_887_000_000), "4078.87"}, {unit.BTC(1), "0.00000001"}, {unit.BTC(unit.Coin), "1"}, {unit.BTC(0), "0"},
		{unit.Price(87_508_00), "87508.00"}, {unit.Rate(118_000), "11.8%"}, {unit.Rate(-1), "-0.0001%"}, {unit.Rate(0), "0%"},
		{90 * unit.Day, "90d"}, {36 * unit.Hour, "36h"}, {unit.Year, "1y"}, {10 * unit.Second, "10s"}, {unit.Second / 2, "0.5s"},
		{90 * unit.Minute, "90m"}, {unit.Duration(0), "0s"}, {-unit.Hour, "-1h"}, {unit.Duration(1), "0.000000001s"},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

// Property: every amount is read back as itself.
func TestAmountsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "n")
		if back, err := unit.ParseUSD(unit.USD(n).String()); err != nil || int64(back) != n {
			t.Fatal(n, back, err)
		}
		if back, err := unit.ParseBTC(unit.BTC(n).String()); err != nil || int64(back) != n {
			t.Fatal(n, back, err)
		}
		var rate unit.Rate
		text, err := unit.Rate(n).MarshalText()
		if err == nil {
			err = rate.UnmarshalText(text)
		}
		if err != nil || int64(rate) != n {
			t.Fatal(n, rate, err)
		}
	})
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		text  string
		want  float64
		again string
	}{
		{"55%", 0.55, "55%"}, {"7%", 0.07, "7%"}, {"11.8%", 0.118, "11.8%"}, {"335bp", 0.0335, "3.35%"}, {"0.1bp", 0.00001, "0.001%"},
		{"-30%", -0.3, "-30%"}, {"100 %", 1, "100%"}, {"0%", 0, "0%"}, {"1e-3%", 1e-5, "0.001%"}, {"250%", 2.5, "250%"},
	} {
		var r unit.Ratio
		if err := r.UnmarshalText([]byte(c.text)); err != nil || float64(r) != c.want {
			t.Errorf("%q: got %v, want %v (%v)", c.text, float64(r), c.want, err)
		}
		if again, err := r.MarshalText(); err != nil || string(again) != c.again {
			t.Errorf("%q: written %s, want %s (%v)", c.text, again, c.again, err)
		}
	}
	for _, bad := range []string{"", "%", "0.8", "80", "NaN%", "inf%", "-infbp", "80%%", "eighty%", "1e999%", "80 percent"} {
		var r unit.Ratio
		if err := r.UnmarshalText([]byte(bad)); err == nil || !strings.Contains(err.Error(), `ratio with its unit, like "80%" or "335bp"`) {
			t.Errorf("%q: got %v, %v", bad, float64(r), err)
		}
	}
	if _, err := unit.Ratio(math.NaN()).MarshalText(); err == nil {
		t.Error("NaN is written")
	}
}

// Property: any finite float64 is read back as itself, though 100 of it may be none.
func TestRatioRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := unit.Ratio(rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64).Draw(t, "ratio"))
		if rapid.Bool().Draw(t, "plausible") {
			want = unit.Ratio(rapid.Float64Range(-2, 2).Draw(t, "plausible ratio"))
		}
		text, err := want.MarshalText()
		var got unit.Ratio
		if err == nil {
			err = got.UnmarshalText(text)
		}
		if err != nil || got != want {
			t.Fatalf("%v written %s, read %v: %v", float64(want), text, float64(got), err)
		}
	})
}

func TestDuration(t *testing.T) {
	for _, c := range []struct {
		text string
		want unit.Duration
	}{
		{"36h", 36 * unit.Hour}, {"0.5s", unit.Second / 2}, {"90d", 90 * unit.Day}, {"1.5y", unit.Year * 3 / 2}, {"2 m", 2 * unit.Minute},
		{"0s", 0}, {"100y", 100 * unit.Year}, {"36500d", 100 * unit.Year}, {"0.000000001s", 1}, {"1.000000000d", unit.Day},
	} {
		var d unit.Duration
		if err := d.UnmarshalText([]byte(c.text)); err != nil || d != c.want {
			t.Errorf("%q: got %v, want %v (%v)", c.text, d, c.want, err)
		}
	}
	for _, bad := range []string{"", "h", "36", "-1h", "1h30m", "1ms", "1e3s", "NaNh", "1w", "0.0000000001s", "99999999999999999999s"} {
		var d unit.Duration
		if err := d.UnmarshalText([]byte(bad)); err == nil || !strings.Contains(err.Error(), `want a duration with its unit (s, m, h, d or y), like "36h"`) {
			t.Errorf("%q: got %v, %v", bad, d, err)
		}
	}
	var d unit.Duration
	for _, long := range []string{"101y", "100.1y", "36501d", "1000000h"} {
		if err := d.UnmarshalText([]byte(long)); err == nil || err.Error() != "want at most 100y" {
			t.Errorf("%q: got %v, %v", long, d, err)
		}
	}
	if unit.Year.Hours() != 8_760 || (73*unit.Day).Years() != 0.2 {
		t.Error("a year has 365 days")
	}
}

func TestDurationRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := unit.Duration(rapid.Int64Range(0, int64(100*unit.Year)).Draw(t, "ns"))
		if rapid.Bool().Draw(t, "whole seconds") {
			want -= want % unit.Second
		}
		var got unit.Duration
		if text, err := want.MarshalText(); err != nil || got.UnmarshalText(text) != nil || got != want {
			t.Fatalf("%d written %s, read %d", want, text, got)
		}
	})
}
