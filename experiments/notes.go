package experiments

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
)

// A noteSet is what a run says about itself beside its numbers, each sentence once, in order of first mention.
type noteSet struct{ said []string }

func (n *noteSet) add(sentence string) {
	if !slices.Contains(n.said, sentence) {
		n.said = append(n.said, sentence)
	}
}

// mostAlike is how many notes about one address are kept: a design that draws its points would make one for each point.
const mostAlike = 3

// brief is the notes that are kept: where there are many about one address, only the first.
func (n *noteSet) brief() (said []string) {
	alike := map[string]int{}
	for _, sentence := range n.said {
		about, _, _ := strings.Cut(sentence, " = ")
		alike[about]++
	}
	for _, sentence := range n.said {
		about, _, _ := strings.Cut(sentence, " = ")
		switch count := alike[about]; {
		case count > mostAlike:
			said = append(said, fmt.Sprintf("%s (and so at %d other values)", sentence, count-1))
			alike[about] = 0
		case count > 0:
			said = append(said, sentence)
		}
	}
	return said
}

func sortedNames[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func (b *builder) sayRounded(yes bool, format string, args ...any) {
	if yes {
		b.notes.add(fmt.Sprintf(format, args...))
	}
}

// sayUnread notes what is written in [price] for a kind that states the path itself.
func (b *builder) sayUnread(s *Spec) {
	kind, ok := s.Price.Params.(price.Starter)
	if !ok {
		return
	}
	usd, stated := kind.StartUSD()
	if start := s.Price.Start; start != nil {
		b.sayRounded(stated && *start != usd, "price.start = %v is not read: price.kind = %q begins at %v", *start, s.Price.Kind, usd)
	}
	b.sayRounded(stated && s.Price.Drift != 0, "price.drift = %g%% is not read: price.kind = %q states the path", 100*float64(s.Price.Drift), s.Price.Kind)
}

// sayStill notes values that an instant run does not read, because no time passes in it.
func (b *builder) sayStill(s *Spec) {
	const still = ` is not read where clock.mode = "instant": no time passes`
	b.sayRounded(s.Market.Oracle.Lag > 0 || s.Market.Oracle.Window > 0, "market.oracle: lag or window"+still)
	b.sayRounded(s.Market.Liquidity.Kind == "withdrawing", "market.liquidity: how depth withdraws"+still)
	for _, name := range sortedNames(s.Lender) {
		b.sayRounded(s.Lender[name].CapacityBTC != nil, "lender.%s.capacity_btc_h"+still, name)
	}
}

// shortDuration is a duration for a note: one that a design has drawn has no end of digits.
func shortDuration(d unit.Duration) string {
	if text := d.String(); len(text) <= 8 {
		return text
	}
	return fmt.Sprintf("%.3gh", d.Hours())
}

// sayOver notes loans that are over their threshold before anything happens: they are sold at once.
func (b *builder) sayOver(name string, index *credit.Index, start unit.Price) {
	over := 0
	credit.NewHolding(index).Breached(start, func(l credit.Liquidation) { over += l.Len() })
	b.sayRounded(over > 0, "lender.%s: %d of %d loans are over liquidation_ltv at the start and are sold at once", name, over, len(index.Pool.Loans))
}

// manyCalls is as many loans, in steps, as call and are withdrawn millions of times in a year. assumed
const manyCalls = 1e9

// sayMany warns of what it costs to keep every margin call of loans that are called again and again.
func (b *builder) sayMany(name string, c *agents.Charter, copies int, s *Spec, w *sim.World) {
	loans := copies * len(c.Index.Pool.Loans)
	b.sayRounded(c.Borrowers != nil && s.Record.Events && s.Record.Paths > 0 && float64(loans)*float64(w.Steps) > manyCalls,
		"record.events keeps every margin call of the %d loans of lender.%s in the first %d replications: up to a minute and 200 MB each; record.events = false, or record.paths = 0, is fast",
		loans, name, s.Record.Paths)
}
