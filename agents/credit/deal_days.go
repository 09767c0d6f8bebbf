package credit

import "firesale/market/unit"

// WatchesPrice says whether a trigger must be asked every day: because its metric moves with the price, because it is an
// outside event with a date of its own, or because the lender must answer it within days.
func (d *Deal) WatchesPrice() bool {
	for i := range d.rules.triggers {
		if t := &d.rules.triggers[i]; !t.off && (t.dated || t.metric.daily || t.effect == coverCall || t.effect == redeem) {
			return true
		}
	}
	return false
}

// Since is the last payment date, or the opening.
func (d *Deal) Since() unit.Date { return d.since }

// Covers says whether the deal asks what the coins cover (PoolFacts.Covered), which costs a look into the pool.
func (d *Deal) Covers() bool { return d.rules.spec.Cover != nil }
