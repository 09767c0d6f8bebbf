package credit

import (
	"maps"
	"slices"
	"time"

	"firesale/market/unit"
)

// Where the figures of the presets come from.
const (
	fromArticle = "published: CryptoSlate, February 2026"
	fromRank    = "published: order of the classes"
	levels      = "assumed; press: early amortization triggers exist"
	prospectus  = "assumed: the prospectus is not public"
	noFloor     = "assumed: no floor"
)

// Ledn20261 is Ledn Issuer Trust 2026-1 ("D0"). Notes, reserve and cutoff are published; coupons, fees, levels of
// triggers, the order of payments and the revolving period are not, and are marked as assumed: whoever has the offering
// circular replaces values, not code.
func Ledn20261() *DealSpec {
	s := &DealSpec{
		Variant: "sequential", Closing: unit.DateOf(2025, time.December, 31), Payment: "monthly", DayCount: "30/360",
		LegalFinal: 60, Benchmark: 350 * unit.BP, Cash: 900_000 * unit.Dollar, WindUp: true, Tests: "on", Triggers: "on",
		Note: map[string]*NoteSpec{
			"A": fixedNote(160_000_000, 685, 1, false),
			"B": fixedNote(28_000_000, 950, 2, true),
		},
		Fee: map[string]*FeeSpec{
			"servicer": {Rate: unit.Percent},
			"trustee":  {Month: 15_000 * unit.Dollar},
		},
		Reserve:   ReserveSpec{Initial: 9_400_000 * unit.Dollar, Target: 5 * unit.Percent, ReleaseTo: "interest"},
		Revolving: RevolvingSpec{Months: 18, MaxLTV: 50 * unit.Percent, MaxBorrower: 150 * unit.BP},
		Cleanup:   CleanupSpec{Share: 10 * unit.Percent},
		Test: map[string]*TestSpec{
			"A": {Metric: "oc.A", Minimum: 120 * unit.Percent},
			"B": {Metric: "oc.B", Minimum: 103 * unit.Percent},
		},
		Trigger: lednTriggers(),
		Step:    lednSteps(),
		Waterfall: WaterfallSpec{
			Revolving:   []string{"trustee", "servicer", "a-interest", "a-test", "b-interest", "b-test", "buy", "reserve", "residual", "audit"},
			Amortizing:  []string{"trustee", "servicer", "a-interest", "a-test", "b-interest", "b-test", "principal", "reserve", "residual", "audit"},
			Enforcement: []string{"trustee", "servicer", "a-interest-all", "a-all", "b-interest-all", "b-all", "write-down", "residual-all", "audit"},
		},
	}
	s.sources = map[string]string{
		"note.A.balance_usd": fromArticle + ": $160M, S&P class A", "note.B.balance_usd": fromArticle + ": $28M, S&P class B",
		"note.A.rank": fromRank, "note.B.rank": fromRank,
		"note.A.coupon":       "assumed: 3.50% benchmark (335bp over it are published)",
		"reserve.initial_usd": fromArticle + ": 5% of the notes, $9.4M", "reserve.target": fromArticle + ": 5% of the notes",
		"reserve.floor_usd": noFloor,
		"revolving.months":  "assumed; press: a funding account exists",
	}
	s.attribute()
	return s
}

func lednTriggers() map[string]*TriggerSpec {
	return map[string]*TriggerSpec{
		"oc":              {Metric: "oc.B", Op: "<", Level: ratio(103), Consecutive: 1, Effect: "early-amortization"},
		"pool-ltv":        {Metric: "ltv_pool", Op: ">", Level: ratio(75), Consecutive: 1, Curable: true, Effect: "stop-purchases"},
		"sale-ltv":        {Metric: "ltv_at_sale_3m", Op: ">", Level: ratio(85), Consecutive: 1, Effect: "early-amortization"},
		"net-loss":        {Metric: "net_loss_cumulative", Op: ">", Level: ratio(1), Consecutive: 1, Effect: "early-amortization"},
		"spread":          {Metric: "excess_spread_3m", Op: "<", Level: ratio(0), Consecutive: 1, Effect: "early-amortization"},
		"uninvested":      {Metric: "uninvested_share", Op: ">", Level: ratio(35), Consecutive: 3, Effect: "early-amortization"},
		"reserve":         {Metric: "reserve_to_target", Op: "<", Level: ratio(100), Consecutive: 2, Curable: true, Effect: "early-amortization"},
		"senior-interest": {Metric: "interest_short.A", Op: ">", Level: Level{Dollars: true}, Consecutive: 1, Effect: "enforcement"},
	}
}

func lednSteps() map[string]*StepSpec {
	income, all := []string{"interest", "reserve", "principal"}, []string{"interest", "principal", "funding", "reserve"}
	return map[string]*StepSpec{
		"trustee":        {Do: "pay-fee", Fee: "trustee", From: income},
		"servicer":       {Do: "pay-fee", Fee: "servicer", From: income},
		"a-interest":     {Do: "pay-interest", Note: "A", From: income},
		"a-test":         {Do: "cure-test", Test: "A", Pay: []string{"A"}, From: []string{"interest"}},
		"b-interest":     {Do: "pay-interest", Note: "B", From: []string{"interest", "reserve"}},
		"b-test":         {Do: "cure-test", Test: "B", Pay: []string{"A", "B"}, From: []string{"interest"}},
		"buy":            {Do: "buy-loans", From: []string{"funding", "principal"}},
		"principal":      {Do: "pay-principal", Pay: []string{"A", "B"}, From: []string{"funding", "principal"}},
		"reserve":        {Do: "fill-reserve", From: []string{"interest"}},
		"residual":       {Do: "residual", From: []string{"interest", "principal", "funding"}},
		"a-interest-all": {Do: "pay-interest", Note: "A", From: all},
		"a-all":          {Do: "pay-principal", Pay: []string{"A"}, From: all},
		"b-interest-all": {Do: "pay-interest", Note: "B", From: all},
		"b-all":          {Do: "pay-principal", Pay: []string{"B"}, From: all},
		"write-down":     {Do: "write-down", Pay: []string{"B", "A"}},
		"residual-all":   {Do: "residual", From: all},
		"audit":          {Do: "audit"},
	}
}

func fixedNote(dollars unit.USD, bp unit.Rate, rank int, deferrable bool) *NoteSpec {
	coupon := bp * unit.BP
	return &NoteSpec{Balance: dollars * unit.Dollar, Coupon: &coupon, Rank: rank, Deferrable: deferrable}
}

func ratio(percent int64) Level { return Level{Amount: percent * int64(unit.Percent)} }

// attribute says of every trigger and step of a preset what it rests on.
func (s *DealSpec) attribute() {
	for _, name := range slices.Sorted(maps.Keys(s.Trigger)) {
		for _, key := range []string{"metric", "op", "level", "consecutive", "curable", "effect"} {
			s.sources["trigger."+name+"."+key] = levels
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Step)) {
		for _, key := range []string{"do", "fee", "note", "test", "pay", "until", "from"} {
			s.sources["step."+name+"."+key] = prospectus
		}
	}
	for _, phase := range []string{"revolving", "amortizing", "enforcement"} {
		s.sources["waterfall."+phase] = prospectus
	}
}
