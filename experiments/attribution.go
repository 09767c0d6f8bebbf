package experiments

import (
	"fmt"
	"slices"

	"firesale/experiments/stats"
)

// AttributionTable asks who and what is behind the losses: every replication is run again, on the same draws, without each
// lender, with each alone, in further companies for Shapley's shares, and with channels of feedback switched off.
type AttributionTable struct {
	Lenders      []string `toml:"lenders" doc:"whose part is asked, by name, copies together; absent = all. The others take part in every run but those of a lender alone"`
	Channels     bool     `toml:"channels" doc:"divide each lender's losses among exogenous price, own impact, peers' impact, liquidity withdrawal and delay; 16 runs a lender, 32 where a still price has losses; at a dealer's only" source:"assumed"`
	Contribution string   `toml:"contribution" oneof:"leave-one-out|shapley" doc:"shapley: also each lender's share of all losses, averaged over the orders of joining" source:"assumed"`
	Permutations int64    `toml:"permutations" unit:"orders" range:"[200,1000000]" doc:"drawn in each replication where there are more than 8 lenders, half of them the reverse of the others; up to 8 all are taken" source:"assumed"`
}

// Preset is leave-one-out, which costs two runs a lender.
func (t *AttributionTable) Preset() { t.Contribution, t.Permutations = "leave-one-out", 200 }

// mostExact is the largest number of lenders for which all orders of joining are taken.
const mostExact = 8

// newAttribution checks what a study says of attribution, and finds the names of the lenders it asks about.
func (s *Study) newAttribution() error {
	t := s.Spec.Attribution
	if t == nil {
		return nil
	}
	names := sortedNames(s.Spec.Lender)
	s.players = names
	if t.Lenders != nil {
		s.players = slices.Compact(slices.Sorted(slices.Values(t.Lenders)))
	}
	for _, name := range s.players {
		if !slices.Contains(names, name) {
			return Faults{s.tree.Fault("attribution.lenders", "want names of lenders of this study: "+suggest(name, names))}
		}
	}
	if len(names) > stats.MostPlayers {
		return Faults{s.tree.Fault("attribution", fmt.Sprintf("want at most %d lenders, not %d", stats.MostPlayers, len(names)))}
	}
	for i, p := range s.Points {
		if t.Channels && p.World.Book != nil {
			return Faults{s.tree.Fault("attribution.channels", fmt.Sprintf(
				"want market.venue = \"dealer\" (point %d has a book, in which impact and withdrawal cannot be switched off)", i))}
		}
	}
	return nil
}

// A burden is something that can be lost: by the lender of loans, or by a note of its deal.
type burden struct{ lender, note, item string }

// Players is the lenders whose part in the losses is asked, by name.
func (s *Study) Players() []string { return s.players }

// lenderLoss is the loss of a lender on its loans.
const lenderLoss = "shortfall_usd"

// marketFall is how far the log price fell.
const marketFall = "fall"

// attributionTable has a row for every share of every replication, attributionSummaryTable their means.
const (
	attributionTable        = "attribution"
	attributionSummaryTable = "attribution_summary"
)
