package metric

import (
	"firesale/market/unit"
	"firesale/sim/record"
)

// How liquidations were executed, over all sales of a run; none of it exists where nothing was sold. Sales that borrowers ask for
// are left out. The cost of a sale is not part of it.

// triggerShortfall is 1 − Σ proceeds / Σ coins · trigger price, the trigger price being the mark by which the liquidation began:
// what delay and impact took together. A price that had gapped through the threshold before anybody looked is in the LTV at sale
// instead. Negative where the price rose while coins waited.
func triggerShortfall(r *record.Run) (float64, bool) {
	all := executed(r)
	return short(all.Gross, all.AtTrigger)
}

// arrivalShortfall is 1 − VWAP / arrival price, the arrival price being the mid just before the first order for each loan, weighted
// by coins: the part of that which the seller's own orders, and the market while they lasted, took. Source: Perold 1988,
// implementation shortfall.
func arrivalShortfall(r *record.Run) (float64, bool) {
	all := executed(r)
	return short(all.Gross, all.AtArrival)
}

// queueHours is the mean time from the breach of a loan to the sale of its coins, weighted by coins. A sale that takes
// several steps counts by the ends of them. It leaves out what is unsold at the end, and does not exist in an instant.
func queueHours(r *record.Run) (float64, bool) {
	all := executed(r)
	if all.Sold == 0 || !all.Waited.Exists {
		return 0, false
	}
	return all.Waited.Value / all.Sold.Float(), true
}

// underWaterHours is the time that coins spent in lenders' queues while their loan was under water, its LTV above 100%, per coin sold:
//
//	Σ over time of (coins that wait and whose loan still owes more than its coins left are worth at the mark) · dt / coins sold
//
// What a loan owes is principal and interest, whatever the terms' ltv_basis, less what sales have brought; the mark stands from one
// step to the next, and is looked at in every step, polled or not. It is the time in which waiting is paid for by the lender and no
// longer by the borrower; 0 where nothing waits, as with a sweep without latency, however deep the loan was when it was sold.
//
// All coins that wait count, those that are unsold at the end or go back to the borrower after a recovery, too: where there are many of
// these it may exceed queue_hours, which is a mean over sales. It does not exist where nothing was sold, nor in an instant.
func underWaterHours(r *record.Run) (float64, bool) {
	all := executed(r)
	if all.Sold == 0 || !all.UnderWater.Exists {
		return 0, false
	}
	return all.UnderWater.Value / all.Sold.Float(), true
}

func short(got, worth unit.USD) (float64, bool) {
	if worth == 0 {
		return 0, false
	}
	return 1 - float64(got)/float64(worth), true
}

// executed adds up the sales of all lenders.
func executed(r *record.Run) (all record.Execution) {
	for i := range r.Lenders {
		e := &r.Lenders[i].Execution
		all.Sold += e.Sold
		all.Gross += e.Gross
		all.AtTrigger += e.AtTrigger
		all.AtArrival += e.AtArrival
		all.Waited.Value += e.Waited.Value
		all.Waited.Exists = all.Waited.Exists || e.Waited.Exists
		all.UnderWater.Value += e.UnderWater.Value
		all.UnderWater.Exists = all.UnderWater.Exists || e.UnderWater.Exists
	}
	return all
}
