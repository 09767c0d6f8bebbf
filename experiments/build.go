package experiments

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/stream"
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
		Seed: s.Run.Seed, Twin: s.Run.Twin, Instant: s.Clock.Mode == "instant", Bridge: s.Clock.Bridge,
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

// allCoins is how many there will ever be: no capacity is larger.
const allCoins = 21_000_000

// lender builds what the copies of one lender, from a first one on, share.
func (b *builder) lender(name string, first int, s *Spec, w *sim.World) *sim.Copies {
	t := s.Lender[name]
	index := b.index(name, first, t, s, w)
	if index == nil {
		return nil
	}
	c := &agents.Charter{
		Name: name, First: first, Clock: w.Clock, Index: index, Polling: 1, Window: -1,
		ByLTV: t.Queue == "by-ltv", Release: t.Release, Calls: s.Record.Events, Treasury: t.TreasuryBTC,
	}
	if !w.Instant {
		c.Polling = max(1, b.steps(name, "polling", t.Polling, w))
		c.Latency, c.Offset = b.latency(name, t.Latency, w)
		if t.CapacityBTC != nil {
			c.Capacity = max(1, unit.CoinsOf(min(*t.CapacityBTC*w.Clock.Step.Hours(), allCoins)))
		}
		if window := index.Terms.CureWindow; window != nil {
			c.Window = max(1, b.steps(name, "terms.cure_window", *window, w))
		}
	}
	b.policy(name, t, c, s, w)
	b.borrowers(t, c, s, w)
	b.warehouse(name, t, c, s, w)
	b.deal(name, t, c, unit.PriceOf(w.Common.StartUSD(w.Price)))
	copies := &sim.Copies{Charter: c, Count: int(t.Copies)}
	if t.Pool.Resample {
		copies.Resample = b.resampler(name, first, t, s, w)
	}
	b.sayOver(name, index, unit.PriceOf(w.Common.StartUSD(w.Price)))
	b.sayMany(name, c, int(t.Copies), s, w)
	return copies
}

// borrowers gives loans to borrowers who act. In instant mode no time passes in which they could.
func (b *builder) borrowers(t *LenderTable, c *agents.Charter, s *Spec, w *sim.World) {
	behaviour := t.Borrower.Params.Open(float64(s.Price.Volatility))
	if behaviour != nil && len(c.Index.Pool.Loans) > 0 && !w.Instant {
		c.Borrowers = agents.NewBorrowers(behaviour, c.Index)
	}
}

// deal opens the securitization of a lender's pool. Without loans there is nothing to securitize.
func (b *builder) deal(name string, t *LenderTable, c *agents.Charter, start unit.Price) {
	if t.Deal.Params == nil || len(c.Index.Pool.Loans) == 0 {
		return
	}
	deal, err := t.Deal.Params.Open(c.Opening(start))
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			key, want, _ := strings.Cut(line, ": ")
			b.fault("lender."+name+"."+key, want)
		}
		return
	}
	c.Deal = deal
	if spec, ok := t.Deal.Params.(*credit.DealSpec); ok {
		for _, warning := range spec.Warnings() {
			b.notes.add("lender." + name + ".deal: " + warning)
		}
	}
}

// steps rounds a duration to whole steps, half up, and says so.
func (b *builder) steps(lender, key string, d unit.Duration, w *sim.World) int {
	n := int((d + w.Clock.Step/2) / w.Clock.Step)
	rounded := unit.Duration(n) * w.Clock.Step
	if key == "polling" && n == 0 {
		rounded = w.Clock.Step
	}
	b.sayRounded(rounded != d, "lender.%s.%s = %v acts as %v: shorten clock.step before you study it", lender, key, d, rounded)
	return n
}

// index is the pool of a lender, sorted for its terms.
func (b *builder) index(name string, first int, t *LenderTable, s *Spec, w *sim.World) *credit.Index {
	pool, key := b.pool(name, t, s, w)
	if pool == nil {
		return nil
	}
	key = fmt.Sprintf("%s|%s|%+v|%v|%d|%v", key, staggerKey(name, first, t.Terms.Terms), *t.Terms.Terms, w.Clock, w.Steps, w.Loop != nil)
	if x, ok := b.indexes[key]; ok {
		return x
	}
	x, err := newIndex(name, first, pool, t.Terms.Terms, w)
	if err != nil {
		b.fault("lender."+name+".pool", err.Error())
		return nil
	}
	b.indexes[key] = x
	return x
}

