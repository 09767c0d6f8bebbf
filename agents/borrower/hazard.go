package borrower

import (
	"math"

	"firesale/agents/credit"
)

// Hazard answers a margin call once, able and willing with probability
//
//	π = π₀ · exp(−a_x·z⁺) · δ_c^n
//
// z being the fall of the last day in daily standard deviations and n the loan's earlier calls, and cures after a
// lognormal delay: whether in time depends on how fast the price falls on. Domain: π₀ in [0, 1], a_x ≥ 0, δ_c in
// [0, 1]. Misleads as a prediction: π₀ is the number that one published episode needs, as a rounded report of it
// says (about 60% of the principal at risk cured or repaid in winter 2026; 46 to 63% by the spread of LTVs).
type Hazard struct {
	Probability float64 `toml:"probability" unit:"share" range:"[0,1]" doc:"of being able and willing, π₀, at the first call and in a calm market" source:"derived: 24–25% of a pool liquidated in winter 2026, where about 60% would have been"`
	Severity    float64 `toml:"severity" unit:"1" range:"[0,inf)" doc:"a_x: how much a fast fall lowers it, per daily standard deviation" source:"assumed"`
	Fatigue     float64 `toml:"fatigue" unit:"share" range:"[0,1]" doc:"δ_c: what every earlier call leaves of it" source:"assumed"`
	Habits
}

// HazardPreset answers three first calls in five, and fewer of every later one.
func HazardPreset() Params {
	return &Hazard{Probability: 0.60, Severity: 0.25, Fatigue: 0.8, Habits: HabitsPreset()}
}

// Open makes it a behaviour.
func (h *Hazard) Open(volatility float64) *Behaviour {
	return &Behaviour{Response: h, Habits: h.Habits, Volatility: volatility}
}

// Chance is π of a market that does not fall.
func (h *Hazard) Chance(call int) float64 {
	chance := h.Probability
	for range call - 1 {
		chance *= h.Fatigue
	}
	return chance
}

// Left is exp(−a_x·z⁺).
func (h *Hazard) Left(fall float64) float64 { return math.Exp(-h.Severity * max(fall, 0)) }

// Answers draws against what a falling market leaves of the chance.
func (*Hazard) Answers(c Call, _ credit.OpenLoan, u float64) bool { return u < c.Left }
