package borrower

import (
	"math"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// Strategic cures if and only if that pays: if the loss that being sold out would be, times its probability, is more than
// what the cash costs until the loan is due,
//
//	p_hit · c_s · c·M > r_c · (cure amount) · (years to maturity)
//
// with p_hit the probability that a driftless GBM reaches the liquidation threshold before the loan is due, and the
// delay of hazard. All who are called in one state do the same: the supply of cures is a step function of the price.
// Misleads where cash is not to be had at any price in a crash, which is when the rule says cure. Both prices
// assumed.
type Strategic struct {
	SaleCost unit.Ratio `toml:"sale_cost" range:"[0,1]" doc:"c_s: what being sold out costs, as a share of the coins: tax, lost position" source:"assumed"`
	CashRate unit.Ratio `toml:"cash_rate" range:"[0,100]" doc:"r_c: price of cash, a year" source:"assumed"`
	Habits
}

// StrategicPreset: being sold out costs a fifth of the coins, cash a quarter of its amount a year.
func StrategicPreset() Params {
	return &Strategic{SaleCost: 0.20, CashRate: 0.25, Habits: HabitsPreset()}
}

// Open makes a behaviour of the rule.
func (s *Strategic) Open(volatility float64) *Behaviour {
	return &Behaviour{Response: s, Habits: s.Habits, Volatility: volatility}
}

// Answers compares the two sides of the rule; the draw is not used.
func (s *Strategic) Answers(c Call, loan credit.OpenLoan, _ float64) bool {
	worth := c.Mark.Value(loan.Coins)
	amount := c.Debt - credit.MostDebt(loan.Coins, c.Mark, c.Target)
	distance := math.Log(c.Liquidation.Float() * worth.Float() / c.Debt.Float())
	loss := Hit(distance, c.Volatility, c.Years) * float64(s.SaleCost) * worth.Float()
	return loss > float64(s.CashRate)*amount.Float()*c.Years
}

// Chance is 1: the rule decides, not a draw.
func (*Strategic) Chance(int) float64 { return 1 }

// Left is 1: a fall takes nothing from a chance that is not drawn.
func (*Strategic) Left(float64) float64 { return 1 }

// Hit is the probability that a driftless GBM falls by a log distance within some years, σ its volatility a year:
//
//	Φ((−b + σ²T/2)/(σ√T)) + e^b·Φ((−b − σ²T/2)/(σ√T))
//
// Source: first passage of Brownian motion with drift −σ²/2 (V1).
func Hit(distance, volatility, years float64) float64 {
	if distance <= 0 {
		return 1
	}
	sd := volatility * math.Sqrt(years)
	if sd == 0 {
		return 0
	}
	return normal((sd*sd/2-distance)/sd) + float64(math.Exp(distance)*normal(-(sd*sd/2+distance)/sd))
}
