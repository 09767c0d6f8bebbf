package experiments_test

import (
	"fmt"
	"strings"
	"testing"
)

// A variant written below the shipped deal is the deal of that kind: the resolved studies are the same, and a grid over the key
// gives each point its lists, with the notes that they have.
func TestVariantChoosesTheLists(t *testing.T) {
	const study = `
[run]
replications = 1
[clock]
mode = "instant"
[price]
kind = "shock"
start = 100000.0
shock = "-55%%"
[lender.x.pool]
kind = "tape"
file = "loans.csv"
[lender.x.deal]
%s
[design]
%s
`
	tape := map[string]string{"loans.csv": "loan,borrower,principal_usd,collateral_btc,rate,originated\nL1,B1,199100000.00,4078.87,11.8%,2025-12-31\n"}
	variants := []string{"sequential", "senior_mezz", "pro_rata_until_trigger", "pass_through", "covered_bond", "mv_bond"}
	for _, v := range variants[1:] {
		by := func(deal string) string {
			s, err := loaded(t, fmt.Sprintf(study, deal, ""), tape)
			if err != nil {
				t.Fatal(err)
			}
			return s.Config
		}
		if byVariant, byKind := by("kind = \"ledn-2026-1\"\nvariant = \""+v+"\""), by("kind = \""+v+"\""); byVariant != byKind {
			t.Errorf("%s by variant is not the deal of that kind", v)
		}
	}
	s, err := loaded(t, fmt.Sprintf(study, `kind = "ledn-2026-1"`, `vary."lender.x.deal.variant" = ["`+strings.Join(variants, `", "`)+`"]`), tape)
	if err != nil {
		t.Fatal(err)
	}
	runs := ran(t, s)("runs")
	for note, holds := range map[string][]bool{"A": {true, true, true, true, true, true}, "M": {false, true}, "B": {true, true, true}} {
		_, present := runs.Floats("loss_usd.x." + note)
		for i, has := range present {
			if want := i < len(holds) && holds[i]; has != want {
				t.Errorf("%s has a loss of note %s: %v, want %v", variants[i], note, has, want)
			}
		}
	}
}

// A variant that is not the kind's, and lists that are not the variant's, are refused.
func TestVariantIsHeldToItsLists(t *testing.T) {
	for _, c := range []struct{ deal, want string }{
		{"kind = \"senior_mezz\"\nvariant = \"pass_through\"", `variant = "pass_through": want the variant that the lists are`},
		{"kind = \"ledn-2026-1\"\nvariant = \"pass_trough\"", `variant = "pass_trough": want one of`},
		{"kind = \"ledn-2026-1\"\nvariant = \"pass_through\"\nrevolving.months = 3", `variant = "pass_through": want the variant that the lists are`},
	} {
		_, err := loaded(t, "[lender.x.deal]\n"+c.deal+"\n", nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.deal, err, c.want)
		}
	}
}
