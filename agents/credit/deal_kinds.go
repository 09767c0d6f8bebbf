package credit

// DealParams is what a study says about a kind of deal. Open builds the deal as it stands at closing; it returns nil for
// the kind that has none.
type DealParams interface {
	Open(o Opening) (*Deal, error)
}

// A DealKind is a deal that a study can name.
type DealKind struct {
	Name, Doc string
	Preset    func() DealParams
}

// DealKinds is every deal a study can name: one engine, other tables. To add one: a file beside this one and a line here.
var DealKinds = []DealKind{
	{"none", "the lender holds its loans itself: no notes, no payments", func() DealParams { return &NoDeal{} }},
	{"ledn-2026-1", "Ledn Issuer Trust 2026-1: two sequential classes on a revolving pool", func() DealParams { return Ledn20261() }},
	{"senior_mezz", "three sequential classes, coupons and tests interleaved by rank", func() DealParams { return seniorMezz() }},
	{"pro_rata_until_trigger", "principal pays both classes by balance until a trigger, then in order of rank", func() DealParams { return proRataUntilTrigger() }},
	{"pass_through", "one class that gets principal as it comes: no revolving, no tests", func() DealParams { return passThrough() }},
	{"covered_bond", "dual recourse: a cover test at the mark, and the lender answers for what the pool does not pay", func() DealParams { return coveredBond() }},
	{"mv_bond", "market-value bond: cover 1.60 at start, redeemed in full below 1.40", func() DealParams { return marketValueBond() }},
}

// NoDeal is the kind without a deal: the control experiment.
type NoDeal struct{}

// Open returns no deal.
func (*NoDeal) Open(Opening) (*Deal, error) { return nil, nil }
