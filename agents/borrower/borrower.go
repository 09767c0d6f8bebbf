// Package borrower says how a borrower answers a margin call.
package borrower

// A Kind is a behaviour that a study can name.
type Kind struct {
	Name, Doc string
	Preset    func() any
}

// Kinds is every behaviour a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"passive", "never answers: no top-up, no repayment, no prepayment", func() any { return &Passive{} }},
}

// Passive never acts. It is the control experiment: what the collateral does by itself. It overstates liquidations,
// because about 60% of the principal at risk was cured or repaid in the one published episode (MODEL's π₀).
type Passive struct{}
