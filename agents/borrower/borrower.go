// Package borrower says how a borrower answers a margin call, and what borrowers do when nobody calls.
package borrower

import (
	"firesale/agents/credit"
	"firesale/market/unit"
)

// A Response is whether a borrower cures after a margin call.
//
//	Chance   is the most, over all states of the world, that the n-th call of a loan is cured: it is drawn against first
//	Left     is the part of it that the fall of a day leaves. Where Chance is below 1, the call is cured with probability
//	         Chance · Left, whatever the loan, and nothing else is asked
//	Answers  is asked where Chance is 1, once for every loan and margin call, with a number u, uniform on (0, 1)
//	         must give the same answer for the same call, loan and number: several loans of one borrower act alike
//	may not know another loan, the lender or the market, nor change the loan
type Response interface {
	Chance(call int) float64
	Left(fall float64) float64
	Answers(c Call, loan credit.OpenLoan, u float64) bool
}

// A Call is a margin call as its borrower sees it.
type Call struct {
	Mark        unit.Price
	Fall        float64   // z = ln(M_{t−24h}/M_t)·√365/σ, the fall of the last day in daily standard deviations
	Left        float64   // of the chance, by that fall
	Debt        unit.USD  // that the LTV of the terms is about
	Target      unit.Rate // LTV to which a cure brings the loan
	Liquidation unit.Rate // LTV over which its coins are sold
	Years       float64   // until the loan is due
	Volatility  float64   // of the price, a year
}

// Behaviour is what a kind does for the loans of one lender.
type Behaviour struct {
	Response
	Habits
	Volatility float64 // of the price, a year: what a fall is measured in
}

// Params is the keys of a kind. Open is nil for borrowers who never act.
type Params interface {
	Open(volatility float64) *Behaviour
}

// A Kind is a behaviour that a study can name.
type Kind struct {
	Name, Doc string
	Preset    func() Params
}

// Kinds is every behaviour a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"passive", "never answers: no top-up, no repayment, no prepayment", func() Params { return &Passive{} }},
	{"hazard", "cures with a probability that falls with the speed of the fall and with every call, after a random delay", HazardPreset},
	{"strategic", "cures if being sold out would cost more than the cash, after a random delay", StrategicPreset},
}

// Passive never acts. It is the control experiment: what the collateral does by itself. It overstates liquidations,
// because about 60% of the principal at risk was cured or repaid in the one published episode (hazard's probability).
type Passive struct{}

// Open makes no behaviour: these borrowers never act.
func (*Passive) Open(float64) *Behaviour { return nil }
