package credit

import (
	"strings"

	"firesale/market/unit"
)

// A metricKind is something of a deal that a trigger, or a test, can compare with a level.
//
//	measure   is called on a payment date before the list runs, and daily at every mark too
//	must      be exact: a quotient is compared without being divided; den = 0 where the metric does not exist
//	may not   change the deal
type metricKind struct {
	name    string
	ofNote  bool // it is that of one note, oc.A
	dollars bool // its level is an amount, not a ratio
	daily   bool // it moves with the price, and is evaluated at every mark
	covers  bool // it sets assets against notes
	counted bool // table cover says what counts
	measure func(d *Deal, note int) quotient
}

// metricKinds is every metric that a study can name. To add one: a line here, and its name in the doc of TriggerSpec.Metric.
var metricKinds = []metricKind{
	{name: "oc", ofNote: true, covers: true, measure: func(d *Deal, note int) quotient { return quotient{int64(d.assets()), int64(d.seniors(note))} }},
	{name: "interest_short", ofNote: true, dollars: true, measure: func(d *Deal, note int) quotient { return quotient{int64(d.notes[note].carried), 1} }},
	{name: "ltv_pool", daily: true, measure: func(d *Deal, _ int) quotient { return quotient{int64(d.facts.Debt), int64(d.facts.Collateral)} }},
	{name: "ltv_at_sale_3m", measure: func(d *Deal, _ int) quotient { return d.window.ltvAtSale() }},
	{name: "net_loss_cumulative", measure: func(d *Deal, _ int) quotient { return quotient{int64(d.sums.lost), int64(d.rules.closingPool)} }},
	{name: "excess_spread_3m", measure: func(d *Deal, _ int) quotient { return d.window.excessSpread() }},
	{name: "uninvested_share", measure: func(d *Deal, _ int) quotient { return quotient{int64(d.cash()), int64(d.assets())} }},
	{name: "reserve_to_target", measure: func(d *Deal, _ int) quotient {
		return quotient{int64(d.purses[ReserveAccount].balance), int64(d.reserveAim)}
	}},
	{name: "cover", daily: true, covers: true, counted: true, measure: func(d *Deal, _ int) quotient {
		return quotient{int64(d.covered()), int64(d.outstanding())}
	}},
	{name: coverDiscounted, daily: true, covers: true, counted: true, measure: func(d *Deal, _ int) quotient {
		return quotient{int64(d.coveredDiscounted()), int64(d.outstanding())}
	}},
}

// coverDiscounted is the cover that takes coins at less than their mark.
const coverDiscounted = "cover_discounted"

// metric is what a trigger looks at.
type metric struct {
	*metricKind
	note int // of a kind that is one note's
}

// metricNamed splits a metric's name: "oc.A" is oc of the note A. The kind is nil if there is none.
func metricNamed(text string) (kind *metricKind, note string) {
	name, note, has := strings.Cut(text, ".")
	for i := range metricKinds {
		if k := &metricKinds[i]; k.name == name && k.ofNote == has {
			return k, note
		}
	}
	return nil, ""
}

// metricNames is every name, for messages.
func metricNames() string {
	var names []string
	for _, k := range metricKinds {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// assets is the principal of loans not in liquidation, and the cash of principal and funding.
func (d *Deal) assets() unit.USD { return d.facts.Performing + d.cash() }

// Metric is the value of a metric as a trigger would see it now, by the name a study gives it. ok is false if the metric
// does not exist, now or at all.
func (d *Deal) Metric(name string) (value float64, ok bool) {
	kind, noteName := metricNamed(name)
	note := d.rules.note(noteName)
	if kind == nil || noteName != "" && note < 0 {
		return 0, false
	}
	q := kind.measure(d, note)
	if !q.exists() {
		return 0, false
	}
	return q.float(), true
}

// MarketOC is the collateral at the mark and the cash, over the notes.
func (d *Deal) MarketOC() (value float64, ok bool) {
	q := quotient{int64(d.facts.Collateral + d.cash()), int64(d.outstanding())}
	return q.float(), q.exists()
}

// ReserveMonths is how many months of fees and coupons, as last due, the reserve would pay.
func (d *Deal) ReserveMonths() (value float64, ok bool) {
	due := int64(0)
	for i := range d.notes {
		due += int64(d.notes[i].today.due)
	}
	for i := range d.fees {
		due += int64(d.fees[i].today.open + d.fees[i].today.current)
	}
	q := quotient{int64(d.purses[ReserveAccount].balance), due}
	return q.float(), q.exists()
}

// seniors is the balance of a note and of all that rank before or beside it.
func (d *Deal) seniors(note int) (sum unit.USD) {
	for i := range d.notes {
		if d.rules.notes[i].rank <= d.rules.notes[note].rank {
			sum += d.notes[i].balance
		}
	}
	return sum
}
