package policy

import "firesale/market/unit"

// Pause sells as Then does, but orders nothing in a step whose mid is more than Band below that of an hour ago, as a
// halt of one lender's own. Misleads if all pause: what was not sold stands in the queue when they come back.
// Everything assumed.
type Pause struct {
	Then string     `toml:"then" oneof:"sweep|twap|pov|auction|otc" doc:"how it sells otherwise, with that kind's presets" source:"assumed"`
	Band unit.Ratio `toml:"band" range:"(0,1)" doc:"fall within an hour beyond which nothing is ordered" source:"assumed"`
}

func pausePreset() Params { return &Pause{Then: "sweep", Band: 0.10} }

// Open opens what it wraps, too.
func (p *Pause) Open(m Market) Policy {
	return &pause{Policy: named(p.Then).Open(m), floor: 1 - float64(p.Band)}
}

// Traits are those of what it wraps.
func (p *Pause) Traits() Traits {
	t := named(p.Then).Traits()
	t.LooksBack = true
	return t
}

type pause struct {
	Policy
	floor float64
}

// Plan is nothing while it waits.
func (p *pause) Plan(s Situation) Plan {
	if p.waits(s) {
		return Plan{}
	}
	return p.Policy.Plan(s)
}

// Offers is nothing while it waits: buyers are then there for others.
func (p *pause) Offers(s Situation) unit.BTC {
	if p.waits(s) {
		return 0
	}
	return Offers(p.Policy, s)
}

func (p *pause) waits(s Situation) bool { return s.View.Mid < p.floor*s.View.MidHourAgo }
