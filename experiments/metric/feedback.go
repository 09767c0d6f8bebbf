package metric

import (
	"math"

	"firesale/sim/record"
)

func priceMin(r *record.Run) (float64, bool) { return math.Exp(r.LogMin), true }

func priceFinal(r *record.Run) (float64, bool) { return math.Exp(r.LogFinal), true }

func drawdown(r *record.Run) (float64, bool) { return -math.Expm1(-fall(r.LogStart, r.LogMin)), true }

func drawdownExogenous(r *record.Run) (float64, bool) {
	if r.Twin == nil {
		return 0, false
	}
	return -math.Expm1(-fall(r.LogStart, r.Twin.LogMin)), true
}

// amplification is A = d/d₀, d = −ln(min S / S₀) with feedback and d₀ without. It does not exist where d₀ = 0. Locally
// it is 1/(1−n), n the reproduction number.
func amplification(r *record.Run) (float64, bool) {
	if r.Twin == nil {
		return 0, false
	}
	without := fall(r.LogStart, r.Twin.LogMin)
	if without == 0 {
		return 0, false
	}
	return fall(r.LogStart, r.LogMin) / without, true
}

// reproduction is n̂ = 1 − BTC(generation 0) / BTC(all). It does not exist where nothing was sold. Over replications take
// it from totals: a mean of ratios is ruled by runs that sold little.
func reproduction(r *record.Run) (float64, bool) {
	all := sold(r)
	if all == 0 || r.Twin == nil {
		return 0, false
	}
	return 1 - float64(first(r))/float64(all), true
}

// reproductionPeak is the largest n = Λ·s of the run: above 1 a sale causes more than itself, and the system runs away
// until s falls or everything is sold. It is taken at every new low of the mid.
func reproductionPeak(r *record.Run) (float64, bool) { return r.ReproductionPeak, true }

// runaway is the amplification above which a run counts as amplified. assumed: the feedback adds as much as the shock itself.
const runaway = 2

func amplified(r *record.Run) (float64, bool) {
	a, ok := amplification(r)
	if !ok || a <= runaway {
		return 0, ok
	}
	return 1, true
}
