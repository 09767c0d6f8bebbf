package experiments

import (
	"fmt"
	"testing"
)

func TestLookup(t *testing.T) {
	s, err := toyDecode("[lender.ledn]\n")
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"lender.ledn.copies":                         "1 1 true false",
		"lender.ledn.capacity_btc_h":                 "  false true",
		"price.volatility":                           `"55%" "55%" true false`,
		"lender.ledn.terms.liquidation_ltv":          `"80%" "80%" true false`,
		"lender.ledn.deal.note.B.coupon":             `"9.5%" "9.5%" true false`,
		"lender.ledn.deal.waterfall.revolving":       `["a-interest", "buy"] ["a-interest", "buy"] true false`,
		"lender.ledn.copie":                          "want an address of this study, lender.ledn.copie has none: did you mean lender.ledn.copies?",
		"lender.other.copies":                        "want an address of this study, lender.other.copies has none: did you mean lender.ledn.copies?",
		"price.jump_rate":                            "want an address of this study, price.jump_rate has none",
		"lender.ledn":                                "want an address of this study, lender.ledn has none",
		"..":                                         `address "..": want no empty part, like lender.ledn.copies`,
		"lender.ledn.deal.note.A.balance_usd.of.any": "want an address of this study, lender.ledn.deal.note.A.balance_usd.of.any has none: did you mean lender.ledn.deal.note.A.balance_usd?",
	} {
		found, err := Lookup(s, address)
		got := fmt.Sprint(found.Text, " ", found.Preset, " ", found.IsPreset(), " ", found.Absent)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}

// A sampled number goes to an address as the text that its key wants, and back.
func TestNumberAndRaw(t *testing.T) {
	s, err := toyDecode("[lender.ledn]\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		address string
		x       float64
		raw     string
		back    float64
		reason  string
	}{
		{"price.volatility", 0.07, `"7%"`, 0.07, "exact"},
		{"price.start", 2.5, "2.5", 2.5, "exact"},
		{"lender.ledn.terms.liquidation_ltv", 0.8123456, `"81.2346%"`, 0.812346, "whole ppm"},
		{"lender.ledn.polling", 0.5, `"30m"`, 0.5, "exact"},
		{"lender.ledn.copies", 2.5, "2", 2, "whole, half to even"},
		{"lender.ledn.deal.note.A.balance_usd", 1.5, "1.5", 1.5, "exact"},
	} {
		found, err := Lookup(s, c.address)
		if err != nil {
			t.Fatal(err)
		}
		raw := found.Raw(c.x)
		if got := formatRaw(raw); got != c.raw {
			t.Errorf("%s: %v is written %s, want %s (%s)", c.address, c.x, got, c.raw, c.reason)
		}
		if back, err := found.Number(raw); err != nil || back != c.back {
			t.Errorf("%s: %s is %v (%v), want %v", c.address, c.raw, back, err, c.back)
		}
	}
	title, _ := Lookup(s, "title")
	if _, err := title.Number("x"); err == nil {
		t.Error("a title has no number: want an error")
	}
}
