package experiments

import (
	"fmt"

	"firesale/agents"
	"firesale/experiments/design"
	"firesale/experiments/metric"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
)

// A Spec is a study as a value: everything that a study file can say, with the presets of what it does not say. The tags
// are the schema; the tables are those of the study file, in its order.
type Spec struct {
	Title       string                    `toml:"title" doc:"the question, in one line"`
	Run         RunTable                  `toml:"run"`
	Clock       ClockTable                `toml:"clock"`
	Price       PriceTable                `toml:"price"`
	Market      MarketTable               `toml:"market"`
	Lender      map[string]*LenderTable   `toml:"lender" doc:"lenders by name, all on the same market"`
	Loop        agents.Loop               `toml:"loop" doc:"new loans, and what they do to the price"`
	Investor    agents.Investor           `toml:"investor" doc:"who buys the notes of new deals"`
	Leverage    map[string]*LeverageTable `toml:"leverage" doc:"other leveraged holders on the same market, by name"`
	Design      DesignTable               `toml:"design"`
	Find        *FindTable                `toml:"find" doc:"the value of one address at which a metric crosses a level"`
	Rare        *RareTable                `toml:"rare" doc:"the probability that a metric exceeds a level which plain runs hardly ever reach"`
	Attribution *AttributionTable         `toml:"attribution" doc:"who and what is behind the losses; absent = not asked"`
	Record      RecordTable               `toml:"record"`
	Figures     FiguresTable              `toml:"figures"`
}

// Preset is the presets of all tables: a study says only what differs.
func (s *Spec) Preset() {
	s.Run.Preset()
	s.Clock.Preset()
	s.Price.Preset()
	s.Market.Preset()
	s.Loop.Preset()
	s.Investor.Preset()
	s.Design.Preset()
	s.Record.Preset()
}

// RunTable says how often and with which luck.
type RunTable struct {
	Seed         int64      `toml:"seed" unit:"1" range:"[0,inf)" doc:"all randomness follows from it" source:"assumed"`
	Replications int64      `toml:"replications" unit:"runs" range:"[1,100000000]" doc:"runs of each point; with run.stop, of each of its batches" source:"assumed"`
	CommonDraws  bool       `toml:"common_draws" doc:"all points share their luck, so that they differ by their settings only; false: every point has its own, and the values of one [find] share it" source:"assumed"`
	Twin         bool       `toml:"twin" doc:"run each replication a second time with feedback off, on the same draws" source:"assumed"`
	Antithetic   bool       `toml:"antithetic" doc:"replications go in pairs, whose diffusions of the price mirror each other; the intervals of a mean, of a ratio of totals and of a difference in a comparison are those of the pairs, all others are as if runs were independent, and so mostly too wide" source:"assumed"`
	Control      int64      `toml:"control" unit:"runs" range:"[0,100000000]" doc:"runs of the twin alone, besides, that tell the mean of what it does: with them every mean of the summary is also estimated with the twin as control variate (.cv)" source:"assumed"`
	Stop         *StopTable `toml:"stop" doc:"go on, batch by batch, until a metric is known well enough"`
}

// Preset is a quick look: 200 runs with their twins.
func (t *RunTable) Preset() { *t = RunTable{Seed: 1, Replications: 200, CommonDraws: true, Twin: true} }

// ClockTable is time. In instant mode only start means anything.
type ClockTable struct {
	Mode    string        `toml:"mode" oneof:"timed|instant" doc:"timed; or instant: one shock, then rounds until nobody sells" source:"assumed"`
	Start   unit.Date     `toml:"start" doc:"midnight UTC of this day is time 0" source:"published: cutoff of Ledn Issuer Trust 2026-1"`
	Step    unit.Duration `toml:"step" range:"(0,876000]" doc:"time between two looks at the market" source:"assumed"`
	Horizon unit.Duration `toml:"horizon" range:"(0,876000]" doc:"length of a run" source:"assumed"`
	Bridge  bool          `toml:"bridge" doc:"find breaches between the ends of steps by a Brownian bridge; with impact none only" source:"assumed"`
}

// Preset is a quarter of a year by the hour.
func (t *ClockTable) Preset() {
	*t = ClockTable{Mode: "timed", Start: unit.DateOf(2025, 12, 31), Step: unit.Hour, Horizon: 90 * unit.Day}
}

// mostSteps is how many steps a run can have: 19 years of minutes. A path of more does not fit in memory.
const mostSteps = 10_000_000

// Validate refuses a horizon shorter than a step, and one of too many.
func (t *ClockTable) Validate(fault func(key, want string)) {
	switch {
	case t.Mode != "timed" || t.Step <= 0:
	case t.Horizon < t.Step:
		fault("horizon", "want at least one step ("+t.Step.String()+")")
	case t.Horizon/t.Step > mostSteps:
		fault("horizon", fmt.Sprintf("want at most %d steps of %v", mostSteps, t.Step))
	}
}

// PriceTable is how bitcoin moves while nobody modelled here is liquidated.
type PriceTable struct {
	Kind string `toml:"kind" doc:"how the price moves by itself"`
	price.Common
	Params price.Params `toml:",kind"`
}

