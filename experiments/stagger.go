package experiments

import (
	"math"
	"strconv"

	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/stream"
)

// copies builds a lender. Copies share all they know, except where each has thresholds of its own.
func (b *builder) copies(name string, s *Spec, w *sim.World) (out []sim.Copies) {
	t := s.Lender[name]
	if t.Terms.Terms.Stagger == 0 || t.Terms.Terms.StaggerOver != "copies" || t.Copies == 0 {
		if c := b.lender(name, 0, s, w); c != nil {
			out = append(out, *c)
		}
		return out
	}
	for copy := range int(t.Copies) {
		if c := b.lender(name, copy, s, w); c != nil {
			c.Count = 1
			out = append(out, *c)
		}
	}
	return out
}

// staggerKey tells apart indexes of one pool and the same terms: whose draws shifted them.
func staggerKey(name string, copy int, t *credit.Terms) string {
	if t.Stagger == 0 {
		return ""
	}
	return name + "#" + strconv.Itoa(copy)
}

// staggered sorts a pool, each loan by its own thresholds: those of the terms, shifted by a uniform draw of its borrower,
// or of the copy of the lender. The draws do not change with the replication: contracts do not.
func staggered(name string, copy int, pool *credit.Pool, t *credit.Terms, w *sim.World) (*credit.Index, error) {
	if t.Stagger == 0 {
		return credit.NewIndex(pool, *t, horizon(w))
	}
	shifts := make([]unit.Rate, len(pool.Loans))
	for i := range shifts {
		entity := "lender." + name + ".borrower." + pool.Loans[i].Borrower
		if t.StaggerOver == "copies" {
			entity = "lender." + name + "#" + strconv.Itoa(copy)
		}
		shifts[i] = shift(t.Stagger, stream.Open(w.Seed, 0, entity, "stagger").Uniform())
	}
	return credit.NewStaggered(pool, *t, horizon(w), shifts)
}

// shift is a uniform draw of at most so much either way, in whole basis points.
func shift(most unit.Rate, u float64) unit.Rate {
	return unit.BP * unit.Rate(math.Round((2*u-1)*float64(most)/float64(unit.BP)))
}
