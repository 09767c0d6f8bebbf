package experiments

import (
	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim"
)

// WarehouseTable is how a lender pays for new loans until notes do; read with loop.enabled.
type WarehouseTable struct {
	Kind   string `toml:"kind" doc:"who pays for new loans until notes do, with loop.enabled"`
	Params any    `toml:",kind"`
}

// Kinds are those of the room.
func (WarehouseTable) Kinds() []Kind { return Catalogue(agents.WarehouseKinds) }

// loop makes new loans possible, if the study asks for them. They are made once a day, at the price of the day.
func (b *builder) loop(s *Spec, w *sim.World) {
	if !s.Loop.Enabled {
		b.sayIdle(s)
		return
	}
	if w.Instant {
		b.fault("loop.enabled", `want false where clock.mode = "instant": no day passes`)
	}
	if s.Clock.Step > unit.Day {
		b.fault("clock.step", "want at most 1d with loop.enabled: loans are made once a day")
	}
	if s.Price.Volatility <= 0 {
		b.fault("price.volatility", "want above 0% with loop.enabled: it is what the leverage rule calls usual")
	}
	w.Loop, w.Investor = &s.Loop, &s.Investor
}

// sayIdle notes what is written about new loans where none are made.
func (b *builder) sayIdle(s *Spec) {
	const idle = " is not read where loop.enabled = false: no new loans are made"
	var loop agents.Loop
	var investor agents.Investor
	loop.Preset()
	investor.Preset()
	b.sayRounded(s.Loop != loop, "loop"+idle)
	b.sayRounded(s.Investor != investor, "investor"+idle)
	for _, name := range sortedNames(s.Lender) {
		line, ok := s.Lender[name].Warehouse.Params.(*agents.WarehouseTerms)
		b.sayRounded(ok && *line != *agents.WarehousePreset(), "lender.%s.warehouse"+idle, name)
	}
}

// warehouse opens the line of a lender that makes new loans: at the mean rate of its pool, on its terms.
func (b *builder) warehouse(name string, t *LenderTable, c *agents.Charter, s *Spec, w *sim.World) {
	line, ok := t.Warehouse.Params.(*agents.WarehouseTerms)
	if w.Loop == nil || !ok || t.Copies == 0 {
		return
	}
	if high := s.Loop.LTVHigh; float64(high) >= c.Index.Terms.MarginCallLTV.Float() {
		b.fault("loop.ltv_high", "want below margin_call_ltv ("+c.Index.Terms.MarginCallLTV.String()+") of lender "+name)
	}
	lends, err := credit.NewIndex(&credit.Pool{}, *t.Terms.Terms, horizon(w))
	if err != nil {
		b.fault("lender."+name+".pool", err.Error())
		return
	}
	lends.AddContracts(c.Index.Pool.MeanRate(), horizon(w))
	c.Warehouse, c.Lends = line, lends
}

// newIndex sorts a pool for a lender's terms, with room for loans made during the run if any are.
func newIndex(name string, copy int, pool *credit.Pool, t *credit.Terms, w *sim.World) (*credit.Index, error) {
	x, err := staggered(name, copy, pool, t, w)
	if err == nil && w.Loop != nil {
		x.AddContracts(pool.MeanRate(), horizon(w))
	}
	return x, err
}
