package policy

// Sweep sells all there is, now. It is what lenders publish of themselves (from breach to sale in seconds) and the
// worst that can happen to a shallow market; a paced policy trades its impact against the risk of waiting. Misleads where a
// desk works orders. Source: Ledn's account of under 10 s from threshold to sale (press).
type Sweep struct{}

// Open is the policy itself: it remembers nothing.
func (p *Sweep) Open(Market) Policy { return p }

// Traits say that it alone sells in the step of the breach.
func (*Sweep) Traits() Traits { return Traits{Immediate: true} }

// Reset forgets nothing.
func (*Sweep) Reset() {}

// Plan is everything, on the screen.
func (*Sweep) Plan(Situation) Plan { return plan(Leg{Most: All}) }