func horizon(w *sim.World) credit.Horizon {
	return credit.Horizon{Start: w.Clock.Start, End: w.Clock.Day(max(w.Steps, 1) - 1)}
}

// pool is the loans of a lender, with a key under which they are built once.
func (b *builder) pool(name string, t *LenderTable, s *Spec, w *sim.World) (*credit.Pool, string) {
	if t.Copies == 0 {
		return &credit.Pool{}, "empty"
	}
	var key string
	switch p := t.Pool.Params.(type) {
	case *credit.Target:
		made := vintage(t, w)
		key = fmt.Sprintf("%s|%d|%+v|%v|%v|%s|%v", name, s.Run.Seed, *p, w.Common.StartUSD(w.Price), w.Clock.Start, t.Terms.Terms.Pays, optional(made))
		b.sayRounded(made != nil, "lender.%s.pool: the price file covers the year before clock.start, so that the loans are made over that year, at %v of the price of their month; ltv_mean and ltv_sd are not used", name, vintageStart)
	case *Tape:
		key = p.File + "|" + b.tree.Origin("lender."+name+".pool.file").File + "|" + t.Terms.Terms.Pays
	}
	if pool, ok := b.pools[key]; ok {
		return pool, key
	}
	pool, err := b.load(name, t, s, w, 0)
	if err != nil {
		b.poolFault(name, t, err)
		return nil, key
	}
	b.pools[key] = pool
	return pool, key
}

// load generates a lender's loans, with the luck of a replication, or reads them.
func (b *builder) load(name string, t *LenderTable, s *Spec, w *sim.World, replication int) (*credit.Pool, error) {
	pays, err := credit.ParsePays(t.Terms.Terms.Pays)
	if err != nil {
		return nil, err
	}
	if target, ok := t.Pool.Params.(*credit.Target); ok {
		luck := rand.New(stream.Open(w.Seed, replication, "lender."+name, "pool"))
		start := unit.PriceOf(w.Common.StartUSD(w.Price))
		if made := vintage(t, w); made != nil {
			pool, _, err := target.GenerateVintage(luck, *made, start, w.Clock.Start)
			return &pool, err
		}
		pool, _, err := target.Generate(luck, start, w.Clock.Start)
		for i := range pool.Loans {
			pool.Loans[i].Pays = pays
		}
		return &pool, err
	}
	file := t.Pool.Params.(*Tape).File
	in, err := b.input(file, b.tree.Origin("lender."+name+".pool.file"))
	if err != nil {
		return nil, err
	}
	pool, err := credit.Tape{Name: file, Size: in.size, Pays: pays}.Read(in.Reader())
	return &pool, err
}

// resampler gives every replication loans of its own: generated with its luck, or drawn from the tape with replacement.
func (b *builder) resampler(name string, first int, t *LenderTable, s *Spec, w *sim.World) func(replication int) (*credit.Index, error) {
	tree := b.tree
	if _, ok := t.Pool.Params.(*credit.Target); ok {
		return func(replication int) (*credit.Index, error) {
			pool, err := (&builder{tree: tree}).load(name, t, s, w, replication)
			if err != nil {
				return nil, err
			}
			return newIndex(name, first, pool, t.Terms.Terms, w)
		}
	}
	tape, _ := b.pool(name, t, s, w)
	return func(replication int) (*credit.Index, error) {
		luck := rand.New(stream.Open(w.Seed, replication, "lender."+name, "pool"))
		return newIndex(name, first, tape.Resample(luck), t.Terms.Terms, w)
	}
}

// poolFault reports a pool that cannot be: at the key that the reason names, if it names one.
func (b *builder) poolFault(name string, t *LenderTable, err error) {
	key := "lender." + name + ".pool"
	if _, ok := t.Pool.Params.(*Tape); ok {
		key += ".file"
	}
	why := strings.TrimPrefix(err.Error(), "pool: ")
	if named, want, ok := strings.Cut(why, ": want "); ok {
		named, _, _ = strings.Cut(named, " = ")
		if _, written := b.tree.Get(key + "." + named); written {
			key, why = key+"."+named, "want "+want
		}
	}
	b.fault(key, why)
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
