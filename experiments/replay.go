package experiments

import (
	"errors"
	"fmt"
	"strings"

	"firesale/agents/credit"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
)

// replay reads the file of a recorded price, once for all points and workers that ask the same of it, and holds the
// clock to it. It reports whether there is a price to go on with.
func (b *builder) replay(s *Spec, w *sim.World) bool {
	p, ok := s.Price.Params.(*price.Replay)
	if !ok {
		return true
	}
	from := b.tree.Origin("price.file")
	horizon := unit.Duration(w.Steps) * s.Clock.Step
	key := fmt.Sprintf("%s|%s|%v|%v|%s|%s|%s|%v", from.File, p.File, horizon, optional(p.From), p.Touch, p.Fill, p.Between, optional(p.Block))
	loaded, ok := b.replays[key]
	if !ok {
		if err := b.loadReplay(p, from, horizon); err != nil {
			b.replayFault(err)
			return false
		}
		loaded = p
		b.replays[key] = p
	}
	w.Price = loaded
	if lasts, ends := loaded.Lasts(); ends && !w.Instant && horizon > lasts {
		b.fault("clock.horizon", fmt.Sprintf("want at most %v: %s ends then", lasts, p.File))
	}
	b.sayRounded(p.Touch == "low" && s.Clock.Step > loaded.Spacing(), `price.touch = "low" with rows %v apart: of a step only the low of its last bar is seen`, loaded.Spacing())
	b.sayRounded(s.Market.Impact.Kind != "none", "price.kind = %q with market.impact.kind = %q: a recorded crash already contains the forced sales of its day, which are then counted twice: amplification is an upper bound", "replay", s.Market.Impact.Kind)
	return true
}

func (b *builder) loadReplay(p *price.Replay, from Origin, horizon unit.Duration) error {
	in, err := b.input(p.File, from)
	if err != nil {
		return err
	}
	return p.Load(in.Reader(), p.File, horizon)
}

// replayFault reports what is wrong with a file, row by row, or with a key that it does not fit.
func (b *builder) replayFault(err error) {
	if f := (*price.Fault)(nil); errors.As(err, &f) {
		b.faultOf("price", err)
		return
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		b.fault("price.file", line)
	}
}

// optional is a value that may be absent, for a key.
func optional[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

// vintage is the year in which a generated pool was made, where the price file covers the year before the cutoff; nil
// elsewhere.
func vintage(t *LenderTable, w *sim.World) *credit.Vintage {
	target, ok := t.Pool.Params.(*credit.Target)
	replay, recorded := w.Price.(*price.Replay)
	if !ok || !recorded || !target.Vintage || replay.Block != nil || replay.YearBefore() == nil {
		return nil
	}
	v := &credit.Vintage{StartLTV: vintageStart}
	for _, usd := range replay.YearBefore() {
		v.Prices = append(v.Prices, unit.PriceOf(usd))
	}
	v.Pays, _ = credit.ParsePays(t.Terms.Terms.Pays)
	return v
}

// vintageStart is the LTV at which loans are made. published: Ledn's help pages
const vintageStart unit.Ratio = 0.5
