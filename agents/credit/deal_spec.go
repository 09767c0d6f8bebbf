package credit

import "firesale/market/unit"

// DealSpec is what a study says about a deal: notes, cash, fees, tests, triggers, and the lists of steps by which each
// payment date's money is paid out. It is data: a structure is another set of tables, never another engine. Each entry
// of a table has a name, so that every value has an address (lender.ledn.deal.trigger.oc.level).
//
// Money is in cents, rates and shares in ppm; the names of notes, fees, tests, triggers and steps are the user's.
// Misleads where a prospectus knows more than months, ranks and shares: hedges, taxes, servicer advances are not here.
type DealSpec struct {
	Variant    string    `toml:"variant" oneof:"sequential|senior_mezz|pro_rata_until_trigger|pass_through|covered_bond|mv_bond" doc:"structure of the lists below: with kind = \"ledn-2026-1\" it chooses them, with every other kind they are held to it" source:"assumed"`
	Closing    unit.Date `toml:"closing" doc:"day from which coupons and fees run; payment dates are whole months after it" source:"assumed: the cutoff is public, the closing came later"`
	Payment    string    `toml:"payment" oneof:"monthly" doc:"how often the lists are run" source:"assumed"`
	DayCount   string    `toml:"day_count" oneof:"30/360|act/365" doc:"days and year of coupons and fees" source:"assumed"`
	LegalFinal int       `toml:"legal_final_months" unit:"months" range:"[1,1200]" doc:"months from closing to the legal final, which runs the enforcement list" source:"assumed"`
	Benchmark  unit.Rate `toml:"benchmark" range:"[0,1]" doc:"flat nominal monthly rate, for margins and for coupons written as a spread" source:"assumed"`
	Cash       unit.USD  `toml:"cash_usd" range:"[0,inf)" doc:"cash in the funding account at closing" source:"assumed: press says $1M; with 0.9M the package is $200M"`
	CashRate   unit.Rate `toml:"cash_rate" range:"[0,1]" doc:"what principal, funding and reserve accounts earn a year" source:"assumed: cash earns nothing"`
	WindUp     bool      `toml:"wind_up" doc:"at the end of a run open loans count as min(debt, collateral at the mark) and the enforcement list runs once" source:"assumed"`
	Tests      string    `toml:"tests" oneof:"on|off" doc:"off switches off every test" source:"assumed"`
	Triggers   string    `toml:"triggers" oneof:"on|off" doc:"off switches off every trigger" source:"assumed"`

	Curve      *CurveSpec              `toml:"curve" doc:"benchmark by maturity, instead of the flat one"`
	Note       map[string]*NoteSpec    `toml:"note" doc:"classes of notes by name"`
	Fee        map[string]*FeeSpec     `toml:"fee" doc:"fees by name"`
	Reserve    ReserveSpec             `toml:"reserve" doc:"cash held back for fees and coupons"`
	Revolving  RevolvingSpec           `toml:"revolving" doc:"period in which principal buys loans"`
	Prefunding PrefundingSpec          `toml:"prefunding" doc:"proceeds of the notes set aside to buy loans"`
	Cleanup    CleanupSpec             `toml:"cleanup" doc:"the owner's right to end a small deal"`
	Cover      *CoverSpec              `toml:"cover" doc:"what the metric cover counts, daily"`
	Recourse   *RecourseSpec           `toml:"recourse" doc:"the noteholders' claim on the lender itself"`
	Test       map[string]*TestSpec    `toml:"test" doc:"tests by name, cured from interest"`
	Trigger    map[string]*TriggerSpec `toml:"trigger" doc:"triggers by name"`
	Step       map[string]*StepSpec    `toml:"step" doc:"steps of the lists by name"`
	Waterfall  WaterfallSpec           `toml:"waterfall" doc:"which steps run in which phase, in order"`

	sources map[string]string // provenance of values that the tags do not fit
}

// CurveSpec is a benchmark curve: rates at maturities, linear between them and flat outside.
type CurveSpec struct {
	Months []int       `toml:"months" unit:"months" range:"[0,1200]" required:"true" doc:"maturities, rising" source:"assumed"`
	Rates  []unit.Rate `toml:"rates" range:"[0,1]" required:"true" doc:"nominal monthly rate of each maturity" source:"assumed"`
}

// ReserveSpec is the reserve account. Its target is a share of the notes after the day's principal, at least the floor
// while a note is outstanding.
type ReserveSpec struct {
	Initial   unit.USD  `toml:"initial_usd" range:"[0,inf)" doc:"paid in at closing" source:"published: 5% of the notes, $9.4M"`
	Target    unit.Rate `toml:"target" range:"[0,1]" doc:"share of the notes outstanding after the day's principal" source:"published: 5% of the notes"`
	Floor     unit.USD  `toml:"floor_usd" range:"[0,inf)" doc:"least target while a note is outstanding" source:"assumed"`
	ReleaseTo string    `toml:"release_to" oneof:"interest|principal" doc:"account that gets what is above target" source:"assumed"`
}

// RevolvingSpec is the period in which principal buys loans instead of paying notes.
type RevolvingSpec struct {
	Months      int       `toml:"months" unit:"months" range:"[0,1200]" doc:"payment dates, from the first, that may buy loans" source:"assumed"`
	MaxLTV      unit.Rate `toml:"max_ltv" range:"(0,10]" doc:"highest LTV of a loan that may be bought" source:"assumed"`
	MaxBorrower unit.Rate `toml:"max_borrower" range:"(0,1]" doc:"largest share of one borrower in principal and cash, with the loan bought" source:"assumed"`
}

// PrefundingSpec is cash from the notes for loans that do not exist yet. What is left after its months redeems the notes
// in order of rank.
type PrefundingSpec struct {
	Amount unit.USD `toml:"amount_usd" range:"[0,inf)" doc:"put into the funding account at closing" source:"assumed"`
	Months int      `toml:"months" unit:"months" range:"[0,1200]" doc:"payment date at which what is unused redeems notes" source:"assumed"`
}

// CleanupSpec is the clean-up call: once the pool is at most this share of what it was at closing, and every note can be
// paid at par, the owner takes the loans at par and the deal ends. It is called on the first such day (assumed).
type CleanupSpec struct {
	Share unit.Rate `toml:"share" range:"[0,1]" doc:"share of the closing pool at which the owner may call; 0 = never" source:"assumed"`
}

// TestSpec is a test that a cure-test step mends from interest: it passes at or above the minimum.
type TestSpec struct {
	Metric  string    `toml:"metric" required:"true" doc:"oc.NOTE: (performing + cash) / (that note and its seniors)" source:"assumed"`
	Minimum unit.Rate `toml:"minimum" required:"true" range:"(0,100]" doc:"least value that passes" source:"assumed"`
	Off     bool      `toml:"off" doc:"switch this test off" source:"assumed"`
}

// WaterfallSpec is the list of steps of each phase.
type WaterfallSpec struct {
	Revolving   []string `toml:"revolving" doc:"steps of the revolving phase, in order" source:"assumed"`
	Amortizing  []string `toml:"amortizing" doc:"steps once principal pays notes, in order" source:"assumed"`
	Enforcement []string `toml:"enforcement" doc:"steps after an event of default, at the legal final, and when the deal is wound up" source:"assumed"`
}

// SourceOf is the provenance of one value of a preset, by its key relative to the deal (note.A.balance_usd); "" leaves
// it to the tag of the field.
func (s *DealSpec) SourceOf(key string) string { return s.sources[key] }
