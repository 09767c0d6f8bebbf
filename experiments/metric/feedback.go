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

// distanceToCriticality is how far the run stayed from where a cascade feeds itself:
//
//	the lesser of 1 − n/(1+ρ/κ) and 1 − φn
//
// n is the reproduction number, κ the rate at which a queue is sold, ρ the rate at which the market recovers and φ the permanent
// share of a move: at most 1, where nothing is sold for a fall or prices do not answer, and below 0 past the threshold. It takes
// the greatest n of the run, at the times of reproduction_peak.
//
// Whose selling has no pace of its own (sweep, a participation, a capacity, blocks, auctions, other leverage) counts as selling
// at once, κ = ∞, and so does a latency: it delays a cascade and does not stop it. Equal slices over T have the threshold of
// policy.TWAP. Paces of several lenders add up as Σ n_i/(1+ρ/κ_i), which is never less than what the whole system's
// stability asks for, so that the distance may be too short, not too long. A power law counts each of its rates alike, and
// the square root recovers at 1/window. Laws without recovery, and an instant, leave 1 − n. In a book the law of impact is
// nobody's parameter: there is no distance.
//
// Misleads where steps are not short beside 1/κ and 1/ρ, because a market that recovers between two steps is never seen low;
// where one loan is most of the coins within 1%; and as to how bad it gets: beyond the threshold a cascade still ends where
// the loans do. Source: derived, case V7 of firesale validate.
func distanceToCriticality(r *record.Run) (float64, bool) {
	return 1 - r.Strain.Value, r.Strain.Exists
}

// runaway is the amplification above which a run counts as amplified. assumed: the feedback adds as much as the shock itself.
const runaway = 2

func amplified(r *record.Run) (float64, bool) {
	a, ok := amplification(r)
	if !ok || a <= runaway {
		return 0, ok
	}
	return 1, true
}
