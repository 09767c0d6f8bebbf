package policy

import "firesale/market/unit"

// POV sells at most Share·v in a step, v the background volume of the step before: a fixed participation, each lender by
// itself. Ten lenders who all keep to 10% are the whole market. Misleads where volume is what a crisis brings: in the
// dealer market it is even over the day. Assumed: no lender publishes a participation.
type POV struct {
	Share unit.Ratio `toml:"share" range:"(0,1]" doc:"phi_v: most that is sold, as a share of the background volume of the step before" source:"assumed"`
}

func povPreset() Params { return &POV{Share: 0.10} }

// Open is the policy itself: it remembers nothing.
func (p *POV) Open(Market) Policy { return p }

// Traits say that loans share the participation.
func (*POV) Traits() Traits { return Traits{OneByOne: true} }

// Reset forgets nothing.
func (*POV) Reset() {}

// Plan is a share of what others traded.
func (p *POV) Plan(s Situation) Plan {
	return plan(Leg{Most: unit.CoinsOf(float64(p.Share) * s.View.StepVolumeBTC)})
}
