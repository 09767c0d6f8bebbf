package experiments

import (
	"strings"

	"firesale/market"
	"firesale/market/flow"
	"firesale/market/unit"
	"firesale/sim"
)

// BookTable is the order book itself.
type BookTable struct {
	TickUSD float64       `toml:"tick_usd" unit:"USD/BTC" range:"(0,inf)" doc:"step of prices" source:"assumed"`
	LotBTC  float64       `toml:"lot_btc" unit:"BTC" range:"(0,inf)" doc:"step of quantities" source:"assumed"`
	WarmUp  unit.Duration `toml:"warm_up" range:"[0,8760]" doc:"how long the background trades before time 0, so that the book starts full" source:"assumed: the preset flow is at rest after an hour"`
}

// Preset is a book of whole dollars and thousandths of a coin.
func (t *BookTable) Preset() { *t = BookTable{TickUSD: 1, LotBTC: 0.001, WarmUp: 4 * unit.Hour} }

// RecordBookTable is what is kept of an order book, of the replications whose paths are.
type RecordBookTable struct {
	Depth *unit.Duration `toml:"depth" range:"(0,876000]" doc:"time between two snapshots of what rests at which price; absent = none"`
	Reach unit.Ratio     `toml:"reach" range:"(0,1]" doc:"how far from the mid a snapshot looks" source:"assumed"`
	Tape  bool           `toml:"tape" doc:"every trade and every change of the touch" source:"assumed"`
}

// Preset looks as far as the preset flow rests.
func (t *RecordBookTable) Preset() { t.Reach = 0.02 }

// FlowTable is one class of background traders.
type FlowTable struct {
	Kind   string `toml:"kind" doc:"what its members do"`
	Params any    `toml:",kind"`
}

// nobody is the kind of a class that is not there.
const nobody = "none"

// Kinds are those of the room, and nobody.
func (FlowTable) Kinds() []Kind {
	none := Kind{nobody, "nobody: takes a class of the preset away", func() any { return &struct{}{} }}
	return append(Catalogue(flow.Kinds), none)
}

// PresetNamed makes a class that is called like a kind one of that kind.
func (t *FlowTable) PresetNamed(name string) {
	if kindNamed(t.Kinds(), name) != nil {
		t.Kind = name
	}
}

// presetFlow is the background of a book of bitcoin: everybody but momentum traders, each called by its kind.
func presetFlow() map[string]*FlowTable {
	classes := map[string]*FlowTable{}
	for _, name := range []string{"zero-intelligence", "hidden-orders", "makers", "value"} {
		classes[name] = &FlowTable{Kind: name}
	}
	return classes
}

// mostTicks is the largest price of a book, in ticks: a rise by a factor of twenty from there still fits a tick.
const mostTicks = 1e8

// longBook is the horizon from which a run in a book is worth a warning of its cost.
const longBook = 14 * unit.Day

// book makes the venue an order book, if the study asks for one. A book trades in continuous time and its price answers
// to every order, so nothing fits it that stops the clock or fixes the path between two looks.
func (b *builder) book(s *Spec, w *sim.World) {
	if s.Market.Venue != "book" {
		return
	}
	switch start := w.Common.StartUSD(w.Price); {
	case w.Instant:
		b.fault("market.venue", `want "dealer" where clock.mode = "instant": an order book trades in time`)
	case start/s.Market.Book.TickUSD > mostTicks:
		b.fault("market.book.tick_usd", "want at least a hundred millionth of the starting price")
	case start < 2*s.Market.Book.TickUSD:
		b.fault("market.book.tick_usd", "want less than half of the starting price")
	}
	if w.Bridge {
		b.fault("clock.bridge", `want market.venue = "dealer" with it: the book has a path of its own`)
	}
	b.sayRounded(s.Clock.Horizon > longBook, "market.venue = \"book\": every order of the background is played, about a second of computing for a simulated day of the preset flow: clock.horizon = %v is %.0f of them a run", s.Clock.Horizon, float64(s.Clock.Horizon)/float64(unit.Day))
	scale := flow.Scale{TickUSD: s.Market.Book.TickUSD, LotBTC: s.Market.Book.LotBTC}
	w.Book = &market.BookConfig{Scale: scale, WarmUp: s.Market.Book.WarmUp}
	for _, name := range sortedNames(s.Market.Flow) {
		if params, ok := s.Market.Flow[name].Params.(flow.Params); ok {
			b.checkFlow(name, params, scale)
			w.Book.Classes = append(w.Book.Classes, market.FlowClass{Name: name, Params: params})
		}
	}
	if len(w.Book.Classes) == 0 {
		b.fault("market.flow", "want at least one class: an order book without background is empty")
	}
}

// checkHalt refuses what a halt cannot be reconciled with.
func (b *builder) checkHalt(s *Spec, w *sim.World) {
	if w.Halt != nil && (w.Instant || w.Bridge) {
		b.fault("market.halt", `want none with clock.mode = "instant" or clock.bridge: a pause needs steps to pass`)
	}
}

// checkFlow opens what a worker will open.
func (b *builder) checkFlow(name string, p flow.Params, scale flow.Scale) {
	if _, err := p.Open(scale); err != nil {
		key, want, _ := strings.Cut(err.Error(), ": ")
		b.fault("market.flow."+name+"."+key, want)
	}
}

// latency is how many steps after a breach the first order comes, and when in the step: in a book when it arrives, at a
// dealer's rounded to whole steps.
func (b *builder) latency(name string, d unit.Duration, w *sim.World) (steps int, offset unit.Duration) {
	if w.Book == nil {
		return b.steps(name, "latency", d, w), 0
	}
	steps, offset = int(d/w.Clock.Step), d%w.Clock.Step
	if offset > 0 {
		steps++
	}
	return steps, offset
}
