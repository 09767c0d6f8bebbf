package credit

import "firesale/market/unit"

// quarter is how many periods the metrics named _3m look back.
const quarter = 3

// window holds what the three-period metrics need of each of the last three periods.
type window struct {
	past     [quarter]windowPeriod
	periods  int // seen so far
	soldDebt unit.USD
	soldLTV  unit.USD // Σ debt × LTV of sales in the running period
}

type windowPeriod struct {
	spread            unit.Rate // yearly excess spread of the period, on the pool at its start
	soldDebt, soldLTV unit.USD
}

// close ends the running period with its excess spread.
func (w *window) close(spread unit.Rate) {
	w.past[w.periods%quarter] = windowPeriod{spread, w.soldDebt, w.soldLTV}
	w.periods++
	w.soldDebt, w.soldLTV = 0, 0
}

// ltvAtSale is the debt-weighted LTV at sale of the last three periods; it does not exist where nothing was sold.
func (w *window) ltvAtSale() quotient {
	var q quotient
	for _, p := range w.past {
		q.num += int64(p.soldLTV)
		q.den += int64(p.soldDebt)
	}
	return q
}

// excessSpread is the mean of the last three periods; it does not exist before there were three.
func (w *window) excessSpread() quotient {
	if w.periods < quarter {
		return quotient{}
	}
	q := quotient{den: quarter * int64(unit.One)}
	for _, p := range w.past {
		q.num += int64(p.spread)
	}
	return q
}

// spread is the excess spread of the period that ends now, a year, in ppm of the pool at its start:
//
//	12 × (interest accrued on performing loans + account income − fees − coupons due) / pool at the start
//
// and 0 where the pool was empty. Misleads while cash is idle: the pool then shrinks with the income.
func (d *Deal) spread(income unit.USD) unit.Rate {
	net := d.facts.Accrued + income
	for i := range d.fees {
		net -= d.fees[i].today.current
	}
	for i := range d.notes {
		net -= d.notes[i].current
	}
	if d.poolStart == 0 {
		return 0
	}
	perYear := func(v unit.USD) unit.Rate {
		return unit.Rate(unit.MulDivEven(int64(12*v), int64(unit.One), int64(d.poolStart)))
	}
	if net < 0 {
		return -perYear(-net)
	}
	return perYear(net)
}
