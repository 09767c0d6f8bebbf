package oracle

import (
	"fmt"
	"strings"

	"firesale/experiments/results"
)

// ladderRow is a row of the reference file.
type ladderRow struct {
	Shock, Beta float64
	Liquidated  int
	Waves       []int
	FinalPrice  float64   `json:"final_price"`
	Prices      []float64 `json:"prices_by_step"`
}

// ladderScale is the price at which the ladder's debts are whole dollars, ladderCoins the collateral of a loan, and
// ladderTotal that of all.
const (
	ladderScale = 100_000.
	ladderCoins = 100
	ladderTotal = 2_000
)

// ladder is V13: the twenty loans of the reference as a tape, both shocks and all betas as studies, read back from the
// result tables.
func ladder(b *bench) error {
	var file struct {
		Loans   []struct{ Debt float64 }
		Results []ladderRow
	}
	if err := reference("ltv_ladder20.json", &file); err != nil {
		return err
	}
	tape, unitDebts := "loan,borrower,principal_usd,collateral_btc,rate,originated\n", []float64(nil)
	for i, l := range file.Loans {
		debt := cents(l.Debt * ladderScale)
		tape += fmt.Sprintf("%d,%d,%v,%d,0%%,2025-12-31\n", i, i, debt, ladderCoins)
		unitDebts = append(unitDebts, debt.Float()/ladderScale/ladderCoins)
	}
	s, err := openShelf()
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.put("ladder.csv", tape); err != nil {
		return err
	}
	for i, row := range file.Results {
		if err := ladderCase(b, s, fmt.Sprintf("ladder%d.toml", i), row, rounds{unitDebts, row.Beta}); err != nil {
			return err
		}
	}
	return nil
}

func ladderCase(b *bench, s shelf, name string, row ladderRow, law rounds) error {
	if err := s.put(name, ladderStudy(row)); err != nil {
		return err
	}
	folder, err := s.run(b, name, "results", 1)
	if err != nil {
		return err
	}
	paths, err := folder.Read("paths")
	if err != nil {
		return err
	}
	runs, err := folder.Read("runs")
	if err != nil {
		return err
	}
	at := fmt.Sprintf(": shock %g, beta %g", row.Shock, row.Beta)
	got := outcomeOfTables(paths, runs)
	same(b, "liquidated"+at, row.Liquidated, int(first(runs, "liquidated_loans")))
	same(b, "waves"+at, fmt.Sprint(row.Waves), fmt.Sprint(got.waves))
	same(b, "metric waves"+at, len(row.Waves), int(first(runs, "waves")))
	b.relative("final price"+at, row.FinalPrice, got.final(), 1e-12)
	for i := 1; i+1 < len(row.Prices) && i < len(got.prices); i++ {
		b.relative(fmt.Sprintf("price after clearing %d%s", i, at), row.Prices[i+1], got.prices[i], 1e-12)
	}
	want := law.run(row.Shock)
	const rounding = 0.01 / ladderScale // of a loan: a cent
	b.within("shortfall"+at, want.shortfall*ladderCoins, got.shortfall*ladderCoins, float64(row.Liquidated)*rounding+1e-12)
	return nil
}

// ladderStudy is a study file of one row.
func ladderStudy(row ladderRow) string {
	impact := "kind = \"none\""
	if row.Beta > 0 {
		impact = fmt.Sprintf("kind = \"exponential\"\ndepth = %v", ladderTotal/row.Beta)
	}
	return fmt.Sprintf(`title = "ladder"
[run]
replications = 1
[clock]
mode = "instant"
[price]
kind = "shock"
start = %.1f
shock = "-%v%%"
[market.impact]
%s
[lender.ladder.terms]
kind = "ledn"
liquidation = "close-out"
[lender.ladder.pool]
kind = "tape"
file = "ladder.csv"
`, ladderScale, strings.TrimSuffix(fmt.Sprintf("%.2f", 100*row.Shock), ".00"), impact)
}

// outcomeOfTables reads the rounds of a study of one run.
func outcomeOfTables(paths, runs *results.Table) (o outcome) {
	sold, _ := paths.Floats("sold_btc")
	prices, _ := paths.Floats("price_usd")
	for i := range sold {
		if i > 0 && sold[i] > 0 {
			o.waves = append(o.waves, int(sold[i]/ladderCoins))
		}
		if i == 0 || sold[i] > 0 {
			o.prices = append(o.prices, prices[i]/ladderScale)
		}
	}
	o.shortfall = first(runs, "shortfall_usd") / ladderScale / ladderCoins
	return o
}

// first is a column's value in the first row; a number that does not exist reads 0.
func first(t *results.Table, column string) float64 {
	xs, _ := t.Floats(column)
	return xs[0]
}
