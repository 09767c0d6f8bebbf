package credit

import (
	"fmt"
	"math/big"
	"math/bits"
	"slices"

	"firesale/market/unit"
)

// Aggregates are what is published about a pool.
type Aggregates struct {
	Loans, Borrowers int
	Principal        unit.USD
	Collateral       unit.BTC
	RateSum          *big.Int // Σ principal × rate, in cents × ppm
}

// Aggregates counts the pool.
func (p *Pool) Aggregates() Aggregates {
	return Aggregates{len(p.Loans), p.Borrowers(), p.Principal(), p.Collateral(), p.rateSum()}
}

// rateSum passes 64 bits for a large pool.
func (p *Pool) rateSum() *big.Int {
	var hi, lo uint64
	for i := range p.Loans {
		h, l := bits.Mul64(uint64(p.Loans[i].Principal), uint64(p.Loans[i].Rate))
		var carry uint64
		lo, carry = bits.Add64(lo, l, 0)
		hi += h + carry
	}
	sum := new(big.Int).SetUint64(hi)
	return sum.Lsh(sum, 64).Add(sum, new(big.Int).SetUint64(lo))
}

// A Report holds a generated pool against its target.
type Report struct {
	Target, Achieved Aggregates // equal
	Theta            float64    // of the tilt of LTVs: far from 0, the wished shape fights the published total
	LTVPool          float64    // Σ principal / Σ value: the published one
	LTVWeighted      float64    // principal-weighted mean of the loans' LTVs: never below LTVPool
	Sizes            Quantiles  // USD
	LTVs             Quantiles
	TenLargest       float64 // share of principal
}

// Quantiles of loans, each loan counted once.
type Quantiles struct{ Min, P10, P50, P90, P99, Max float64 }

// report measures a pool at a price.
func (t *Target) report(p *Pool, theta float64, price unit.Price) Report {
	r := Report{Achieved: p.Aggregates(), Theta: theta, Target: Aggregates{
		int(t.Loans), int(t.people()), t.Principal, t.Collateral,
		new(big.Int).Mul(big.NewInt(int64(t.Principal)), big.NewInt(int64(t.Rate))),
	}}
	sizes, ltvs := make([]float64, len(p.Loans)), make([]float64, len(p.Loans))
	for i := range p.Loans {
		l := &p.Loans[i]
		sizes[i] = l.Principal.Float()
		ltvs[i] = sizes[i] / float64(l.Collateral.Float()*price.Float())
		r.LTVWeighted += float64(sizes[i] * ltvs[i])
	}
	r.LTVWeighted /= t.Principal.Float()
	r.LTVPool = t.Principal.Float() / float64(t.Collateral.Float()*price.Float())
	slices.Sort(sizes)
	slices.Sort(ltvs)
	for _, size := range sizes[max(0, len(sizes)-10):] {
		r.TenLargest += size / t.Principal.Float()
	}
	r.Sizes, r.LTVs = quantiles(sizes), quantiles(ltvs)
	return r
}

// quantiles of sorted numbers: the smallest with at least that share at or below it.
func quantiles(x []float64) Quantiles {
	at := func(percent int) float64 { return x[max(0, (percent*len(x)+99)/100-1)] }
	return Quantiles{at(0), at(10), at(50), at(90), at(99), at(100)}
}

// check is the promise of the generator: nothing nearly right leaves it.
func (r *Report) check() error {
	a, t := r.Achieved, r.Target
	if a.Loans != t.Loans || a.Borrowers != t.Borrowers || a.Principal != t.Principal || a.Collateral != t.Collateral || a.RateSum.Cmp(t.RateSum) != 0 {
		return fmt.Errorf("pool: generated %+v for a target of %+v: this is a mistake in the generator", a, t)
	}
	return nil
}
