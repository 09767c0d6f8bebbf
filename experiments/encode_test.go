package experiments

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func toyEncode(s *toyStudy) string {
	var b bytes.Buffer
	if err := Encode(&b, s); err != nil {
		panic(err)
	}
	return b.String()
}

func TestEncode(t *testing.T) {
	s, err := toyDecode("[price]\nvolatility = \"60%\"\nkind = \"merton\"\n[lender.ledn.deal.note.A]\ncoupon = \"7%\"\n[vary]\n\"price.start\" = [1, 2.5, {low = \"1%\"}]\n")
	if err != nil {
		t.Fatal(err)
	}
	text := toyEncode(s)
	for _, line := range []string{
		`seed = 1            # of all draws`,
		`start = 2025-12-31  # first day`,
		`kind = "merton"     # diffusion and jumps (gbm | merton | shock); changed here (preset "gbm")`,
		`volatility = "60%"  # of a year; changed here (preset "55%", assumed)`,
		`start = 87508.0     # price at the start [USD per BTC]; derived: the article`,
		`jump_rate = 5.0     # mean number of jumps [jumps a year]; assumed`,
		`# capacity_btc_h  # most that it sells [BTC/h]; absent`,
		`[lender.ledn.deal.note.A]`,
		`balance_usd = 160000000.00  # at closing [USD]; published: article`,
		`coupon = "7%"               # a year; changed here (preset "6.85%", assumed)`,
		`"price.start" = [1, 2.5, { low = "1%" }]  # axes`,
	} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("want the line\n%s\nin\n%s", line, text)
		}
	}
}

// anyStudy writes a study of settings drawn at random, each of them allowed.
func anyStudy(t *rapid.T) string {
	var b strings.Builder
	line := func(format string, args ...any) {
		if rapid.Bool().Draw(t, "written") {
			fmt.Fprintf(&b, format+"\n", args...)
		}
	}
	line("title = %s", formatString(rapid.String().Draw(t, "title")))
	line("seed = %d", rapid.Int64Min(0).Draw(t, "seed"))
	line("cash_btc = %d.%08d", rapid.IntRange(-20_999_999, 20_999_999).Draw(t, "btc"), rapid.IntRange(0, 99_999_999).Draw(t, "sat"))
	line("points = [\"%dh\", \"%d.%03ds\"]", rapid.IntRange(0, 800_000).Draw(t, "h"), rapid.IntRange(0, 99).Draw(t, "s"), rapid.IntRange(0, 999).Draw(t, "ms"))
	fmt.Fprintf(&b, "[price]\n")
	line("start = %s", formatFloat(rapid.Float64Range(1e-300, 1e300).Draw(t, "start")))
	line("volatility = %q", fmt.Sprint(rapid.Float64Range(0, 1000).Draw(t, "volatility"))+"%")
	if rapid.Bool().Draw(t, "jumps") {
		fmt.Fprintf(&b, "kind = \"merton\"\n")
		line("jump_mean = \"%dbp\"", rapid.IntRange(-9999, 9999).Draw(t, "mean"))
	}
	for _, name := range rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9_-]{1,5}`), 0, 3, rapid.ID[string]).Draw(t, "lenders") {
		fmt.Fprintf(&b, "[lender.%s]\n", name)
		line("copies = %d", rapid.IntRange(0, 200).Draw(t, "copies"))
		line("capacity_btc_h = %s", formatFloat(rapid.Float64Range(1e-9, 1e9).Draw(t, "capacity")))
		line("deal.note.%s.balance_usd = %d.%02d", rapid.SampledFrom([]string{"A", "C"}).Draw(t, "note"),
			rapid.IntRange(0, 999_999_999_999).Draw(t, "usd"), rapid.IntRange(0, 99).Draw(t, "cents"))
		line("deal.reserve = { target = \"%d.%04d%%\" }", rapid.IntRange(0, 99).Draw(t, "target"), rapid.IntRange(0, 9999).Draw(t, "ppm"))
	}
	return b.String()
}

// What Encode writes decodes to the same value, and is written in the same bytes again: nothing is lost, not a cent, not
// a bit of a float.
func TestEncodeIsAFixedPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := toyDecode(anyStudy(t))
		if err != nil {
			t.Fatal(err)
		}
		text := toyEncode(s)
		again, err := toyDecode(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !reflect.DeepEqual(s, again) {
			t.Fatalf("decodes to another study:\n%s", text)
		}
		if second := toyEncode(again); second != text {
			t.Fatalf("written differently the second time:\n%s\n%s", text, second)
		}
	})
}

func TestFormatString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if got := readValue(formatString(s)); got != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
