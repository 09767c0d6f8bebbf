package experiments

import (
	"math"

	"firesale/agents"
	"firesale/agents/policy"
	"firesale/market/impact"
	"firesale/market/unit"
	"firesale/sim"
)

// policy gives a lender its way of selling. An instant run knows none: all that breaches in a round is sold in it.
func (b *builder) policy(name string, t *LenderTable, c *agents.Charter, s *Spec, w *sim.World) {
	if _, sweeps := t.Policy.Params.(*policy.Sweep); sweeps {
		return
	}
	if w.Instant {
		b.notes.add("lender." + name + ".policy is not asked where clock.mode = \"instant\": what breaches in a round is sold in it")
		return
	}
	if s.Clock.Bridge {
		b.fault("clock.bridge", `want lender.`+name+`.policy.kind = "sweep" with it`)
	}
	c.Policy, c.Market = t.Policy.Params, policy.Market{StepHours: w.Clock.Step.Hours(), Depth: restingDepth(w)}
	if over := policyTime(t.Policy.Params); over > 0 {
		b.sayRounded(over%w.Clock.Step != 0, "lender.%s.policy.over = %v is rounded to whole steps of %v, at least one", name, over, w.Clock.Step)
	}
}

// policyTime is the time over which a policy sells; 0 where it has none.
func policyTime(p policy.Params) unit.Duration {
	switch p := p.(type) {
	case *policy.TWAP:
		if p.Profile == "equal" {
			return p.Over
		}
	case *policy.Auction:
		return p.Over
	}
	return 0
}

// restingDepth is the undisturbed depth of a market; the preset's where sales move nothing, and in an order book, which has no
// such parameter.
func restingDepth(w *sim.World) float64 {
	m, err := w.Impact.Open(impact.Market{StepHours: w.Clock.Step.Hours(), Volatility: float64(w.Common.Volatility), VolumeBTCDay: w.Volume})
	if err == nil && w.Book == nil {
		m.Reset()
		if depth := m.Depth(1); !math.IsInf(depth, 1) {
			return depth
		}
	}
	return presetDepth
}

// presetDepth is that of market.impact, in BTC per unit of log price.
const presetDepth = 250_000
