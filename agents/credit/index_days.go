package credit

import "firesale/market/unit"

// The days over which the loans of an index accrue interest.

// Days of interest that a loan of the bucket owes on a day: since its first day of accrual if interest is capitalised,
// since the last monthly payment date if it is paid in cash. basis is the length of the year they are counted in.
func (x *Index) accrual(b *Bucket, today unit.Date) (days, basis int64) {
	if b.rate == 0 {
		return 0, 1
	}
	from := b.from
	if b.pays == Cash {
		from = max(from, x.lastPayment(today))
	}
	return x.count(from, today)
}

// count is the days from one day to another and the length of the year, by the loans' convention.
func (x *Index) count(from, to unit.Date) (days, basis int64) {
	if x.Terms.DayCount == "30/360" {
		return max(0, unit.Days360(from, to)), 360
	}
	return max(0, int64(to-from)), 365
}

// period is count, but from one monthly payment date to the next a twelfth of a year on 30/360: it would count 32 days from
// 28 January to the end of February, and 28 days on from there.
func (x *Index) period(from, to unit.Date) (days, basis int64) {
	if x.Terms.DayCount == "30/360" && x.lastPayment(from) == from && x.nextPayment(from) == to {
		return 30, 360
	}
	return x.count(from, to)
}

// lastPayment is the latest monthly payment date, counted from the start, that is not after a day of the run.
func (x *Index) lastPayment(day unit.Date) unit.Date {
	return x.payments[min(max(int(day-x.start), 0), len(x.payments)-1)]
}

// nextPayment is the first monthly payment date after a day of the run; if it has none, a day beyond the run.
func (x *Index) nextPayment(today unit.Date) unit.Date {
	if day := max(int(today-x.start), 0); day < len(x.coming) {
		return x.coming[day]
	}
	return today + 31
}

// paymentDates lists, for every day of a run and of the month after it, the last payment date up to it and the next one after it.
func paymentDates(h Horizon) (last, next []unit.Date) {
	months, at := 1, h.Start
	for day := h.Start; day <= h.End+31; day++ {
		if day >= h.Start.AddMonths(months) {
			at = h.Start.AddMonths(months)
			months++
		}
		last, next = append(last, at), append(next, h.Start.AddMonths(months))
	}
	return last, next
}
