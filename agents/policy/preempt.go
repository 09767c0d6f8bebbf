package policy

import (
	"math"

	"firesale/market"
	"firesale/market/unit"
)

// Preempt sells as Then does, but runs for the exit when it fears that others will: its liquidation threshold is
//
//	L_liq − Herding·(L_liq − L_call)
//
// while peers have sold more than FlowShare of the background volume of the last hour, or less than DepthBelow of the
// depth is quoted, or a cover or overcollateralization test of its own deal is within CoverMargin of its level. Herding 0
// changes nothing, 1 sells every called loan. Where sales move nothing nobody is feared. Misleads as to motive: real
// lenders call loans in by contract, not by will. Everything assumed.
type Preempt struct {
	Then        string     `toml:"then" oneof:"sweep|twap|pov|auction|otc|pause" doc:"how it sells, with that kind's presets" source:"assumed"`
	FlowShare   unit.Ratio `toml:"flow_share" range:"(0,inf)" doc:"h_p: peers' sales of an hour over its background volume that start the run" source:"assumed"`
	DepthBelow  float64    `toml:"depth_below" unit:"share" range:"[0,1]" doc:"m_p: quoted share of the depth below which the run starts" source:"assumed"`
	CoverMargin unit.Ratio `toml:"cover_margin" range:"[0,inf)" doc:"distance of the deal's own cover tests from their level that starts the run; 0 = the deal does not matter" source:"assumed"`
	Herding     float64    `toml:"herding" unit:"share" range:"[0,1]" doc:"a: how far towards margin_call_ltv the liquidation threshold falls in a run" source:"assumed"`
}

func preemptPreset() Params {
	return &Preempt{Then: "sweep", FlowShare: 0.05, DepthBelow: 0.5, CoverMargin: 0.02, Herding: 0.5}
}

// Open opens what it wraps, too.
func (p *Preempt) Open(m Market) Policy { return &preempt{Policy: named(p.Then).Open(m), Preempt: p} }

// Traits are those of what it wraps; without herding it never runs.
func (p *Preempt) Traits() Traits {
	t := named(p.Then).Traits()
	t.Runs = p.Herding > 0
	return t
}

// A Runner is a policy that may lower its lender's threshold.
type Runner interface {
	Policy

	// Runs reports whether the condition of a run holds, own being the lender's own flow of the hour, signed like the
	// View's, and near whether a test of its deal is near its level.
	Runs(v market.View, own float64, near bool) bool

	// Threshold is the liquidation threshold in a run.
	Threshold(call, liquidation unit.Rate) unit.Rate

	// Margin is the distance of a test from its level that counts as near; 0 = never.
	Margin() float64
}

type preempt struct {
	Policy
	*Preempt
}

// Offers is that of what it wraps.
func (p *preempt) Offers(s Situation) unit.BTC { return Offers(p.Policy, s) }

// Margin is how near to a trigger of the deal it runs.
func (p *preempt) Margin() float64 { return float64(p.CoverMargin) }

// Runs reports whether it runs for the exit, by the flow of others, the depth, or a trigger that is near.
func (p *preempt) Runs(v market.View, own float64, near bool) bool {
	if near {
		return true
	}
	peers := own - v.NetFlowHourBTC // > 0 sold
	return !math.IsInf(v.Depth, 1) && (v.Multiplier < p.DepthBelow || peers > float64(p.FlowShare)*v.VolumeBTCHour)
}

// Threshold is the LTV over which it liquidates while it runs.
func (p *preempt) Threshold(call, liquidation unit.Rate) unit.Rate {
	return liquidation - unit.Rate(math.Round(p.Herding*float64(liquidation-call)))
}