// Preset is geometric Brownian motion.
func (t *PriceTable) Preset() { *t = PriceTable{Kind: "gbm", Common: price.Preset()} }

// Kinds are those of the room.
func (PriceTable) Kinds() []Kind { return Catalogue(price.Kinds) }

// MarketTable is the venue, and what it knows of itself.
type MarketTable struct {
	Venue        string         `toml:"venue" oneof:"dealer|book" doc:"dealer: an impact law and a liquidity model; book: an order book with background flow" source:"assumed"`
	Sweep        string         `toml:"sweep" oneof:"law|walk" doc:"walk: a sweep also walks the depth profile, which costs convexly" source:"assumed"`
	VolumeBTCDay float64        `toml:"volume_btc_day" unit:"BTC a day" range:"(0,1e9]" doc:"effective background volume; Binance spot alone 21,125 in 2025 (measured)" source:"assumed"`
	Impact       ImpactTable    `toml:"impact" when:"venue=dealer"`
	Liquidity    LiquidityTable `toml:"liquidity"`
	Oracle       market.Oracle  `toml:"oracle"`

	Halt *market.Halt          `toml:"halt" doc:"nothing trades for a while after a large move"`
	Book BookTable             `toml:"book" when:"venue=book" doc:"the order book of venue = \"book\""`
	Flow map[string]*FlowTable `toml:"flow" when:"venue=book" doc:"background traders of the book, by name; kind = \"none\" takes a class away"`
}

// Preset is the dealer market of the theory.
func (t *MarketTable) Preset() {
	t.Venue, t.Sweep, t.VolumeBTCDay, t.Oracle = "dealer", "law", 150_000, *market.OraclePreset()
	t.Impact.Preset()
	t.Liquidity.Preset()
	t.Book.Preset()
	t.Flow = presetFlow()
}

// ImpactTable is how net flow moves the price.
type ImpactTable struct {
	Kind   string        `toml:"kind" doc:"how net flow moves the price"`
	Params impact.Params `toml:",kind"`
}

// Preset is the permanent linear law, the one with an exact theory.
func (t *ImpactTable) Preset() { t.Kind = "linear" }

// Kinds are those of the room.
func (ImpactTable) Kinds() []Kind { return Catalogue(impact.Kinds) }

// LiquidityTable is how deep the market is.
type LiquidityTable struct {
	Kind   string           `toml:"kind" doc:"how deep and how tight the market is"`
	Params liquidity.Params `toml:",kind"`
}

// Preset is constant depth.
func (t *LiquidityTable) Preset() { t.Kind = "fixed" }

// Kinds are those of the room.
func (LiquidityTable) Kinds() []Kind { return Catalogue(liquidity.Kinds) }

// LeverageTable is other leveraged holders of bitcoin.
type LeverageTable struct {
	Kind   string `toml:"kind" doc:"who else is leveraged"`
	Params any    `toml:",kind"`
}

// Preset is nobody.
func (t *LeverageTable) Preset() { t.Kind = "none" }

// Kinds are those of the agents. A study without any reports a lower bound of what feeds back.
func (LeverageTable) Kinds() []Kind { return Catalogue(agents.LeverageKinds) }

// DesignTable is what is varied, and how.
type DesignTable struct {
	Kind   string         `toml:"kind" doc:"how the points are placed"`
	Vary   map[string]any `toml:"vary" doc:"an address in quotes and its values: a list, the last address fastest; or, for designs that draw, a law: { low, high, scale, group }, { mean, sd } or { median, sigma }"`
	Params design.Design  `toml:",kind"`

	order []string // of the addresses, which is that of the points
}

// Order is that in which the addresses were written.
func (t *DesignTable) Order(string) []string { return t.order }

// Preset is a grid of one point.
func (t *DesignTable) Preset() { t.Kind = "grid" }

// Kinds are those of the room.
func (DesignTable) Kinds() []Kind { return Catalogue(design.Kinds) }

// RecordTable is what is kept beside the one row of a run.
type RecordTable struct {
	Paths                int64   `toml:"paths" unit:"runs" range:"[0,1000000]" doc:"first replications of each point whose series and events are kept" source:"assumed"`
	Events               bool    `toml:"events" doc:"margin calls, withdrawals, lapses, liquidations, sales, loan by loan" source:"assumed"`
	CascadeGeneration    int64   `toml:"cascade_generation" unit:"generations" range:"[1,1000]" doc:"a run has a cascade if coins of this generation or a later one were sold and the fall was cascade_amplification times that of the twin, or more" source:"assumed"`
	CascadeAmplification float64 `toml:"cascade_amplification" unit:"log fall / that of the twin" range:"[1,inf)" doc:"how many times as far as without feedback the price falls at least in a run with a cascade" source:"assumed"`

	Book *RecordBookTable `toml:"book" doc:"what is kept of an order book"`
}

// Preset keeps a few.
func (t *RecordTable) Preset() {
	rule := metric.CascadePreset()
	*t = RecordTable{Paths: 20, Events: true, CascadeGeneration: int64(rule.Generation), CascadeAmplification: rule.Amplification}
}

// FiguresTable is what is drawn when a study ends.
type FiguresTable struct {
	Draw []string `toml:"draw" doc:"figures, by name; firesale list figures"`
}
