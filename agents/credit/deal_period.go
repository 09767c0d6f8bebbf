package credit

import "firesale/market/unit"

// period is the time between two payment dates, as coupons and fees count it. A whole period on 30/360 is a twelfth of a
// year whatever the month, so that balance × rate / 12 is rounded once.
type period struct {
	day         unit.Date // its end
	days, basis int64
	thirtieths  int64 // of a month, for fixed fees
}

// periodTo is the period from the last payment date (or the opening) to a day.
func (d *Deal) periodTo(day unit.Date) period {
	p := period{day: day, days: 30, basis: 360, thirtieths: 30}
	whole := d.whole && day == d.payDate(d.number+1)
	if !whole {
		p.thirtieths = max(0, unit.Days360(d.since, day))
		p.days = p.thirtieths
	}
	if d.rules.act365 {
		p.days, p.basis = max(0, int64(day-d.since)), 365
	}
	return p
}

// interest is that of a balance over the period, rounded half to even once.
func (p period) interest(balance unit.USD, rate unit.Rate) unit.USD {
	return unit.Interest(balance, rate, p.days, p.basis)
}

// monthly is a monthly amount, in proportion where the period is not a whole month.
func (p period) monthly(v unit.USD) unit.USD {
	return unit.USD(unit.MulDivEven(int64(v), p.thirtieths, 30))
}

// payDate is the n-th payment date, closing plus n months.
func (d *Deal) payDate(n int) unit.Date { return d.rules.spec.Closing.AddMonths(n) }
