package oracle

import (
	"fmt"
	"slices"
	"strings"

	"firesale/market/unit"
	"firesale/sim/record"
)

// facts is a run as text: the whole market, then the lenders in the order of their names.
func facts(r *record.Run) string {
	return fmt.Sprintf("%v %v %d %v\n%s", r.LogMin, r.LogFinal, r.Waves, r.AtSale, lenderFacts(r, func(string) bool { return true }))
}

// lenderFacts is what became of lenders whose names are asked for.
func lenderFacts(r *record.Run, wanted func(name string) bool) string {
	var lines []string
	for _, l := range r.Lenders {
		if wanted(l.Name) && l.Loans > 0 {
			lines = append(lines, fmt.Sprintf("%s#%d: %d loans, %v sold, %v got, %v short, %v\n", l.Name, l.Copy, l.LiquidatedLoans, l.Sold, l.Proceeds, l.Shortfall, l.SoldByGeneration))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func totalSold(r *record.Run) (coins unit.BTC) {
	for _, l := range r.Lenders {
		coins += l.Sold
	}
	return coins
}

func totalLoans(r *record.Run) (loans int) {
	for _, l := range r.Lenders {
		loans += l.LiquidatedLoans
	}
	return loans
}
