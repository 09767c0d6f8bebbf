package sim

import (
	"slices"

	"firesale/agents"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
)

// A Scenario is the same world on the same draws in which some lenders are absent, or some lenders' orders move nothing:
// these sell at the price that the others' orders make. It goes by the names of lenders, all copies of one alike. With
// Unlevered the orders of other leverage move nothing either. The zero value is the world as it is.
type Scenario struct {
	Absent, Silent []string
	Unlevered      bool
}

// Off is what a world can be without, for all its runs.
type Off struct {
	Moves      bool // the price moves by itself
	Withdrawal bool // depth and spread answer to what happens
	Delay      bool // lenders poll at times, wait before their first order, and sell by their policy, within their capacity
}

// Without is the world on the same draws with parts of it switched off, and no twin.
func (w *World) Without(off Off) *World {
	v := *w
	v.Twin, v.Rare = false, Rare{}
	if off.Moves {
		start := w.Common.StartUSD(w.Price)
		v.Common.Start, v.Price, v.Recorded = &start, &price.Shock{Then: "constant"}, false
	}
	if off.Withdrawal {
		v.Liquidity = w.Liquidity.Calm()
	}
	if off.Delay {
		v.Lenders = slices.Clone(w.Lenders)
		for i := range v.Lenders {
			v.Lenders[i].Charter = v.Lenders[i].Charter.Prompt()
		}
	}
	return &v
}

// Alone is the twin of a world as a world of its own, on the same draws: sales move nothing, nor do they thin the market, and
// no deal is settled. The venue must be a dealer: in a book the flow answers.
func (w *World) Alone() *World {
	v := *w
	v.Twin, v.Impact, v.Walk, v.Liquidity = false, &impact.None{}, false, w.Liquidity.Calm()
	v.Lenders = slices.Clone(w.Lenders)
	for i := range v.Lenders {
		c := *v.Lenders[i].Charter
		c.Deal = nil
		v.Lenders[i].Charter = &c
	}
	return &v
}

// play chooses who of the cast takes part, and who of them is heard.
func (s *side) play(c Scenario) {
	s.lenders, s.silent, s.unlevered = s.lenders[:0], s.silent[:0], c.Unlevered
	for _, l := range s.cast {
		if !slices.Contains(c.Absent, l.Name) {
			s.lenders = append(s.lenders, l)
			s.silent = append(s.silent, slices.Contains(c.Silent, l.Name))
		}
	}
}

// heard is the part of a sale of everybody that the market gets to see.
func (s *side) heard(net unit.BTC) unit.BTC {
	for i, silent := range s.silent {
		if silent {
			net -= s.lenders[i].Ordered() * unit.BTC(s.lenders[i].Copies)
		}
	}
	for _, g := range s.leverage {
		if s.unlevered {
			net -= g.Ordered
		}
	}
	return net
}

// hears reports whether a lender's orders reach the market.
func (s *side) hears(l *agents.Lender) bool {
	i := slices.Index(s.lenders, l)
	return i < 0 || !s.silent[i]
}
