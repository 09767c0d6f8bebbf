// Package metric turns the record of a run into numbers: one kind a metric, one row of them a run.
//
// A number that does not exist (an amplification without a fall, a median of no sales, anything that compares with a
// twin that did not run) is absent, never 0 and never NaN.
package metric

import (
	"math"

	"firesale/sim/record"
)

// A Kind is a number that every run has.
//
//	must    depend on the record alone; say false where the number does not exist
//	may not return NaN or an infinity
type Kind struct {
	Name, Unit, Doc string
	Of              func(r *record.Run) (x float64, ok bool)
}

// Kinds is every metric that any study has, in the order of their columns. To add one: a function in the file of its
// subject, with its test, and a line here. What each lender's notes lost is beside it, in notes.go.
var Kinds = []Kind{
	{"liquidated_loans", "loans", "loans whose liquidation began, sold yet or not", liquidatedLoans},
	{"liquidated_btc", "BTC", "coins sold by liquidations", liquidatedBTC},
	{"liquidated_btc_g0", "BTC", "of them, sold for loans that are liquidated without feedback too", liquidatedBTCFirst},
	{"liquidated_share", "1", "initial principal of the liquidated loans, as a share of all", liquidatedShare},
	{"waves", "waves", "instant: rounds with a breach; timed: runs of steps with breaches, an hour or more apart", waves},
	{"price_min_usd", "USD/BTC", "lowest mid", priceMin},
	{"price_final_usd", "USD/BTC", "mid at the end", priceFinal},
	{"drawdown", "1", "1 - lowest mid / first mid", drawdown},
	{"drawdown_exogenous", "1", "the same without feedback (the twin)", drawdownExogenous},
	{"amplification", "1", "log fall with feedback / without; report it beside the ratio of means", amplification},
	{"reproduction", "1", "1 - coins of generation 0 / coins of all generations", reproduction},
	{"reproduction_peak", "1", "largest sales caused per coin sold at any new low: coins within 1% below the mid / 1% / depth", reproductionPeak},
	{"distance_to_criticality", "1", "1 - that number / what the pace of selling tolerates, or 1 - its permanent part, the lesser: below 0 sales run away", distanceToCriticality},
	{"amplified", "1", "1 if the log price fell more than twice as far as without feedback, else 0: its mean is P(A > 2)", amplified},
	{"ltv_at_sale_median", "1", "LTV just before a loan's first clearing, debt-weighted median", ltvAtSaleMedian},
	{"ltv_at_sale_max", "1", "the largest of them", ltvAtSaleMax},
	{"shortfall_usd", "USD", "principal and interest of liquidated loans not recovered; unsold coins count at the mark", shortfall},
	{"cure_share", "1", "principal cured / principal whose margin call ended", cureShare},
	{"trigger_shortfall", "1", "1 - proceeds of liquidations / coins at the marks by which they began", triggerShortfall},
	{"arrival_shortfall", "1", "1 - average price of liquidations / mid before the first order for each loan, weighted by coins", arrivalShortfall},
	{"queue_hours", "h", "mean time from the breach of a loan to the sale of its coins, weighted by coins", queueHours},
	{"under_water_hours", "h", "time that coins waited to be sold while their loan owed more than they were worth at the mark, per coin sold", underWaterHours},
}

// fall is how far the log price fell below its start.
func fall(start, low float64) float64 { return start - math.Min(start, low) }
