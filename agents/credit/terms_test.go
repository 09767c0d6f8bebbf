package credit_test

import (
	"fmt"
	"strings"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

func kindOf(t *testing.T, name string) *credit.Terms {
	t.Helper()
	for _, k := range credit.TermKinds {
		if k.Name == name {
			return k.Preset()
		}
	}
	t.Fatalf("no terms %q", name)
	return nil
}

func faults(terms *credit.Terms) string {
	var out []string
	terms.Validate(func(key, want string) { out = append(out, key+": "+want) })
	return strings.Join(out, "\n")
}

// What lenders publish on their own pages; 0 is what a lender does not publish.
func TestTermKinds(t *testing.T) {
	for _, c := range []struct {
		name                    string
		call, liquidation, cure unit.Rate
		window                  unit.Duration
		mode                    string
		restore, cost           unit.Rate
		leftOut                 []string // keys without which a study is refused
	}{
		{"ledn", 700_000, 800_000, 500_000, 0, "debt-only", 0, 0, nil},
		{"strike", 700_000, 850_000, 650_000, 72 * unit.Hour, "restore", 650_000, 0, nil},
		{"unchained", 667_000, 909_000, 606_000, 48 * unit.Hour, "restore", 606_000, 0, nil},
		{"figure", 0, 900_000, 0, 0, "close-out", 0, 0, []string{"margin_call_ltv", "cure_window"}},
		{"apx", 800_000, 900_000, 0, 0, "restore", 0, 50_000, []string{"cure_window", "restore_ltv"}},
		{"xexon", 700_000, 800_000, 600_000, 72 * unit.Hour, "restore", 600_000, 0, nil},
	} {
		k := kindOf(t, c.name)
		if k.MarginCallLTV != c.call || k.LiquidationLTV != c.liquidation || k.CureLTV != c.cure || k.Liquidation != c.mode || k.RestoreLTV != c.restore || k.Cost != c.cost {
			t.Errorf("%s: %+v", c.name, k)
		}
		if (k.CureWindow == nil) != (c.window == 0) || (k.CureWindow != nil && *k.CureWindow != c.window) {
			t.Errorf("%s: cure window %v, want %v", c.name, k.CureWindow, c.window)
		}
		if k.LTVBasis != "principal" || k.DayCount != "act/365" || k.Pays != "cash" {
			t.Errorf("%s: %+v", c.name, k)
		}
		var keys []string
		k.Validate(func(key, _ string) { keys = append(keys, key) })
		if fmt.Sprint(keys) != fmt.Sprint(c.leftOut) {
			t.Errorf("%s: refused for %v, want %v", c.name, keys, c.leftOut)
		}
	}
	if len(credit.TermKinds) != 6 {
		t.Errorf("%d kinds, and six in this table", len(credit.TermKinds))
	}
}

func TestTermsValidate(t *testing.T) {
	day := unit.Day
	for _, c := range []struct {
		name   string
		kind   string
		change func(*credit.Terms)
		want   string
	}{
		{"liquidation at the call", "ledn", func(k *credit.Terms) { k.LiquidationLTV = 70 * unit.Percent }, "liquidation_ltv: want above margin_call_ltv (70%)"},
		{"window without target", "ledn", func(k *credit.Terms) { k.CureWindow, k.CureLTV = &day, 0 }, `cure_ltv: want a ratio with its unit, above 0%, like "50%"`},
		{"cure above the call", "ledn", func(k *credit.Terms) { k.CureLTV = 71 * unit.Percent }, "cure_ltv: want at most margin_call_ltv (70%)"},
		{"restore without target", "ledn", func(k *credit.Terms) { k.Liquidation = "restore" }, "restore_ltv: want a ratio with its unit"},
		{"restore to nowhere", "strike", func(k *credit.Terms) { k.RestoreLTV = 85 * unit.Percent }, "restore_ltv: want below liquidation_ltv (85%)"},
		{"costs eat the sale", "strike", func(k *credit.Terms) { k.Cost = 35 * unit.Percent }, "restore_ltv: want below 100% less cost (65%)"},
		{"not published", "figure", func(*credit.Terms) {}, `margin_call_ltv: want a ratio with its unit, above 0%, like "70%": the lender does not publish it`},
		{"not published but written", "figure", func(k *credit.Terms) { k.MarginCallLTV, k.CureWindow, k.CureLTV = 750_000, &day, 500_000 }, ""},
	} {
		k := kindOf(t, c.kind)
		c.change(k)
		if got := faults(k); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTermKindsAreTheirOwn(t *testing.T) {
	*kindOf(t, "strike").CureWindow = 0
	if *kindOf(t, "strike").CureWindow == 0 {
		t.Error("two studies share one cure window")
	}
}

func TestPays(t *testing.T) {
	for _, p := range []credit.Pays{credit.Cash, credit.PIK} {
		if back, err := credit.ParsePays(p.String()); back != p || err != nil {
			t.Errorf("%v: read back as %v, %v", p, back, err)
		}
	}
	if _, err := credit.ParsePays("Cash"); err == nil || err.Error() != `"Cash": want cash or pik` {
		t.Error(err)
	}
}

func TestPoolSums(t *testing.T) {
	p := credit.Pool{Loans: []credit.Loan{{Borrower: "a", Principal: 1, Collateral: 5, Rate: 2}, {Borrower: "b", Principal: 2, Collateral: 6, Rate: 7}, {Borrower: "a", Principal: 3, Collateral: 7}}}
	if a := p.Aggregates(); a.Principal != 6 || a.Collateral != 18 || a.Borrowers != 2 || a.Loans != 3 || a.RateSum.Int64() != 16 {
		t.Errorf("%+v", a)
	}
	p.SetPays(credit.PIK)
	if p.Loans[2].Pays != credit.PIK {
		t.Error("SetPays left a loan out")
	}
}
