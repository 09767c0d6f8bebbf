package borrower

import (
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// Habits is what all borrowers who act share: how long a cure takes and what it consists of, and what they do unasked.
//
//	delay of a cure       τ ~ LogNormal, median Delay, standard deviation of ln τ DelaySigma
//	prepayment            hazard λ_p·exp(a_p·R), R the log return of 30 days; not while the loan is over its margin call
//	release               below ReleaseLTV, at the rate λ_p, surplus coins go back up to ReleaseTo; half are withdrawn,
//	                      against the others the borrower takes new debt
//
// The two hazards are integrated day by day. Misleads where credit is scarce: whoever wants cash, or coins, has them.
type Habits struct {
	Delay       unit.Duration `toml:"delay" range:"(0,876000]" doc:"median time from a margin call to its cure" source:"assumed"`
	DelaySigma  float64       `toml:"delay_sigma" unit:"1" range:"[0,10]" doc:"standard deviation of the log of that time" source:"assumed"`
	Cure        string        `toml:"cure" oneof:"cash|top-up|sell" doc:"pay USD, add coins, or sell collateral at the lender's next clearing" source:"assumed"`
	BoughtShare float64       `toml:"bought_share" unit:"share" range:"[0,1]" doc:"share of added coins that is bought in the market; only with cure = \"top-up\"" source:"assumed"`
	Sticky      bool          `toml:"sticky" doc:"a margin call stays open until it is cured, although the price recovers" source:"assumed"`
	PrepayRate  unit.Ratio    `toml:"prepay_rate" range:"[0,100]" doc:"loans repaid early, and surplus coins asked for, a year" source:"assumed"`
	PrepaySlope float64       `toml:"prepay_slope" unit:"1" range:"[-100,100]" doc:"rise of the log of prepay_rate with the log return of 30 days" source:"assumed"`
	ReleaseLTV  unit.Rate     `toml:"release_ltv" range:"[0,1)" doc:"LTV below which surplus coins can be asked for; 0% = never" source:"published: Ledn's help pages"`
}

// HabitsPreset takes six hours for a cure, in cash; one in ten prepays in a year.
func HabitsPreset() Habits {
	return Habits{Delay: 6 * unit.Hour, DelaySigma: 1, Cure: "cash", BoughtShare: 0.5,
		PrepayRate: 0.10, PrepaySlope: 2, ReleaseLTV: 30 * unit.Percent}
}

// ReleaseTo is the LTV to which surplus coins go back. Source: Ledn's help pages (an older one: 45%).
const ReleaseTo = 40 * unit.Percent

// Borrowed is the share of borrowers who take new debt against surplus coins instead of withdrawing them. assumed
const Borrowed = 0.5

// Shares of loans that are due: repaid in cash, renewed, and the rest sold. assumed
const (
	Repaid  = 0.5
	Renewed = 0.4
)

// Wait draws the time from a margin call to its cure: exp of a normal number, at most the life of a study.
func (h *Habits) Wait(luck *random.Source) unit.Duration {
	hours := h.Delay.Hours() * math.Exp(h.DelaySigma*luck.Normal())
	return unit.Duration(min(hours, longest) * float64(unit.Hour))
}

// Within is the probability that a borrower who cures has done so after some hours: Φ((ln t − ln median)/sigma).
func (h *Habits) Within(hours float64) float64 {
	if h.DelaySigma == 0 {
		return map[bool]float64{true: 1}[hours >= h.Delay.Hours()]
	}
	return normal(math.Log(hours/h.Delay.Hours()) / h.DelaySigma)
}

// normal is the law of a standard normal number.
func normal(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// longest is 100 years in hours.
const longest = 876_000

// PrepayHazard is the hazard of a day after a log return of 30 days.
func (h *Habits) PrepayHazard(month float64) float64 {
	return float64(h.PrepayRate) / 365 * math.Exp(h.PrepaySlope*month)
}
