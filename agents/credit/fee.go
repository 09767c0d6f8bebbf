package credit

import "firesale/market/unit"

// FeeSpec is a fee: an amount a month, a yearly rate on the pool at the start of the period, or both. What is not paid
// is carried and paid first next time, without interest.
type FeeSpec struct {
	Rate  unit.Rate `toml:"rate" range:"[0,1]" doc:"a year, of the pool's principal at the start of the period" source:"assumed"`
	Month unit.USD  `toml:"usd_month" range:"[0,inf)" doc:"fixed amount a month" source:"assumed"`
	Off   bool      `toml:"off" doc:"switch this fee off" source:"assumed"`
}

type feeTerms struct {
	name  string
	rate  unit.Rate
	month unit.USD
}

// fee is the running state of a fee.
type fee struct {
	carried unit.USD // unpaid, current included
	today   feeDay
}

// feeDay is what happened to a fee since the last payment date.
type feeDay struct{ open, current, paid unit.USD }

// accrue makes the period's fee due: the rate on the pool at the start of the period, the fixed part by months.
func (f *fee) accrue(t *feeTerms, pool unit.USD, p period) {
	current := p.interest(pool, t.rate) + p.monthly(t.month)
	f.today = feeDay{open: f.carried, current: current}
	f.carried += current
}

func (f *fee) pay(v unit.USD) {
	f.carried -= v
	f.today.paid += v
}
