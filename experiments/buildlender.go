package experiments

import (
	"strings"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim"
)

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

// borrowers gives loans to borrowers who act. In an instant no time passes in which they could find cash, or decide: of those
// who cure by selling, all who are called sell.
func (b *builder) borrowers(t *LenderTable, c *agents.Charter, s *Spec, w *sim.World) {
	behaviour := t.Borrower.Params.Open(float64(s.Price.Volatility))
	switch {
	case behaviour == nil || len(c.Index.Pool.Loans) == 0:
	case !w.Instant:
		c.Borrowers = agents.NewBorrowers(behaviour, c.Index)
	case behaviour.Cure == "sell":
		c.Delever = agents.CureTarget(&c.Index.Terms)
		b.notes.add("lender." + c.Name + ".borrower: in an instant everybody who is called sells at once, able and willing or not")
	default:
		b.notes.add("lender." + c.Name + ".borrower is passive where clock.mode = \"instant\": only cure = \"sell\" takes no time")
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
	b.sayRounded(rounded != d, "lender.%s.%s = %s acts as %v: shorten clock.step before you study it", lender, key, shortDuration(d), rounded)
	return n
}
