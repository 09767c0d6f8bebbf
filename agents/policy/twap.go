package policy

import (
	"math"

	"firesale/market/unit"
)

// TWAP spreads a sale evenly in time. Equal: what a loan has to sell when its sale begins, at the mid then, is cut into
// Over/dt pieces, one a step; odd satoshis go to the first ones. Exponential: of the whole queue q a step sells
//
//	q·(1 − e^{−Rate·dt})
//
// Rate a year and dt in years, in the order of the queue, and at least Lot, so that it ends. What lower fills leave open after the last piece is sold
// at once; a loan that has raised what it owes stops earlier.
//
// Rate against the market's recovery decides whether pacing keeps a cascade in check: stable below n = 1 + recovery/Rate,
// as far as impact is not permanent. Misleads where waiting itself is dangerous: the queue stands under a falling price. Source of
// the threshold: derived (case V7 of firesale validate); both presets assumed.
type TWAP struct {
	Over    unit.Duration `toml:"over" range:"(0,876000]" doc:"T: time over which a loan is sold; profile equal" source:"assumed"`
	Profile string        `toml:"profile" oneof:"equal|exponential" doc:"equal slices, or a fixed share of the queue a time" source:"assumed"`
	Rate    float64       `toml:"rate" unit:"per year" range:"(0,inf)" doc:"kappa: rate at which the queue is sold; 8760 is once an hour; profile exponential" source:"assumed"`
}

func twapPreset() Params { return &TWAP{Over: unit.Hour, Profile: "equal", Rate: hoursPerYear} }

const hoursPerYear = 8_760

// Lot is the smallest child order of a policy that sells a share of something. assumed: the lot of the preset book
const Lot = unit.Coin / 1000

// Open counts the steps.
func (p *TWAP) Open(m Market) Policy {
	if p.Profile == "exponential" {
		return &decay{share: -math.Expm1(-p.Rate * m.StepHours / hoursPerYear)}
	}
	return &slices{plan(Leg{Most: All, Pieces: m.steps(p.Over)})}
}

// Traits differ by profile: slices are each loan's own, a share is that of the queue.
func (p *TWAP) Traits() Traits {
	share := p.Profile == "exponential"
	return Traits{OneByOne: share, Weighs: share}
}

type slices struct{ plan Plan }

// Reset has nothing to forget.
func (*slices) Reset() {}

// Plan is the same in every step: each loan counts its own slices.
func (p *slices) Plan(Situation) Plan { return p.plan }

type decay struct{ share float64 }

// Reset has nothing to forget.
func (*decay) Reset() {}

// Plan is a share of what is to be sold, at least a lot.
func (p *decay) Plan(s Situation) Plan {
	return plan(Leg{Most: max(Lot, unit.BTC(math.Ceil(p.share*float64(s.ToSell))))})
}
