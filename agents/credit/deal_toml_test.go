package credit_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"firesale/agents/credit"
	"firesale/experiments"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// decode reads the keys of a deal table as a study has them.
func decode(t *testing.T, text string) (*credit.DealSpec, error) {
	t.Helper()
	tree, err := experiments.ParseTree("deal.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var table experiments.DealTable
	table.Preset()
	if err := experiments.Decode(tree, &table); err != nil {
		return nil, err
	}
	return table.Params.(*credit.DealSpec), nil
}

// TestWrittenDealIsThePreset reads the whole of ledn-2026-1 as a user would write it.
func TestWrittenDealIsThePreset(t *testing.T) {
	text, err := os.ReadFile("testdata/ledn-2026-1.toml")
	if err != nil {
		t.Fatal(err)
	}
	got, err := decode(t, string(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(credit.Ledn20261(), got, cmpopts.IgnoreUnexported(credit.DealSpec{})); diff != "" {
		t.Error(diff)
	}
}

// TestMiniTrustAsAStudy writes G17 as overrides of the preset.
func TestMiniTrustAsAStudy(t *testing.T) {
	got, err := decode(t, `
kind = "ledn-2026-1"
tests = "off"
triggers = "off"
legal_final_months = 3
cash_usd = 0
reserve.initial_usd = 45000
revolving.months = 0
cleanup.share = "0%"
fee.trustee.off = true
note.A = { balance_usd = 700000, coupon = "6%" }
note.B = { balance_usd = 200000, coupon = "12%" }
`)
	if err != nil {
		t.Fatal(err)
	}
	want := miniTrust()
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(credit.DealSpec{})); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsOfADealNameTheLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`note.A.coupon = "685%"`, "deal.toml:2: note.A.coupon"},
		{`step.principal.pay = ["A", "C"]`, `deal.toml:2: step.principal.pay = ["A", "C"]: want notes out of A, B, not C`},
		{`trigger.oc.level = 103`, `deal.toml:2: trigger.oc.level = 103.00: want a ratio with its unit, like "103%"`},
		{`waterfall.revolving = ["trustee", "residual", "servicer"]`, "deal.toml:2: waterfall.revolving"},
		{`note.C = { balance_usd = 1, coupon = "1%", rank = 3 }`, "deal.toml:2: note.C"},
		{`step.x = { do = "pay" }`, "deal.toml:2: step.x.do"},
		{`trigger.x = { metric = "oc.A", level = "1%" }`, "deal.toml:2: trigger.x.effect"},
		{`notes.A.coupon = "1%"`, "deal.toml:2: notes"},
	} {
		_, err := decode(t, "kind = \"ledn-2026-1\"\n"+c.text+"\n")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.text, err, c.want)
		}
	}
}

// TestShownDealReadsBack holds every kind to what `show` prints of it, sources included.
func TestShownDealReadsBack(t *testing.T) {
	for _, k := range credit.DealKinds {
		var table experiments.DealTable
		tree, err := experiments.ParseTree("deal.toml", []byte(`kind = "`+k.Name+`"`))
		if err != nil {
			t.Fatal(err)
		}
		table.Preset()
		if err := experiments.Decode(tree, &table); err != nil {
			t.Fatal(err)
		}
		var shown bytes.Buffer
		if err := experiments.Encode(&shown, &table); err != nil {
			t.Fatal(err)
		}
		spec, ok := table.Params.(*credit.DealSpec)
		if !ok {
			continue
		}
		again, err := decode(t, shown.String())
		if err != nil {
			t.Fatalf("%s: %v\n%s", k.Name, err, shown.String())
		}
		if diff := cmp.Diff(spec, again, cmpopts.IgnoreUnexported(credit.DealSpec{})); diff != "" {
			t.Errorf("%s: %s", k.Name, diff)
		}
		for _, s := range experiments.Settings(&table) {
			if s.Key != "" && s.Key != "kind" && s.Source == "" {
				t.Errorf("%s: %s has no source", k.Name, s.Address())
			}
		}
	}
}
