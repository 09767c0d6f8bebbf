package credit

import (
	"math/bits"
	"strings"

	"firesale/market/unit"
)

// metric is what a trigger or a test looks at.
type metric struct {
	kind metricKind
	note int // of oc and interest_short
}

type metricKind uint8

const (
	ocMetric metricKind = iota
	interestShortMetric
	ltvPoolMetric
	ltvAtSaleMetric
	netLossMetric
	excessSpreadMetric
	uninvestedMetric
	reserveToTargetMetric
	coverMetric
	coverDiscountedMetric
)

var metricNames = []string{"oc", "interest_short", "ltv_pool", "ltv_at_sale_3m", "net_loss_cumulative", "excess_spread_3m",
	"uninvested_share", "reserve_to_target", "cover", "cover_discounted"}

// metricNamed splits a metric's name: "oc.A" is oc of the note A.
func metricNamed(text string) (kind metricKind, note string, ok bool) {
	name, note, has := strings.Cut(text, ".")
	for k, known := range metricNames {
		if kind = metricKind(k); name == known {
			return kind, note, has == (kind == ocMetric || kind == interestShortMetric)
		}
	}
	return 0, "", false
}

// daily says whether the metric moves with the price and is evaluated at every mark.
func (m metric) daily() bool {
	return m.kind == ltvPoolMetric || m.kind == coverMetric || m.kind == coverDiscountedMetric
}

// quotient is the value of a metric, num / den, compared with a level without ever being divided. den = 0 means that
// the metric does not exist.
type quotient struct{ num, den int64 }

func (q quotient) exists() bool { return q.den > 0 }

func (q quotient) float() float64 { return float64(q.num) / float64(q.den) }

// holds compares exactly: num × 10⁶ with ppm × den, or cents with cents (then den is 1).
func (q quotient) holds(op string, level Level) bool {
	scale := int64(unit.One)
	if level.Dollars {
		scale = 1
	}
	c := compareProducts(q.num, scale, level.Amount, q.den)
	switch op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c >= 0
}

// compareProducts is the sign of a·b − c·d for b, d ≥ 0, in 128 bits.
func compareProducts(a, b, c, d int64) int {
	if an, cn := a < 0, c < 0; an != cn {
		if an {
			return -1 // c may be 0 with a < 0; a·b is 0 only if b is, which no caller passes
		}
		return 1
	} else if an {
		return compareProducts(-c, d, -a, b)
	}
	ahi, alo := bits.Mul64(uint64(a), uint64(b))
	chi, clo := bits.Mul64(uint64(c), uint64(d))
	switch {
	case ahi != chi && ahi < chi, ahi == chi && alo < clo:
		return -1
	case ahi == chi && alo == clo:
		return 0
	}
	return 1
}

// measure is the value of a metric now. Cash is principal and funding; performing is the principal of loans not in
// liquidation.
func (d *Deal) measure(m metric) quotient {
	assets := int64(d.facts.Performing + d.cash())
	switch m.kind {
	case ocMetric:
		return quotient{assets, int64(d.seniors(m.note))}
	case interestShortMetric:
		return quotient{int64(d.notes[m.note].carried), 1}
	case ltvPoolMetric:
		return quotient{int64(d.facts.Debt), int64(d.facts.Collateral)}
	case ltvAtSaleMetric:
		return d.window.ltvAtSale()
	case netLossMetric:
		return quotient{int64(d.sums.lost), int64(d.rules.closingPool)}
	case excessSpreadMetric:
		return d.window.excessSpread()
	case uninvestedMetric:
		return quotient{int64(d.cash()), assets}
	case reserveToTargetMetric:
		return quotient{int64(d.purses[ReserveAccount].balance), int64(d.reserveAim)}
	case coverMetric:
		return quotient{int64(d.covered()), int64(d.outstanding())}
	}
	return quotient{int64(d.coveredDiscounted()), int64(d.outstanding())}
}

// Metric is the value of a metric as a trigger would see it now, by the name a study gives it. ok is false if the metric
// does not exist, now or at all.
func (d *Deal) Metric(name string) (value float64, ok bool) {
	kind, noteName, ok := metricNamed(name)
	m := metric{kind: kind, note: d.rules.note(noteName)}
	if !ok || noteName != "" && m.note < 0 {
		return 0, false
	}
	q := d.measure(m)
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
