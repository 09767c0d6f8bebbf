package experiments

import (
	"errors"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
)

// A builder turns Specs into Worlds. Pools and indexes are built once for all points that share them: a study that
// varies the market has one copy of every loan.
type builder struct {
	open    func(path string, from Origin) (Input, error)
	tree    *Tree // of the point at hand, for the places of faults
	inputs  map[string]Input
	pools   map[string]*credit.Pool
	indexes map[string]*credit.Index
	replays map[string]*price.Replay // loaded
	notes   noteSet
	faults  Faults
}

func newBuilder(open func(path string, from Origin) (Input, error)) *builder {
	return &builder{open: open, inputs: map[string]Input{}, pools: map[string]*credit.Pool{}, indexes: map[string]*credit.Index{}, replays: map[string]*price.Replay{}}
}

// World builds the world of one point. Everything that is wrong with the point is reported at once, as Faults.
func (b *builder) World(s *Spec, t *Tree) (*sim.World, error) {
	b.tree, b.faults = t, nil
	w := &sim.World{
		Seed: s.Run.Seed, Twin: s.Run.Twin, Paired: s.Run.Antithetic, Instant: s.Clock.Mode == "instant", Bridge: s.Clock.Bridge,
		Clock:  agents.Clock{Start: s.Clock.Start, Step: s.Clock.Step},
		Common: s.Price.Common, Price: s.Price.Params, Volume: s.Market.VolumeBTCDay,
		Impact: s.Market.Impact.Params, Liquidity: s.Market.Liquidity.Params, Oracle: s.Market.Oracle,
		Halt: s.Market.Halt, Walk: s.Market.Sweep == "walk", Recorded: s.Price.Kind == "replay",
	}
	w.Common.Date = s.Clock.Start
	if !w.Instant {
		w.Steps = int(s.Clock.Horizon / s.Clock.Step)
	}
	if !b.replay(s, w) {
		return nil, b.faults.Err()
	}
	if w.Instant {
		w.Clock.Step = 0
		b.sayStill(s)
	} else {
		b.sayRounded(s.Clock.Horizon%s.Clock.Step != 0, "clock.horizon is not a whole number of steps: the run ends after %v", unit.Duration(w.Steps)*s.Clock.Step)
		b.sayRounded(s.Market.Oracle.Rounded(s.Clock.Step), "market.oracle: lag or window is rounded to whole steps of %v", s.Clock.Step)
	}
	b.checkMarket(s, w)
	b.book(s, w)
	b.checkHalt(s, w)
	b.checkBridge(s)
	b.leverage(s, w)
	b.loop(s, w)
	for _, name := range sortedNames(s.Lender) {
		w.Lenders = append(w.Lenders, b.copies(name, s, w)...)
	}
	if len(b.faults) > 0 {
		return nil, b.faults.Err()
	}
	return w, nil
}

// checkMarket opens what a worker will open, so that a fault is found before anything runs.
func (b *builder) checkMarket(s *Spec, w *sim.World) {
	hours, volatility := w.Clock.Step.Hours(), float64(s.Price.Volatility)
	if shock, ok := w.Price.(*price.Shock); ok && !w.Instant {
		b.sayRounded(shock.At >= s.Clock.Horizon, "price.at = %v is past clock.horizon = %v: the jump never comes", shock.At, s.Clock.Horizon)
	}
	b.sayUnread(s)
	if _, err := w.Price.Open(w.Common, w.Clock.Step); err != nil {
		b.faultOf("price", err)
	}
	model, err := w.Impact.Open(impact.Market{StepHours: hours, Volatility: volatility, VolumeBTCDay: w.Volume})
	if err != nil {
		b.fault("market.impact", err.Error())
	} else if _, err := impact.Walk(model); w.Walk && err != nil {
		b.fault("market.sweep", err.Error())
	}
	b.sayRounded(err == nil && !impact.SeesDepth(model) && s.Market.Impact.Kind != "none" && s.Market.Liquidity.Kind == "withdrawing",
		"market.impact.kind = %q never sees the depth that market.liquidity withdraws", s.Market.Impact.Kind)
	if _, err := w.Liquidity.Open(liquidity.Market{StepHours: hours, Volatility: volatility, VolumeBTCDay: w.Volume}); err != nil {
		b.fault("market.liquidity", err.Error())
	}
}

// checkBridge refuses what a breach between the ends of steps cannot be reconciled with.
func (b *builder) checkBridge(s *Spec) {
	switch {
	case !s.Clock.Bridge:
	case s.Clock.Mode == "instant":
		b.fault("clock.bridge", `want false where clock.mode = "instant": there is nothing between two rounds`)
	case s.Market.Impact.Kind != "none":
		b.fault("clock.bridge", `want market.impact.kind = "none" with it: a sale between two looks would move the path that the bridge was drawn for`)
	case s.Market.Oracle.Lag > 0:
		b.fault("clock.bridge", "want market.oracle.lag = 0s with it")
	case s.Market.Oracle.Window > s.Clock.Step:
		b.fault("clock.bridge", "want market.oracle.window of at most a step with it: a median of many steps does not follow the path between two")
	case s.Market.Oracle.Noise > 0:
		b.fault("clock.bridge", "want market.oracle.noise = 0% with it: between two steps the mark is the mid")
	}
	for _, name := range sortedNames(s.Lender) {
		if s.Clock.Bridge && s.Lender[name].CapacityBTC != nil {
			b.fault("clock.bridge", "want no lender with capacity_btc_h with it ("+name+" has one)")
		}
		if s.Clock.Bridge && s.Lender[name].Borrower.Kind != "passive" {
			b.fault("clock.bridge", "want passive borrowers with it (those of "+name+" act): they answer at the ends of steps")
		}
	}
}

// faultOf reports an error of a room that knows which of its keys is at fault.
func (b *builder) faultOf(table string, err error) {
	var f *price.Fault
	if errors.As(err, &f) {
		b.fault(table+"."+f.Key, "want "+f.Want)
		return
	}
	b.fault(table, err.Error())
}

func (b *builder) fault(address, want string) {
	b.faults = append(b.faults, b.tree.Fault(address, want))
}
