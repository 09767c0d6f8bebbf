package experiments

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// staticSale is the whole pool of the deal as one loan, sold at once without impact.
const staticSale = `
[run]
replications = 1
[clock]
mode = "instant"
[price]
kind = "shock"
start = 87508.0
shock = "-50%"
[market.impact]
kind = "none"
[lender.ledn.terms]
liquidation = "close-out"
[lender.ledn.pool]
kind = "tape"
file = "one.csv"
[lender.ledn.deal]
kind = "ledn-2026-1"
[find]
address = "price.shock"
metric = "loss_usd.ledn.B"
low = "-70%"
high = "-20%"
`

func writeStudy(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range map[string]string{"study.toml": text,
		"one.csv": "loan,borrower,principal_usd,collateral_btc,rate,originated\na,1,199100000.00,4078.87,11.8%,2025-12-31\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "study.toml")
}

// TestFindBreakEven finds the price, known in closed form, at which class B loses its first dollar in a static sale.
func TestFindBreakEven(t *testing.T) {
	s, err := LoadStudy(writeStudy(t, staticSale), Options{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Run(context.Background(), t.TempDir(), 1, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	f := out.Found[0]
	for _, shock := range []float64{f.Lo, f.Hi} {
		if price := 87_508 * (1 + shock); math.Abs(price-43_565.99) > 0.1 { // 1e-6 of the start price and a cent
			t.Errorf("B breaks even at %.2f, want 43,565.99", price)
		}
	}
	if f.Above || !f.Monotone {
		t.Errorf("the loss is above 0 at the upper end (%v) or not monotone (%v)", f.Above, !f.Monotone)
	}
	visits, err := results.Read(out.Dir, "find")
	if err != nil || visits.Len() != len(f.Visits) || visits.Len() < 3 {
		t.Errorf("find.parquet has not the %d visited values: %v", len(f.Visits), err)
	}
}

// TestFindCopies searches whole numbers: it ends at neighbours.
func TestFindCopies(t *testing.T) {
	text := strings.NewReplacer(`kind = "none"`, "kind = \"linear\"\ndepth = 250000.0", `"price.shock"`, `"lender.ledn.copies"`, `"-70%"`, "1", `"-20%"`, "200").Replace(staticSale)
	s, err := LoadStudy(writeStudy(t, strings.Replace(text, `"-50%"`, `"-35%"`, 1)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.search.find(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if f := found[0]; f.Hi-f.Lo != 1 || !f.Above {
		t.Errorf("the search ended at %+v, want neighbours with the loss above 0 at the upper one", f)
	}
}

func TestFindFaults(t *testing.T) {
	for _, c := range []struct{ why, old, new, want string }{
		{"ends on one side", `"-20%"`, `"-60%"`, "want ends between which"},
		{"no such metric", "loss_usd.ledn.B", "loss_usd.ledn.C", "did you mean"},
		{"no such address", "price.shock", "price.shoc", "want an address of this study"},
		{"not a number", "price.shock", "price.kind", "find.low"},
		{"not of the model", "price.shock", "find.level", "want an address of the model"},
		{"luck", "price.shock", "run.seed", "want an address of the model"},
		{"varied", `"-20%"`, "\"-20%\"\n[design]\nvary.\"price.shock\" = [\"-30%\"]", "does not vary"},
		{"equal ends", `"-20%"`, `"-70%"`, "want another end"},
		{"batches", `"-20%"`, "\"-20%\"\n[run.stop]\nmetric = \"drawdown\"\nhalf_width = 0.1\nmax = 2", "run.stop"},
	} {
		text := strings.Replace(staticSale, "high = "+c.old, "high = "+c.new, 1)
		if text == staticSale {
			text = strings.Replace(staticSale, `"`+c.old+`"`, `"`+c.new+`"`, 1)
		}
		s, err := LoadStudy(writeStudy(t, text), Options{})
		if err == nil {
			_, err = s.search.find(context.Background(), 1)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.why, err, c.want)
		}
	}
}

// TestFindLuck searches at two points that differ by nothing that matters: with common draws they see the same runs, without
// them each has its own, at every value of a search the same.
func TestFindLuck(t *testing.T) {
	const text = `
[run]
replications = 20
common_draws = true
twin = false
[clock]
horizon = "5d"
[lender.a]
[design]
vary."market.volume_btc_day" = [100000.0, 200000.0]
[find]
address = "price.volatility"
metric = "drawdown"
low = "10%"
high = "90%"
level = 0.05
tolerance = 0.1
`
	for _, common := range []bool{true, false} {
		study := strings.Replace(text, "common_draws = true", fmt.Sprint("common_draws = ", common), 1)
		s, err := LoadStudy(writeStudy(t, study), Options{})
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.search.find(context.Background(), 2)
		if err != nil {
			t.Fatal(err)
		}
		low := func(point int) []float64 { return found[point].Visits[0].runs }
		if slices.Equal(low(0), low(1)) != common {
			t.Errorf("common_draws = %v: the points see %v and %v", common, low(0), low(1))
		}
		for _, v := range found[1].Visits[1:] {
			for i, x := range v.runs {
				if v.Value > 0.1 && x <= low(1)[i] {
					t.Errorf("common_draws = %v: replication %d falls by %g at 10%% and by %g at %g", common, i, low(1)[i], x, v.Value)
				}
			}
		}
	}
}
