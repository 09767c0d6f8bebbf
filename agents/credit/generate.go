package credit

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"firesale/market/unit"
)

// A Target is what is published about a pool. Generate makes loans that meet every aggregate exactly, as integers, for
// any seed: loans, borrowers, Σ principal, Σ coins, and Σ principal × rate = Rate × Σ principal. What is not published
// (who owes how much at which LTV) is a stratified sample, so that its marginals do not depend on luck.
//
// Misleads about concentration: real pools have families of loans, and a borrower's loans share more than a name.
type Target struct {
	Loans      int64     `toml:"loans" unit:"loans" range:"[1,10000000]" doc:"loans in the pool" source:"published: article on Ledn Issuer Trust 2026-1"`
	Borrowers  int64     `toml:"borrowers" unit:"borrowers" range:"[1,10000000]" doc:"borrowers, each with a loan at least; the preset means one a loan where loans are fewer" source:"published: article on Ledn Issuer Trust 2026-1"`
	Principal  unit.USD  `toml:"principal_usd" unit:"USD" range:"(0,1e12]" doc:"sum of principals" source:"published: article on Ledn Issuer Trust 2026-1"`
	Collateral unit.BTC  `toml:"collateral_btc" unit:"BTC" range:"(0,21000000]" doc:"sum of coins" source:"published: article on Ledn Issuer Trust 2026-1"`
	Rate       unit.Rate `toml:"rate" range:"[0,1]" doc:"principal-weighted mean of the loans' rates, exact" source:"published: article on Ledn Issuer Trust 2026-1"`

	SizeSD  float64  `toml:"size_sd" unit:"log" range:"[0,5]" doc:"standard deviation of the log of loan sizes; 1.3 to 1.8 is plausible" source:"assumed"`
	Minimum unit.USD `toml:"minimum_usd" unit:"USD" range:"[1,1e12]" doc:"smallest loan" source:"assumed"`
	Maximum unit.USD `toml:"maximum_usd" unit:"USD" range:"[1,1e12]" doc:"largest loan" source:"assumed"`

	LTVMean     unit.Ratio  `toml:"ltv_mean" range:"(0,10)" doc:"mean of the wished LTVs, before they are tilted to meet collateral_btc" source:"assumed"`
	LTVSD       unit.Ratio  `toml:"ltv_sd" range:"[0,10)" doc:"standard deviation of the wished LTVs, before they are held to the range" source:"assumed"`
	LTVLow      unit.Ratio  `toml:"ltv_low" range:"(0,10)" doc:"LTV above which every loan is" source:"assumed"`
	LTVHigh     unit.Ratio  `toml:"ltv_high" range:"(0,10)" doc:"LTV below which every loan is: below the margin call" source:"assumed"`
	LTVWeighted *unit.Ratio `toml:"ltv_principal_weighted" range:"(0,10)" doc:"principal-weighted mean LTV, instead of ltv_sd; absent = as it comes" source:"assumed"`
	LTVBySize   float64     `toml:"ltv_by_size" unit:"1" range:"[-1,1]" doc:"rank correlation of LTV and size" source:"assumed"`

	Vintage bool `toml:"vintage" doc:"where a replayed price file covers the year before clock.start: loans made over that year, at 50% of the price of their month; else all loans start at clock.start" source:"assumed"`

	RateGrid    []unit.Rate  `toml:"rate_grid" range:"[0,1]" doc:"rates that loans have, before all are shifted to meet rate" source:"assumed"`
	RateWeights []unit.Ratio `toml:"rate_weights" range:"[0,1]" doc:"share of the loans at each rate of the grid" source:"assumed"`
}

// LednIssuerTrust is the pool of Ledn Issuer Trust 2026-1 on 31 December 2025. Its aggregates agree with each other for a
// bitcoin at $87,501.19 to $87,511.98.
func LednIssuerTrust() *Target {
	return &Target{
		Loans: 5_441, Borrowers: lednBorrowers,
		Principal: 199_100_000 * unit.Dollar, Collateral: 407_887_000_000 * unit.Satoshi, Rate: 1180 * unit.BP,
		SizeSD: 1.5, Minimum: 500 * unit.Dollar, Maximum: 2_000_000 * unit.Dollar,
		LTVMean: 0.56, LTVSD: 0.065, LTVLow: 0.20, LTVHigh: 0.695, Vintage: true,
		RateGrid:    []unit.Rate{1040 * unit.BP, 1140 * unit.BP, 1190 * unit.BP, 1240 * unit.BP, 1290 * unit.BP},
		RateWeights: []unit.Ratio{0.12, 0.28, 0.30, 0.20, 0.10},
	}
}

// Generate makes a pool whose loans all start at the cutoff, with bitcoin at a price. It draws who has which loan, rate
// and LTV from r. A target that no pool meets, or that this way of making one does not reach, is an error that says
// which it is and what would do; there is never a pool that is nearly right.
func (t Target) Generate(r *rand.Rand, price unit.Price, cutoff unit.Date) (Pool, Report, error) {
	d, err := t.draw(r)
	if err != nil {
		return Pool{}, Report{}, err
	}
	theta, err := t.fitLTV(r, d, price)
	if err != nil {
		return Pool{}, Report{}, err
	}
	return t.finish(d, theta, price, cutoff)
}

// A drawn pool is columns, one entry a loan.
type drawn struct {
	principal  []unit.USD
	rate       []unit.Rate
	borrower   []int32
	collateral []unit.BTC
	age        []int8 // months since origination
	pays       Pays
}

// draw makes what does not depend on the price: sizes, rates and borrowers.
func (t Target) draw(r *rand.Rand) (*drawn, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	d := &drawn{principal: t.sizes()}
	r.Shuffle(len(d.principal), func(i, j int) {
		d.principal[i], d.principal[j] = d.principal[j], d.principal[i]
	})
	var err error
	if d.rate, err = t.rates(r, d.principal); err != nil {
		return nil, err
	}
	d.borrower = t.borrowers(r)
	d.age = make([]int8, len(d.principal))
	return d, nil
}

// finish names the loans and holds the pool to its target.
func (t Target) finish(d *drawn, theta float64, price unit.Price, cutoff unit.Date) (Pool, Report, error) {
	p := Pool{Loans: make([]Loan, len(d.principal))}
	loans, borrowers := names("L", len(d.principal)), names("B", int(t.people()))
	for i := range p.Loans {
		originated := cutoff.AddMonths(-int(d.age[i]))
		accrues := cutoff
		if d.pays == PIK {
			accrues = originated
		}
		p.Loans[i] = Loan{
			ID: loans[i], Borrower: borrowers[d.borrower[i]],
			Principal: d.principal[i], Collateral: d.collateral[i], Rate: d.rate[i],
			Originated: originated, Matures: originated.AddMonths(TermMonths), AccruesFrom: accrues, Pays: d.pays,
		}
	}
	report := t.report(&p, theta, price)
	return p, report, report.check()
}

// names are n names of equal width, counted from 1.
func names(prefix string, n int) []string {
	width := len(strconv.Itoa(n))
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%0*d", prefix, width, i+1)
	}
	return out
}
