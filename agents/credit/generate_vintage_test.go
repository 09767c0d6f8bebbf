package credit_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// year is prices at the months' ends of a year like 2025, latest first.
var year = []unit.Price{
	87_508_00, 90_400_00, 109_500_00, 114_000_00, 108_200_00, 115_700_00,
	107_100_00, 104_600_00, 94_200_00, 82_500_00, 84_300_00, 102_400_00,
}

func ExampleTarget_GenerateVintage() {
	vintage := credit.Vintage{Prices: year, StartLTV: 0.5, Pays: credit.PIK}
	pool, report, err := credit.LednIssuerTrust().GenerateVintage(source(1), vintage, year[0], cutoff)
	first := pool.Loans[0]
	fmt.Println(report.Achieved.Principal, report.Achieved.Collateral, err)
	fmt.Println(first.Originated, first.Matures, first.AccruesFrom == first.Originated)
	// Output:
	// 199100000.00 4078.87 <nil>
	// 2025-11-30 2026-11-30 true
}

// Loans of a month that was dearer have higher LTVs; the twelve months have as many loans each; sums are exact.
func TestGenerateVintage(t *testing.T) {
	for _, pays := range []credit.Pays{credit.Cash, credit.PIK} {
		vintage := credit.Vintage{Prices: year, StartLTV: 0.5, Pays: pays}
		pool, report, err := credit.LednIssuerTrust().GenerateVintage(source(5), vintage, year[0], cutoff)
		if err != nil {
			t.Fatal(err)
		}
		a := report.Achieved
		if want := big.NewInt(199_100_000_00 * 118_000); a.RateSum.Cmp(want) != 0 || a.Principal != 199_100_000_00 || a.Collateral != 4_078_87000000 {
			t.Errorf("%v: %+v", pays, a)
		}
		loans, ltv := map[unit.Date]int{}, map[unit.Date]float64{}
		for _, l := range pool.Loans {
			loans[l.Originated]++
			ltv[l.Originated] += l.Principal.Float() / l.Collateral.Float() / year[0].Float()
			if l.Matures != l.Originated.AddMonths(12) || l.Pays != pays || (l.AccruesFrom == cutoff) != (pays == credit.Cash || l.Originated == cutoff) {
				t.Fatalf("%+v", l)
			}
		}
		if len(loans) != 12 {
			t.Errorf("%d months of origination, want 12", len(loans))
		}
		for k := range 12 {
			month := cutoff.AddMonths(-k)
			if n := loans[month]; n != 453 && n != 454 { // 5,441 / 12 = 453.4
				t.Errorf("%v: %d loans", month, n)
			}
			ltv[month] /= float64(loans[month])
		}
		if july, march := ltv[cutoff.AddMonths(-5)], ltv[cutoff.AddMonths(-9)]; july < march+0.1 {
			t.Errorf("mean LTV of July %.3f, made at 115,700, of March %.3f, made at 82,500", july, march)
		}
	}
}

func TestGenerateVintageRefuses(t *testing.T) {
	weighted := unit.Ratio(0.57)
	for _, c := range []struct {
		name    string
		vintage credit.Vintage
		change  func(*credit.Target)
		want    string
	}{
		{"months", credit.Vintage{Prices: year[:11], StartLTV: 0.5}, nil, "pool: 11 monthly prices: want 12"},
		{"a month without a price", credit.Vintage{Prices: append([]unit.Price{0}, year[1:]...), StartLTV: 0.5}, nil, "pool: price 0.00 in month 0 before the cutoff: want above 0"},
		{"start", credit.Vintage{Prices: year}, nil, "pool: loans start at an LTV of 0%: want above 0%"},
		{"weighted", credit.Vintage{Prices: year, StartLTV: 0.5}, func(g *credit.Target) { g.LTVWeighted = &weighted }, "want no such key for a pool by vintage"},
		{"coins", credit.Vintage{Prices: year, StartLTV: 0.5}, func(g *credit.Target) { g.Collateral = unit.Coin }, "pool: collateral_btc = 1: want"},
	} {
		target := credit.LednIssuerTrust()
		if c.change != nil {
			c.change(target)
		}
		if _, _, err := target.GenerateVintage(source(1), c.vintage, year[0], cutoff); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v\nwant %s", c.name, err, c.want)
		}
	}
}
