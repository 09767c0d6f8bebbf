package credit

import (
	"fmt"
	"math/rand/v2"

	"firesale/market/unit"
)

// A Vintage is the year in which the loans of a pool were made. Each loan has a month of origination, 0 to 11 back, and
// started at StartLTV of that month's price, so that its wished LTV at the cutoff is
//
//	StartLTV × price(originated) / price(cutoff) × (1 + accrued share)
//
// held to the target's range; ltv_mean, ltv_sd and ltv_by_size are not used. Interest has accrued since origination if it
// is capitalised, and is paid up if it is paid in cash. Maturities, accruals and LTVs thus agree with one another.
// Misleads where borrowers topped up, drew more or were sold out on the way. Assumed: as many loans from each month.
type Vintage struct {
	Prices   []unit.Price // of the month of the cutoff, the month before, and so on: TermMonths of them
	StartLTV unit.Ratio   // preset 50%, published: Ledn's help pages
	Pays     Pays
}

// GenerateVintage makes a pool of loans that were made over the year before the cutoff.
func (t Target) GenerateVintage(r *rand.Rand, v Vintage, price unit.Price, cutoff unit.Date) (Pool, Report, error) {
	if err := v.check(price); err != nil {
		return Pool{}, Report{}, err
	}
	if t.LTVWeighted != nil {
		return Pool{}, Report{}, fmt.Errorf("pool: ltv_principal_weighted = %s: want no such key for a pool by vintage, whose LTVs follow from the prices", percent(*t.LTVWeighted))
	}
	d, err := t.draw(r)
	if err != nil {
		return Pool{}, Report{}, err
	}
	d.pays = v.Pays
	for k, i := range r.Perm(len(d.age)) {
		d.age[i] = int8(k % TermMonths)
	}
	theta, err := t.tilt(d, v.wished(d, price, cutoff), price)
	if err != nil {
		return Pool{}, Report{}, err
	}
	return t.finish(d, theta, price, cutoff)
}

func (v *Vintage) check(price unit.Price) error {
	if len(v.Prices) != TermMonths {
		return fmt.Errorf("pool: %d monthly prices: want %d, of the month of the cutoff and those before it", len(v.Prices), TermMonths)
	}
	for k, p := range append(v.Prices[:TermMonths:TermMonths], price) {
		if p <= 0 {
			return fmt.Errorf("pool: price %v in month %d before the cutoff: want above 0", p, k%TermMonths)
		}
	}
	if !(v.StartLTV > 0 && v.StartLTV < 10) {
		return fmt.Errorf("pool: loans start at an LTV of %s: want above 0%%, like 50%%", percent(v.StartLTV))
	}
	return nil
}

// wished is the LTVs that follow from origination.
func (v *Vintage) wished(d *drawn, price unit.Price, cutoff unit.Date) []float64 {
	ltv := make([]float64, len(d.age))
	for i, age := range d.age {
		ltv[i] = float64(v.StartLTV) * float64(v.Prices[age]) / float64(price)
		if v.Pays == PIK {
			days := cutoff - cutoff.AddMonths(-int(age))
			ltv[i] *= 1 + d.rate[i].Float()*float64(days)/365
		}
	}
	return ltv
}
